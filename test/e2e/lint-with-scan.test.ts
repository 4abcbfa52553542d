import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type RunningArm, startArm } from '../arm/start.ts';
import { end, header, savedText } from '../sources/saved-scan/samples.ts';
import {
  ASSOCIATION,
  COLLECTION_RULE,
  collectionRule,
  type JsonObject,
  LOGIN,
  on,
  parameterFile,
  registry,
  STRING,
  setting,
  stream,
  streams,
  WORKSPACE as TEMPLATE_WORKSPACE,
  template,
} from '../support/arm-templates.ts';
import { acraudit, folderOf, lintJson, type Results } from '../support/cli.ts';
import { expectSarif, NO_ADDRESS } from '../support/expect-sarif.ts';
import { liveResource } from '../support/live-cases.ts';
import {
  HALF,
  OTHER_SUBSCRIPTION,
  OUT_OF_REACH,
  PASSES,
  recordOf,
  type ScannedRegistry,
  SUBSCRIPTION,
  savedScan,
  scannedId,
} from '../support/saved-scan.ts';
import { scan, tenantOf } from '../support/scan.ts';

const THERE = ['--subscription', SUBSCRIPTION, '--resource-group', 'rg'];
const LESS = setting({ logs: [on(LOGIN)] });
const LIVE = "diagnostic setting 'audit' (live, scan of 2030-01-02)";
const RULES_UNREAD =
  'the scan of 2030-01-02 did not read all data collection rules associated with it; what it did not read does not count';
const MAY_BE = `the scan of 2030-01-02 saw ${scannedId({ name: 'acr' })}, which may be this registry; give --subscription and --resource-group, or list the file under deployments: in acraudit.yaml, to count what is live there`;

const files = (
  resources: readonly JsonObject[] = [registry()],
  live: ScannedRegistry['settings'] = PASSES,
): Readonly<Record<string, unknown>> => ({
  'main.json': template(resources),
  'live/scan.json': savedScan([{ name: 'acr', settings: live }]),
});

/** Outcome, reasons and notes of the one result. */
function said({ results }: Results): readonly unknown[] {
  const [result, ...others] = results;
  if (result === undefined || others.length > 0) throw new Error('one result was expected');
  return [result.outcome, result.reasons.map(({ id }) => id), result.notes.map(({ message }) => message)];
}

async function lintWithScan(cwd: string, ...argv: readonly string[]) {
  return lintJson(cwd, 'main.json', '--with-scan', 'live/scan.json', ...argv);
}

