import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import type { FixConfig } from '../../src/config/config.ts';
import { isProtected } from '../../src/fixes/fix-options.ts';
import { ENDLESS_BUCKETS } from '../arm/buckets.ts';
import type { RawSetting } from '../arm/setting-presets.ts';
import { type RunningArm, startArm } from '../arm/start.ts';
import type { Tenant } from '../arm/tenant.ts';
import { tenantArbitrary } from '../arm/tenant-arbitrary.ts';
import { REGISTRY } from '../support/arm-templates.ts';
import { acraudit, folderOf } from '../support/cli.ts';
import { deployFolder } from '../support/deploy.ts';
import { scanJson } from '../support/scan.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const REGIONS = ['westeurope', 'northeurope', 'eastus', 'eastus2', 'southeastasia', 'germanywestcentral'];
const LOGS = '/subscriptions/00000000-0000-4000-8000-0000000010f5/resourceGroups/logs/providers';
const NEW_WORKSPACE = `${LOGS}/Microsoft.OperationalInsights/workspaces/security`;
const storageIn = (region: string): string => `${LOGS}/Microsoft.Storage/storageAccounts/logs${region}`;
const hubIn = (region: string): string => `${LOGS}/Microsoft.EventHub/namespaces/logs${region}/authorizationRules/send`;

/** What settings of generated registries send to already, see the presets of settings. */
const ownWorkspace = (subscription: string): string =>
  `/subscriptions/${subscription}/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/central`;
const ownStorage = (subscription: string): string =>
  `/subscriptions/${subscription}/resourceGroups/logs/providers/Microsoft.Storage/storageAccounts/auditlogs`;

type Destinations = Pick<FixConfig, 'workspaceId' | 'storageAccountId' | 'destinations'>;

/** Where logs are to go, told of a tenant: ways that a scan alone can be sure of. */
const DESTINATIONS: Readonly<Record<string, (tenant: Tenant) => Destinations>> = {
  'one workspace': () => ({ workspaceId: NEW_WORKSPACE }),
  'one workspace that some use already': ({ subscriptions }) => ({
    workspaceId: ownWorkspace(subscriptions[0]?.id ?? 'none'),
  }),
  'a workspace for each subscription': ({ subscriptions }) => ({
    destinations: subscriptions.map(({ id }) => ({ subscription: id.toUpperCase(), workspaceId: ownWorkspace(id) })),
  }),
  'a storage account for each region but one, and beside it a workspace': () => ({
    destinations: REGIONS.slice(1).map((region) => ({
      region,
      storageAccountId: storageIn(region),
      ...(region.startsWith('east') && { workspaceId: NEW_WORKSPACE }),
    })),
  }),
  'an event hub for two regions, a workspace for the rest': () => ({
    workspaceId: NEW_WORKSPACE,
    destinations: ['West Europe', 'EastUS2'].map((region) => ({
      region,
      eventHubAuthorizationRuleId: hubIn(region.toLowerCase().replace(' ', '')),
    })),
  }),
  'a storage account that some use already': ({ subscriptions }) => ({
    storageAccountId: ownStorage(subscriptions[0]?.id ?? 'none'),
  }),
  nowhere: () => ({}),
};

interface Sample {
  readonly tenant: Tenant;
  readonly destinations: string;
  readonly fix: FixConfig;
}

const sampleArbitrary: fc.Arbitrary<Sample> = fc
  .record({
    tenant: tenantArbitrary({ subscriptions: 4, registries: 30 }),
    destinations: fc.constantFrom(...Object.keys(DESTINATIONS)),
    logs: fc.constantFrom<NonNullable<FixConfig['logs']>[]>('audit', 'allLogs', 'categories'),
    settingName: fc.constantFrom('acr-audit', 'toworkspace-1'),
    protect: fc.constantFrom<string[][]>(['setByPolicy-*'], ['*'], ['audit-*', 'TOWORKSPACE-1'], []),
  })
  .map(({ tenant, destinations, ...fix }) => {
    return { tenant, destinations, fix: { ...fix, ...DESTINATIONS[destinations]?.(tenant) } };
  });

