import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { startArm } from '../arm/start.ts';
import { createVirtualClock } from '../arm/virtual-clock.ts';
import { savedText } from '../sources/saved-scan/samples.ts';
import { acraudit, folderOf } from '../support/cli.ts';
import { OUT_OF_REACH, recordOf, SUBSCRIPTION, savedScan, scannedId } from '../support/saved-scan.ts';
import { endpointFlags, signInTo, tenantOf } from '../support/scan.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const RULE = 'Azure.ACR.Logs';
const ALLOW = { scan: { allowTagSuppressions: true } };
const yaml = (content: object): string => `${JSON.stringify(content)}\n`;

interface Shown {
  readonly results: readonly {
    readonly outcome: string;
    readonly target: { readonly name: string };
    readonly suppression: null | { readonly source: string; readonly reason: string };
  }[];
  readonly notes: readonly { readonly message: string; readonly location?: { readonly file: string } }[];
}

function shown(out: string) {
  const { results, notes } = JSON.parse(out) as Shown;
  return {
    results: results.map(({ outcome, target, suppression }) =>
      [target.name, outcome, ...(suppression === null ? [] : [suppression.source, suppression.reason])].join(' '),
    ),
    notes: notes.map(({ message, location }) => `${location?.file ?? ''} ${message}`),
  };
}

async function scanFrom(scan: string, config: object, ...argv: readonly string[]) {
  const folder = folderOf({ 'scan.json': scan, 'acraudit.yaml': yaml(config) });
  const from = ['--from', 'scan.json', '--now', '2027-01-31', '-f', 'json'];
  const { code, out, err } = await acraudit(folder, 'scan', ...from, ...argv);
  if (err !== '') throw new Error(err);
  return { code, ...shown(out) };
}

/** As if it had been one of everything that is visible. */
function unrestricted(scan: string): string {
  const scope = { subscriptions: [], excludeSubscriptions: [], resourceGroups: [] };
  return scan.replace(/"scope":\s*\{[^}]*\}/, `"scope":${JSON.stringify(scope)}`);
}

/** A saved scan of one registry with this tag. */
function tagged(tag: unknown, settings = {}): string {
  const record = recordOf({ name: 'acr', settings });
  const tags = { 'ACRAudit-Suppress': tag, other: 'x' };
  const subscription = {
    kind: 'subscription',
    id: record.id.split('/')[2] ?? '',
    name: 's',
    state: 'read',
    listedBy: 'graph',
  };
  return savedText([subscription, { ...record, resource: { ...record.resource, tags } }]);
}

const NOTE = (text: string): string => ` tag acraudit-suppress of ${scannedId({ name: 'acr' })}: ${text}`;
const UNUSED = 'the suppression of Azure.ACR.Logs is unused: no result needs it';

describe('a suppression of the configuration, of a live registry,', () => {
  const one = unrestricted(savedScan([{ name: 'acr' }]));
  const entry = { rule: RULE, registry: 'acr', reason: 'why' };

  test.each<[string, object, readonly string[], readonly string[]]>([
    ['covers its name', entry, ['acr suppressed configuration why'], []],
    [
      'covers its id',
      { rule: RULE, id: '/subscriptions/*/resourcegroups/RG/*', reason: 'why' },
      ['acr suppressed configuration why'],
      [],
    ],
    ['covers nothing where it is for files', { rule: RULE, file: '**', reason: 'why' }, ['acr fail'], []],
    ['covers nothing where it is for files too', { ...entry, file: '**' }, ['acr fail'], []],
    ['that nothing needs is unused', { ...entry, registry: 'other' }, ['acr fail'], [`acraudit.yaml ${UNUSED}`]],
    [
      'past its date is said',
      { ...entry, expires: '2027-01-30' },
      ['acr fail'],
      ['acraudit.yaml the suppression of Azure.ACR.Logs expired on 2027-01-30: it no longer holds'],
    ],
  ])('%s', async (_, suppression, results, notes) => {
    const found = await scanFrom(one, { suppressions: [suppression] });
    expect(found).toEqual({ code: results[0]?.includes('suppressed') ? 0 : 1, results, notes });
  });

  test.each<[string, string, readonly string[]]>([
    ['of a part of what is visible', savedScan([{ name: 'acr' }]), []],
    ['without its rule', one, ['--rule', 'Azure.ACR.Metrics']],
    ['that could not read something', unrestricted(savedScan([{ name: 'acr' }], [OUT_OF_REACH])), []],
  ])('is not said to be unused after a scan %s', async (_, scan, argv) => {
    const { notes } = await scanFrom(scan, { suppressions: [{ ...entry, registry: 'other' }] }, ...argv);
    expect(notes).toEqual([]);
  });
});