describe('what a saved scan saw live', () => {
  test('counts for a registry of the same id, and a pass by it says so with the date', async () => {
    const cwd = folderOf(files());
    const run = await lintWithScan(cwd, ...THERE);
    expect([run.code, said(run)]).toEqual([
      0,
      ['pass', [], [`it passes only by what is live and in no template: ${LIVE}`]],
    ]);
    expect((await lintJson(cwd, 'main.json', ...THERE)).code).toBe(1);
  });

  test('counts where subscription and group are written in other letters, in the configuration', async () => {
    const cwd = folderOf({
      ...files([registry({ name: 'ACR' })]),
      'acraudit.yaml': `deployments: [{ files: [main.json], subscription: ${SUBSCRIPTION.toUpperCase()}, resourceGroup: RG }]\n`,
    });
    expect(said(await lintWithScan(cwd)).slice(0, 2)).toEqual(['pass', []]);
  });

  test('counts by the values of a parameter file that make it the same registry', async () => {
    const cwd = folderOf({
      ...files(),
      'main.json': template([registry({ name: "[parameters('name')]" })], { parameters: { name: STRING } }),
      'main.one.parameters.json': parameterFile({ name: 'acr' }),
      'main.two.parameters.json': parameterFile({ name: 'other' }),
    });
    const { results } = await lintWithScan(cwd, ...THERE, '--defaults', 'skip');
    expect(results.map(({ target, outcome }) => [target.name, outcome])).toEqual([
      ['acr', 'pass'],
      ['other', 'fail'],
    ]);
  });

  test('does not count where the id is not known, which a note says', async () => {
    const run = await lintWithScan(folderOf(files()), '--subscription', SUBSCRIPTION);
    expect(said(run)).toEqual(['fail', ['no-setting'], [MAY_BE]]);
  });

  test('is not mentioned of a registry of another name, group or subscription', async () => {
    for (const argv of [
      ['--subscription', OTHER_SUBSCRIPTION, '--resource-group', 'rg'],
      ['--subscription', SUBSCRIPTION, '--resource-group', 'other'],
      ['--subscription', OTHER_SUBSCRIPTION],
    ]) {
      expect(said(await lintWithScan(folderOf(files()), ...argv))).toEqual(['fail', ['no-setting'], []]);
    }
    expect(said(await lintWithScan(folderOf(files([registry({ name: 'acr2' })]))))).toEqual([
      'fail',
      ['no-setting'],
      [],
    ]);
  });

  test('names five of many registries that may be meant', async () => {
    const many = Array.from({ length: 9 }, (_, i) => ({ name: `acr${i}`, settings: PASSES }));
    const cwd = folderOf({
      'main.json': template([registry({ name: "[parameters('name')]" })], { parameters: { name: STRING } }),
      'live/scan.json': savedScan(many),
    });
    const [, , [note]] = said(await lintWithScan(cwd)) as [string, string[], string[]];
    expect(note).toContain('and 4 more, which may be this registry');
  });

  test('that lacks something is named beside what the template has', async () => {
    const run = await lintWithScan(folderOf(files([registry()], HALF)), ...THERE);
    expect(said(run)).toEqual([
      'fail',
      ['missing-category'],
      [
        "what is live and in no template counts too: diagnostic setting 'mine' (live, scan of 2030-01-02)",
        RULES_UNREAD,
      ],
    ]);
  });

  test('is one of five settings that Azure takes', async () => {
    const five = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e'].map((name) => [name, { storageAccountId: `${TEMPLATE_WORKSPACE}${name}`, logs: [] }]),
    );
    const cwd = folderOf(files([registry(), setting()], five));
    const { results } = await lintWithScan(cwd, ...THERE, '--rule', 'Azure.ACR.LogsValid');
    expect(results.map(({ outcome, reasons }) => [outcome, reasons.map(({ id }) => id)])).toEqual([
      ['fail', ['too-many-settings']],
    ]);
  });

  test('is not there for registries that no template declares', async () => {
    const cwd = folderOf({ ...files(), 'live/scan.json': savedScan([{ name: 'unknown', settings: HALF }]) });
    expect(said(await lintWithScan(cwd, ...THERE))).toEqual(['fail', ['no-setting'], []]);
  });
});

