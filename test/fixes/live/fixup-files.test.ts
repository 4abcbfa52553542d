import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultFixOptions, type FixOptions } from '../../../src/fixes/fix-options.ts';
import { deployScript, shellQuote } from '../../../src/fixes/live/deploy-script.ts';
import { fixupFiles } from '../../../src/fixes/live/fixup-files.ts';
import { fixupLimits, fixupParts, type GroupedEntry, type GroupSettings } from '../../../src/fixes/live/fixup-parts.ts';
import type { LiveRegistry } from '../../../src/fixes/live/live-plan.ts';
import { planLiveFixes } from '../../../src/fixes/live/plan-live-fixes.ts';
import { escapeJson } from '../../../src/util/escape.ts';
import { parameterValuesOf } from './bicep-to-arm.ts';
import {
  LOGIN,
  liveRegistry,
  liveSetting,
  putsOf,
  REPOSITORY,
  registryId,
  SUBSCRIPTION,
  templates,
  WORKSPACE,
} from './simulated-deployment.ts';
import { subscriptionParameters } from './template-schemas.ts';

const CONFIG: FixOptions = { ...defaultFixOptions, destination: { workspaceId: WORKSPACE } };
const OTHER = '22222222-2222-2222-2222-222222222222';
const holdsToSchema = new Ajv({ strict: false }).compile(subscriptionParameters);

function filesFor(registries: readonly LiveRegistry[]): ReadonlyMap<string, string> {
  return new Map(fixupFiles(planLiveFixes(registries, CONFIG), templates));
}

/** What Azure counts at least: the template for the deployment and for each group's, and every setting in three places. */
function bytesForAzure(groups: readonly GroupSettings[], templateBytes: number): number {
  const perGroup = groups.map(
    ({ settings }) => templateBytes + 3 * Buffer.byteLength(escapeJson(JSON.stringify(settings, null, 2))),
  );
  return perGroup.reduce((sum, bytes) => sum + bytes, templateBytes);
}

/** Every parameter file of a folder holds to the schema and to the limits, and its Bicep twin says the same. */
function partsOf(
  files: ReadonlyMap<string, string>,
  subscription = SUBSCRIPTION,
): readonly (readonly GroupSettings[])[] {
  const paths = [...files.keys()].filter((path) => path.startsWith(subscription) && path.endsWith('.parameters.json'));
  return paths.map((path) => {
    const text = files.get(path) ?? '';
    const value = JSON.parse(text);
    expect(holdsToSchema(value) ? [] : holdsToSchema.errors).toEqual([]);
    const { using, values } = parameterValuesOf(files.get(path.replace('.parameters.json', '.bicepparam')) ?? '');
    expect(using).toBe('fix-up.bicep');
    const { resourceGroups } = value.parameters;
    expect(values.resourceGroups).toEqual(resourceGroups.value);
    expect(Buffer.byteLength(text)).toBeLessThan(fixupLimits.bytes);
    return resourceGroups.value;
  });
}

test('a folder per subscription with everything that is needed, and nothing to deploy where nothing is changed', () => {
  const files = filesFor([
    liveRegistry('acr1', []),
    liveRegistry('acr2', [], { subscription: OTHER, unread: 'HTTP 403 AuthorizationFailed' }),
    liveRegistry('acr3', [], { id: 'nonsense', subscription: '../x' }),
  ]);
  expect([...files.keys()].sort()).toEqual([
    `${SUBSCRIPTION}/README.md`,
    `${SUBSCRIPTION}/deploy.sh`,
    `${SUBSCRIPTION}/fix-up-settings.bicep`,
    `${SUBSCRIPTION}/fix-up.bicep`,
    `${SUBSCRIPTION}/fix-up.bicepparam`,
    `${SUBSCRIPTION}/fix-up.json`,
    `${SUBSCRIPTION}/fix-up.parameters.json`,
    `${OTHER}/README.md`,
    'README.md',
  ]);
  expect(files.get('README.md')).toContain(`| [\`${OTHER}\`](${OTHER}/README.md) |  | 0 | 1: acr2 |`);
  expect(files.get('README.md')).toContain('Not changed: its id is not that of a container registry.');
  expect(files.get(`${OTHER}/README.md`)).toContain('HTTP 403 AuthorizationFailed');
});