describe('a tag of a live registry', () => {
  test.each<[string, unknown, readonly string[], readonly string[]]>([
    ['suppresses', `${RULE}; why; 2027-01-31`, ['acr suppressed tag why'], []],
    ['without a date suppresses', `${RULE}; why`, ['acr suppressed tag why'], []],
    [
      'past its date is said',
      `${RULE}; why; 2027-01-30`,
      ['acr fail'],
      [NOTE('the suppression of Azure.ACR.Logs expired on 2027-01-30: it no longer holds')],
    ],
    ['without a reason is said', RULE, ['acr fail'], [NOTE('suppresses nothing: it gives no reason')]],
    [
      'with another date is said',
      `${RULE}; why; tomorrow`,
      ['acr fail'],
      [NOTE("suppresses nothing: 'tomorrow' is not a day of the calendar; write it as YYYY-MM-DD")],
    ],
    [
      'with too many parts is said',
      `${RULE}; a; b; c`,
      ['acr fail'],
      [NOTE('suppresses nothing: it has too many parts; write RULE; reason; YYYY-MM-DD')],
    ],
    ['that is no text is said', 7, ['acr fail'], [NOTE('suppresses nothing: the tag must be a text')]],
    ['of a rule that does not run says nothing', 'Azure.ACR.Metrics; why', ['acr fail'], []],
  ])('%s, where the configuration allows that', async (_, tag, results, notes) => {
    const found = await scanFrom(tagged(tag), ALLOW);
    expect([found.results, found.notes]).toEqual([results, notes]);
  });

  test('is named on the console as what suppresses', async () => {
    const folder = folderOf({ 'scan.json': tagged(`${RULE}; why`), 'acraudit.yaml': yaml(ALLOW) });
    const { out } = await acraudit(folder, 'scan', '--from', 'scan.json', '--now', '2027-01-31');
    expect(out).toContain('  ~ suppressed  acr  Azure.ACR.Logs: why  tag acraudit-suppress\n');
  });

  test('that nothing needs is unused', async () => {
    const passes = { audit: { workspaceId: '/subscriptions/s/w', logs: [{ categoryGroup: 'audit', enabled: true }] } };
    const found = await scanFrom(tagged(`${RULE}; why`, passes), ALLOW);
    expect([found.results, found.notes]).toEqual([['acr pass'], [NOTE(UNUSED)]]);
  });

  test.each([{}, { scan: { allowTagSuppressions: false } }])(
    'does nothing where the configuration does not allow it: %j',
    async (config) => {
      expect(await scanFrom(tagged(`${RULE}; why`), config)).toEqual({ code: 1, results: ['acr fail'], notes: [] });
    },
  );
});

test.each(['graph', 'arm'] as const)(
  'a live scan reads the tag by %s without one more request, and saves it and no other',
  async (discovery) => {
    const plain = tenantOf({ Alpha: { registries: { alpha1: 'none', alpha2: 'none' } } });
    const tags = { 'Acraudit-suppress': `${RULE}; why`, owner: 'someone' };
    const requests: number[] = [];
    for (const registries of [plain.registries, plain.registries.map((one, i) => (i === 0 ? { ...one, tags } : one))]) {
      const arm = await startArm({ ...plain, registries }, { clock: createVirtualClock() });
      signInTo(arm);
      const folder = folderOf({ 'acraudit.yaml': yaml(ALLOW) });
      const argv = ['scan', ...endpointFlags(arm), '--discovery', discovery, '--save', 'scan.json', '-f', 'json'];
      const { out } = await acraudit(folder, ...argv);
      requests.push(arm.log.count());
      await arm.stop();
      const isTagged = registries !== plain.registries;
      const results = [isTagged ? 'alpha1 suppressed tag why' : 'alpha1 fail', 'alpha2 fail'];
      expect(shown(out).results).toEqual(results);
      expect(readdirSync(folder)).toContain('scan.json');
      const saved = readFileSync(join(folder, 'scan.json'), 'utf8');
      expect([saved.includes('acraudit-suppress'), saved.includes('someone')]).toEqual([isTagged, false]);
      const again = await acraudit(folder, 'scan', '--from', 'scan.json', '-f', 'json');
      expect(shown(again.out)).toEqual(shown(out));
    }
    expect(requests[1]).toBe(requests[0]);
  },
);

test('fix --from plans nothing for what is suppressed', async () => {
  const folder = folderOf({
    'scan.json': savedScan([{ name: 'acr' }, { name: 'other' }]),
    'acraudit.yaml': yaml({
      suppressions: [{ rule: RULE, registry: 'acr', reason: 'why' }],
      fix: { workspaceId: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/w' },
    }),
  });
  const { out } = await acraudit(folder, 'fix', '--from', 'scan.json', '--out', 'out');
  expect(out).toBe(`subscription ${SUBSCRIPTION}\n  other in rg: adds diagnostic setting 'acr-audit'\n`);
});