describe('a live setting that a template overwrites', () => {
  const REPLACES =
    "diagnostic setting 'audit' replaces the live one of its name (scan of 2030-01-02) and collects less";

  test('with less fails at the setting of the template, and the date is not in the fingerprint', async () => {
    const cwd = folderOf(files([registry(), LESS]));
    const run = await lintWithScan(cwd, ...THERE);
    expect([run.code, said(run)]).toEqual([1, ['fail', ['weakens-live-setting', 'missing-category'], [RULES_UNREAD]]]);
    const [{ reasons, fingerprint, message } = { reasons: [], fingerprint: '', message: '' }] = run.results;
    expect(message).toBe(`${REPLACES}; ContainerRegistryRepositoryEvents is not collected by any diagnostic setting`);
    expect(reasons[0]?.location).toMatchObject({ file: 'main.json', path: 'resources[1]', line: 14 });
    const later = readFileSync(join(cwd, 'live/scan.json'), 'utf8').replace(
      '"started":"2030-01-02',
      '"started":"2031-05-06',
    );
    const other = folderOf({ ...files([registry(), LESS]), 'live/scan.json': later });
    const again = await lintWithScan(other, ...THERE);
    expect(again.results[0]?.message).toContain('(scan of 2031-05-06)');
    expect(again.results[0]?.fingerprint).toBe(fingerprint);
  });

  test('with as much passes by the template', async () => {
    expect(said(await lintWithScan(folderOf(files([registry(), setting()])), ...THERE))).toEqual(['pass', [], []]);
  });

  test('in another file with less fails too', async () => {
    const scope = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/acr`;
    const cwd = folderOf({ ...files(), 'diag.json': template([{ ...LESS, scope }]) });
    const { results } = await lintJson(cwd, '.', '--with-scan', 'live/scan.json', ...THERE);
    expect(results.map(({ reasons }) => reasons.map(({ id, location }) => [id, location?.file]))).toEqual([
      [
        ['weakens-live-setting', 'diag.json'],
        ['missing-category', 'diag.json'],
      ],
    ]);
  });

  test('as a data collection rule in another file fails with less, and passes with as much', async () => {
    const rule = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/${COLLECTION_RULE}/dcr`;
    const record = recordOf({ name: 'acr' });
    const id = `${record.id}/providers/${ASSOCIATION}/policy`;
    const resources = [{ id, resource: { properties: { dataCollectionRuleId: rule } }, whole: [''] }];
    const live = savedText([
      liveResource(rule, collectionRule()),
      { ...record, lists: { [ASSOCIATION]: { status: 'read', resources } } },
    ]);
    const linted = async (other: JsonObject) => {
      const cwd = folderOf({ ...files(), 'live/scan.json': live, 'monitoring.json': template([other]) });
      return said(await lintJson(cwd, '.', '--with-scan', 'live/scan.json', ...THERE)).slice(0, 2);
    };
    expect(await linted(collectionRule(streams(stream(LOGIN))))).toEqual([
      'fail',
      ['weakens-live-setting', 'missing-category'],
    ]);
    expect(await linted(collectionRule())).toEqual(['pass', []]);
    expect(await linted(collectionRule(streams(stream(LOGIN)), { name: 'other' }))).toEqual(['pass', []]);
  });

  test('is said in the console and in SARIF', async () => {
    const cwd = folderOf(files([registry(), LESS]));
    const argv = ['lint', 'main.json', '--with-scan', 'live/scan.json', ...THERE];
    const { out } = await acraudit(cwd, ...argv, '-v');
    expect(out).toContain(REPLACES);
    expect(out).toContain('let it collect what the live one does, or give it a name of its own');
    expect(out).toMatch(/^ +audit \(live, scan of 2030-01-02\) +ContainerRegistryLoginEvents +workspace +no$/m);
    const { out: sarif } = await acraudit(cwd, ...argv, '-f', 'sarif');
    expectSarif(sarif, [NO_ADDRESS]);
    expect(JSON.parse(sarif).runs[0].results[0].message.text).toContain(REPLACES);
  });
});

test('a pass by what is live alone is shown in the console, and its note is in SARIF with all results', async () => {
  const cwd = folderOf(files());
  const argv = ['lint', 'main.json', '--with-scan', 'live/scan.json', ...THERE];
  const { out } = await acraudit(cwd, ...argv);
  expect(out).toContain(`note        it passes only by what is live and in no template: ${LIVE}`);
  const { out: sarif } = await acraudit(cwd, ...argv, '-f', 'sarif', '--sarif-all');
  expect(JSON.parse(sarif).runs[0].results[0].message.text).toContain(LIVE);
});