test('the pages tell who may deploy, what has to be registered, and how all are deployed', () => {
  const files = filesFor([
    liveRegistry('acr1', []),
    liveRegistry('acr2', [], { subscription: OTHER, unread: 'HTTP 403 AuthorizationFailed' }),
  ]);
  const page = files.get(`${SUBSCRIPTION}/README.md`);
  expect(page).toContain(`az provider register --subscription=${SUBSCRIPTION} --namespace Microsoft.Insights --wait`);
  expect(page).toContain('Log Analytics Contributor on the subscription');
  expect(files.get('README.md')).toContain('for script in ./*/deploy.sh; do bash "$script" --apply ||');
  const idle = filesFor([liveRegistry('acr2', [], { subscription: OTHER, unread: 'HTTP 403 AuthorizationFailed' })]);
  expect(idle.get('README.md')).not.toContain('deploy.sh');
});

test('the texts of a subscription are made when they are asked for', () => {
  const plan = planLiveFixes([liveRegistry('acr1', []), liveRegistry('acr2', [], { subscription: OTHER })], CONFIG);
  let read = 0;
  const counted = {
    ...templates,
    get 'fix-up.sh'() {
      read += 1;
      return templates['fix-up.sh'];
    },
  };
  const files = fixupFiles(plan, counted);
  expect(files.next().value?.[0].startsWith(SUBSCRIPTION)).toBe(true);
  expect(read).toBe(1);
  expect([...files].length).toBe(14);
  expect(read).toBe(2);
});

test('the page tells what changes, as it is and as it will be', () => {
  const logs = [{ category: LOGIN, enabled: true }];
  const files = filesFor([liveRegistry('acr1', [liveSetting('mine', { workspaceId: WORKSPACE, logs })])]);
  const page = files.get(`${SUBSCRIPTION}/README.md`) ?? '';
  const section = page.slice(page.indexOf('### acr1'));
  expect(section).toBe(`### acr1

\`${registryId('acr1')}\` in \`westeurope\`

Changes diagnostic setting \`mine\`:

- log category ${REPOSITORY} is added

\`\`\`diff
 "workspaceId": "${WORKSPACE}"
-"logs": [{"category":"${LOGIN}","enabled":true}]
+"logs": [{"category":"${LOGIN}","enabled":true},{"category":"${REPOSITORY}","enabled":true}]
\`\`\`
`);
});

test('the page tells what has to be so and could not be seen', () => {
  const storage = WORKSPACE.replace(
    'Microsoft.OperationalInsights/workspaces/log-1',
    'Microsoft.Storage/storageAccounts/st1',
  );
  const config: FixOptions = { ...defaultFixOptions, destination: { storageAccountId: storage } };
  const files = new Map(fixupFiles(planLiveFixes([liveRegistry('acr1', [])], config), templates));
  expect(files.get(`${SUBSCRIPTION}/README.md`)).toContain(
    `Azure takes it only if:\n\n- \`${storage}\` is in westeurope, which a scan cannot see\n`,
  );
});