/** Outcomes by id. */
async function scanned(arm: RunningArm, cwd: string, save: string): Promise<ReadonlyMap<string, string>> {
  const { results } = await scanJson(arm, cwd, '--save', save);
  return new Map(results.map(({ target, outcome }) => [target.id.toLowerCase(), outcome]));
}

/** What `fix --from` said of each registry: `adds`, `changes`, `not fixed`. */
async function fixed(cwd: string, scan: string, out: string): Promise<ReadonlyMap<string, string>> {
  const ran = await acraudit(cwd, 'fix', '--from', scan, '--out', out);
  const lines = ran.out.split('\n').filter((line) => line !== '');
  expect(existsSync(join(cwd, out))).toBe(lines.length > 0);
  return saidOf(lines);
}

/** Registries by id: lines name them below their subscriptions. */
function saidOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  let subscription = '';
  for (const line of lines) {
    subscription = /^subscription (?:.* \()?([\w-]+)\)?$/.exec(line)?.[1] ?? subscription;
    const [, name, group, word] = /^ {2}(\S+) in (\S+): (adds|changes|not fixed)\b/.exec(line) ?? [];
    if (name === undefined || group === undefined || word === undefined) continue;
    said.set(`/subscriptions/${subscription}/resourceGroups/${group}/providers/${REGISTRY}/${name}`, word);
  }
  return said;
}

function settingsBefore({ state, tenant }: RunningArm): ReadonlyMap<string, readonly RawSetting[]> {
  return new Map(tenant.registries.map((registry) => [registry.id.toLowerCase(), state.settings(registry)]));
}

/** Names of settings that are not as they were. */
function touched(before: readonly RawSetting[], after: readonly RawSetting[]): readonly string[] {
  return after.flatMap((setting, i) => (isDeepStrictEqual(before[i], setting) ? [] : [setting.name]));
}

test('what is written deploys, the registries it is for pass after it, and all others are as they were', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(sampleArbitrary, async ({ tenant, fix }) => {
      const arm = await startArm(tenant, { buckets: ENDLESS_BUCKETS });
      const cwd = folderOf({ 'acraudit.yaml': JSON.stringify({ fix }) });
      try {
        const verdicts = await scanned(arm, cwd, 'scan.json');
        const settings = settingsBefore(arm);
        const said = await fixed(cwd, 'scan.json', 'fixup');
        const toDo = [...verdicts].filter(([, outcome]) => outcome !== 'pass').map(([id]) => id);
        expect([...said.keys()].map((id) => id.toLowerCase()).sort()).toEqual(toDo.sort());

        const deployed = await deployFolder(arm, join(cwd, 'fixup'));
        for (const one of deployed) expect(one).toEqual({ ...one, status: 201, state: 'Succeeded', errors: [] });

        const after = await scanned(arm, cwd, 'again.json');
        const words = new Map([...said].map(([id, word]) => [id.toLowerCase(), word]));
        expect(after).toEqual(
          new Map([...verdicts].map(([id, was]) => [id, /adds|changes/.test(words.get(id) ?? '') ? 'pass' : was])),
        );
        for (const registry of tenant.registries) {
          const id = registry.id.toLowerCase();
          const word = words.get(id) ?? 'passed';
          const before = settings.get(id) ?? [];
          const now = arm.state.settings(registry);
          const names = touched(before, now);
          seen.add(word);
          expect([word, now.length - before.length, names.length]).toEqual(
            word === 'adds' ? [word, 1, 1] : [word, 0, word === 'changes' ? 1 : 0],
          );
          if (word === 'changes') expect(names.filter((name) => isProtected(name, fix.protect ?? []))).toEqual([]);
        }
        const left = await fixed(cwd, 'again.json', 'fixup2');
        expect([...left]).toEqual([...said].filter(([, word]) => word === 'not fixed'));
      } finally {
        await arm.stop();
      }
    }),
    { numRuns: 16, seed: 6 },
  );
  expect([...seen].sort()).toEqual(['adds', 'changes', 'not fixed', 'passed']);
});