describe('what the scan could not read counts as nothing, and is said:', () => {
  test('settings that were refused', async () => {
    expect(said(await lintWithScan(folderOf(files([registry()], 'denied')), ...THERE))).toEqual([
      'fail',
      ['no-setting'],
      ['the scan of 2030-01-02 could not read its diagnostic settings, so none of them counts', RULES_UNREAD],
    ]);
  });

  test('a subscription that is inaccessible', async () => {
    const cwd = folderOf({ ...files(), 'live/scan.json': savedScan([], [OUT_OF_REACH]) });
    expect(said(await lintWithScan(cwd, '--subscription', OTHER_SUBSCRIPTION, '--resource-group', 'rg'))).toEqual([
      'fail',
      ['no-setting'],
      [`the scan of 2030-01-02 could not read subscription ${OTHER_SUBSCRIPTION}, so nothing live counts`],
    ]);
  });

  test('the rest of a scan that was stopped', async () => {
    const cwd = folderOf({ ...files(), 'live/scan.json': savedText([], { ...end, complete: false }) });
    const { code, notes, errors } = await lintWithScan(cwd, ...THERE);
    expect([code, errors, notes]).toEqual([
      1,
      [],
      [
        {
          message: 'the scan of 2030-01-02 did not come to everything; of what it did not come to nothing counts',
          location: { file: 'live/scan.json' },
        },
      ],
    ]);
  });

  test('a record that is not as acraudit writes it, which is an error of the run', async () => {
    const cwd = folderOf({ ...files([registry(), setting()]), 'live/scan.json': savedText([{ kind: 'registry' }]) });
    const { code, errors } = await lintWithScan(cwd, ...THERE);
    expect([code, errors]).toEqual([
      3,
      [
        {
          code: 'wrong-shape',
          message: 'its id is not that of a container registry',
          location: { file: 'live/scan.json', line: 2 },
        },
      ],
    ]);
  });
});

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  [
    'that does not exist',
    { 'live/scans.json': {} },
    '--with-scan live/scan.json does not exist; did you mean live/scans.json?',
  ],
  ['that is a folder', { 'live/scan.json/x.json': {} }, 'live/scan.json: not a regular file'],
  [
    'that is an export of az',
    { 'live/scan.json': [{ id: scannedId({ name: 'acr' }), name: 'acr' }] },
    'live/scan.json:1: not a saved scan: its header is missing',
  ],
  [
    'that is no JSON',
    { 'live/scan.json': 'x' },
    'live/scan.json: not JSON\nGive --with-scan a file that `acraudit scan --save` wrote.',
  ],
  [
    'without a date',
    { 'live/scan.json': { header: { ...header, started: 'today' }, records: [], end } },
    'live/scan.json:1: the saved scan does not say when it was made',
  ],
])('a scan %s is wrong usage', async (_, live, message) => {
  const cwd = folderOf({ 'main.json': template([registry()]), ...live });
  const { code, out, err } = await acraudit(cwd, 'lint', 'main.json', '--with-scan', 'live/scan.json');
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(message);
});

describe('a scan of Azure', () => {
  let arm: RunningArm;
  beforeAll(async () => {
    arm = await startArm(tenantOf({ Alpha: { registries: { alpha1: 'audit', alpha2: 'none' } } }));
  });
  afterAll(() => arm.stop());
  afterEach(() => vi.unstubAllEnvs());

  test('that was saved counts for the registries that it saw', async () => {
    const cwd = folderOf({ 'main.json': template(['alpha1', 'alpha2'].map((name) => registry({ name }))) });
    await scan(arm, { cwd }, '--save', 'scan.json');
    const { targets } = {
      targets: readFileSync(join(cwd, 'scan.json'), 'utf8').match(/"id":"\/subscriptions[^"]+alpha1"/),
    };
    const [, , subscription = '', , group = ''] = (targets?.[0] ?? '').split('/');
    const { results } = await lintJson(
      cwd,
      'main.json',
      '--with-scan',
      'scan.json',
      '--subscription',
      subscription,
      '--resource-group',
      group,
    );
    expect(results.map(({ target, outcome, notes }) => [target.name, outcome, notes.length])).toEqual([
      ['alpha1', 'pass', 1],
      ['alpha2', 'fail', 0],
    ]);
  });
});