describe('what comes from Azure stays text', () => {
  const EVIL = "x'; $(touch pwned) `id` <b> | [a](http://e.example) $" + '{x} \n# y';
  /** As evil as Azure lets the name of a diagnostic setting be. */
  const NAME = "x'; $(touch pwned) `id` | [a](e) $" + '{x} # y';
  const clean = liveSetting(NAME, { workspaceId: WORKSPACE, logs: [], note: EVIL });
  const files = filesFor([liveRegistry('acr1', [clean]), liveRegistry('acr2', [], { unread: EVIL, location: EVIL })]);

  test('in parameters', () => {
    const { parameters } = JSON.parse(files.get(`${SUBSCRIPTION}/fix-up.parameters.json`) ?? '');
    const [{ settings }] = parameters.resourceGroups.value;
    expect(settings).toEqual([
      {
        registry: 'acr1',
        name: NAME,
        properties: { workspaceId: WORKSPACE, note: EVIL, logs: [{ categoryGroup: 'audit', enabled: true }] },
      },
    ]);
  });

  test('in Bicep', () => {
    const { values } = parameterValuesOf(files.get(`${SUBSCRIPTION}/fix-up.bicepparam`) ?? '');
    expect(values.resourceGroups).toMatchObject([{ settings: [{ name: NAME, properties: { note: EVIL } }] }]);
  });

  test('on the page', () => {
    const page = files.get(`${SUBSCRIPTION}/README.md`) ?? '';
    expect(page).toContain(
      "Not changed: x'; \\$(touch pwned) \\`id\\` \\<b\\> \\| `[a](http://e.example)` \\$\\{x\\} \\\\u\\{a\\}\\# y.",
    );
    const [before, after] = NAME.split(' | ');
    expect(page).toContain(`diagnostic setting \`\`${before} \`\`\\|\` ${after}\`:`);
    expect(page).not.toMatch(/^# y/m);
  });

  test('in the script', () => {
    expect(files.get(`${SUBSCRIPTION}/deploy.sh`)).not.toContain('pwned');
  });

  test('an entry that looks like an expression is not evaluated', () => {
    const [put] = putsOf(
      filesFor([liveRegistry('acr1', [liveSetting('[a]', { workspaceId: WORKSPACE, note: '[resourceGroup().id]' })])]),
    );
    expect(put?.name).toBe('[a]');
    expect(put?.properties).toMatchObject({ note: '[resourceGroup().id]' });
  });
});

describe('large subscriptions are split', () => {
  const many = (count: number, groups: number): readonly LiveRegistry[] =>
    Array.from({ length: count }, (_, i) =>
      liveRegistry(`acr${String(i).padStart(5, '0')}`, [], { resourceGroup: `rg${i % groups}` }),
    );

  test.each<[string, number, number, number[]]>([
    ['few', 3, 2, [5]],
    ['as many as go into one', 796, 4, [800]],
    ['one more', 797, 4, [800, 2]],
    ['many in one group', 2000, 1, [800, 800, 411]],
    ['every one in its own group', 900, 900, [800, 800, 200]],
  ])('%s', (_, count, groups, expected) => {
    const files = filesFor(many(count, groups));
    const parts = partsOf(files);
    expect(parts.map((part) => part.reduce((sum, { settings }) => sum + 1 + settings.length, 0))).toEqual(expected);
    const registries = parts.flatMap((part) =>
      part.flatMap(({ settings }) => settings.map(({ registry }) => registry)),
    );
    expect(new Set(registries).size).toBe(count);
    expect(files.has(`${SUBSCRIPTION}/fix-up.${expected.length > 1 ? '001.' : ''}parameters.json`)).toBe(true);
  });

  test('by size', () => {
    const note = 'é'.repeat(20_000);
    const entries: GroupedEntry[] = Array.from({ length: 100 }, (_, i) => ({
      resourceGroup: i < 90 ? 'rg' : 'other',
      entry: { registry: `acr${i}`, name: 'a', properties: { note } },
    }));
    const templateBytes = Buffer.byteLength(templates['fix-up.json']);
    const parts = fixupParts(entries, templateBytes);
    expect(parts.flatMap((part) => part.flatMap(({ settings }) => settings)).length).toBe(100);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) {
      expect(bytesForAzure(part, templateBytes)).toBeLessThanOrEqual(fixupLimits.bytes);
      for (const group of part)
        expect(Buffer.byteLength(JSON.stringify(group))).toBeLessThan(fixupLimits.bytesPerGroup);
    }
  });
});

describe('the script', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fix-up-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const log = join(folder, 'log');
  const path = join(folder, 'a folder', 'deploy.sh');
  mkdirSync(dirname(path));
  const RECORD =
    '#!/bin/sh\nprintf "%s|" "$@" >> "$LOG"\necho >> "$LOG"\n[ "$3" = create ] && exit "$CREATE_EXIT"\nexit "$WHAT_IF_EXIT"\n';
  beforeEach(() => writeFileSync(join(folder, 'az'), RECORD, { mode: 0o755 }));
  const names = ["it's.parameters.json", '$(id).parameters.json'];
  writeFileSync(
    path,
    deployScript(templates['fix-up.sh'], { subscription: SUBSCRIPTION, location: 'westeurope', parameterFiles: names }),
  );

  function run(
    flags: readonly string[],
    whatIf = '0',
    create = '0',
  ): { readonly calls: readonly string[]; readonly failed: boolean } {
    writeFileSync(log, '');
    let failed = false;
    try {
      const exits = { WHAT_IF_EXIT: whatIf, CREATE_EXIT: create };
      const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}`, LOG: log, ...exits };
      execFileSync('bash', [path, ...flags], { env, stdio: 'pipe', cwd: '/' });
    } catch {
      failed = true;
    }
    return {
      calls: readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
      failed,
    };
  }

  const call = (verb: string, number: number, location = 'westeurope', more = ''): string =>
    `deployment|sub|${verb}|--subscription=${SUBSCRIPTION}|--location=${location}|--name|acraudit-fix-${location}-${number}|--template-file|fix-up.json|--parameters|@${names[number - 1]}|${more}`;

  test('only shows', () => {
    expect(run([])).toEqual({ calls: [call('what-if', 1), call('what-if', 2)], failed: false });
  });

  test('deploys when told, after showing all', () => {
    const quiet = '--output|none|';
    expect(run(['--apply', '--location', 'northeurope'])).toEqual({
      calls: [
        call('what-if', 1, 'northeurope'),
        call('what-if', 2, 'northeurope'),
        call('create', 1, 'northeurope', quiet),
        call('create', 2, 'northeurope', quiet),
      ],
      failed: false,
    });
  });

  test('stops at the first what-if that fails, and at a word that it does not know', () => {
    expect(run(['--apply'], '1')).toEqual({ calls: [call('what-if', 1)], failed: true });
    expect(run(['--aply'])).toEqual({ calls: [], failed: true });
    expect(run(['--location'])).toEqual({ calls: [], failed: true });
  });

  test('a deployment that fails keeps none of the others back', () => {
    const quiet = '--output|none|';
    const both = [call('create', 1, 'westeurope', quiet), call('create', 2, 'westeurope', quiet)];
    const { calls, failed } = run(['--apply'], '0', '1');
    expect({ calls: calls.slice(2), failed }).toEqual({ calls: both, failed: true });
  });

  test('finds its files whatever CDPATH says', () => {
    mkdirSync(join(folder, 'decoy', 'a folder'), { recursive: true });
    const env = {
      ...process.env,
      PATH: `${folder}${delimiter}${process.env.PATH}`,
      LOG: log,
      CDPATH: join(folder, 'decoy'),
    };
    writeFileSync(join(folder, 'az'), '#!/bin/sh\npwd >> "$LOG"\n', { mode: 0o755 });
    writeFileSync(log, '');
    execFileSync('bash', [join('a folder', 'deploy.sh')], { env, stdio: 'pipe', cwd: folder });
    expect(new Set(readFileSync(log, 'utf8').trim().split('\n'))).toEqual(new Set([dirname(path)]));
  });

  test('asks for a location that is not known', () => {
    const files = filesFor([liveRegistry('acr1', [], { location: '$(id)' })]);
    expect(files.get(`${SUBSCRIPTION}/deploy.sh`)).toContain("\nlocation=''\n");
    expect(files.get(`${SUBSCRIPTION}/README.md`)).toContain('deploy.sh --location REGION');
  });

  test.each<[string, string]>([
    ['', "''"],
    ['a b', "'a b'"],
    ["a'b", "'a'\\''b'"],
    ['$(x)`y`\n', "'$(x)`y`\n'"],
  ])('quotes %j', (text, quoted) => {
    expect(shellQuote(text)).toBe(quoted);
  });
});
