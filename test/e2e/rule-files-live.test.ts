import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type RunningArm, startArm } from '../arm/start.ts';
import { acraudit, folderOf } from '../support/cli.ts';
import { savedScan } from '../support/saved-scan.ts';
import { scan, scanJson, tenantOf } from '../support/scan.ts';

const TENANT = tenantOf({ Alpha: { registries: { alpha1: 'audit' } } });

let arm: RunningArm;
beforeAll(async () => {
  arm = await startArm(TENANT);
});
afterAll(() => arm.stop());
afterEach(() => vi.unstubAllEnvs());

/** What stands in a registry of a type. */
function parts(type: string): string {
  return `field: resources, where: { type: ., equals: ${type} }, allOf: []`;
}

/** Conditions that hold of every registry of the server, unless nothing says what they ask. */
const CONDITIONS: readonly (readonly [name: string, condition: string, outcome: string])[] = [
  ['Spelled', '{ field: properties.policies.exportPolicy.status, equals: enabled }', 'pass'],
  ['OtherLetterCase', '{ field: Properties.PublicNetworkaccess, equals: Enabled }', 'pass'],
  ['BesideASpelledOne', '{ field: properties.policies.retentionPolicy.days, equals: 7 }', 'pass'],
  ['NotThere', '{ field: properties.nothing, exists: false }', 'pass'],
  ['InATag', `{ field: "tags['cost-center']", exists: false }`, 'pass'],
  ['InATagWithAQuote', `{ field: 'tags["a | take 1"]', exists: false }`, 'pass'],
  ['Listed', '{ field: sku.name, in: [Basic, Standard, Premium] }', 'pass'],
  ['NoColumn', '{ field: nothing.at.all, exists: false }', 'unknown'],
  ['NoScope', '{ field: scope, exists: false }', 'unknown'],
  ['PartsNotRead', `{ ${parts('Microsoft.ContainerRegistry/registries/webhooks')}, count: 0 }`, 'unknown'],
  ['PartsRead', `{ ${parts('Microsoft.Insights/diagnosticSettings')}, count: 1 }`, 'pass'],
  ['TooManyPartsRead', `{ ${parts('microsoft.insights/DiagnosticSettings')}, count: 0 }`, 'fail'],
  [
    'EnoughParts',
    "{ field: resources, where: { type: ., like: '*/diagnosticSettings' }, greater: 0, allOf: [] }",
    'pass',
  ],
  ['PerhapsOtherParts', '{ field: resources, lessOrEqual: 1, allOf: [] }', 'unknown'],
  ['MorePartsThanAllowed', '{ field: resources, less: 1, allOf: [{ type: ., contains: Insights }] }', 'fail'],
  ['EveryPart', '{ field: resources, allOf: [{ type: ., contains: Insights }] }', 'unknown'],
  ['OnePartDoesNot', '{ field: resources, allOf: [{ type: ., contains: Registry }] }', 'fail'],
  ['NumberOfParts', '{ field: resources, count: 1 }', 'unknown'],
  ['AnywhereInIt', '{ field: $..zzz, exists: false }', 'unknown'],
  ['NamedBesideAnywhere', '{ allOf: [{ field: identity, exists: true }, { field: $..zzz, exists: true }] }', 'fail'],
  ['ItselfNamesIt', "{ field: '.', allOf: [{ field: properties.nothing, exists: false }] }", 'pass'],
  [
    'ItselfBesideAnywhere',
    "{ allOf: [{ field: '.', allOf: [{ field: identity, exists: true }] }, { field: $..zzz, exists: true }] }",
    'fail',
  ],
  ['PartsAreThere', '{ field: resources, exists: true }', 'pass'],
];

function ruleFor(types: string, name: string, condition: string): string {
  return `apiVersion: github.com/microsoft/PSRule/v1
kind: Rule
metadata: { name: Live.${name} }
spec: { ${types}condition: ${condition} }
`;
}

const REGISTRIES = 'type: [Microsoft.ContainerRegistry/registries], ';
const RULES = CONDITIONS.map(([name, condition]) => ruleFor(REGISTRIES, name, condition)).join('---\n');

describe('rules of rule files ask a live registry', () => {
  test.each(['graph', 'arm'])('by %s, whatever they read', async (discovery) => {
    const cwd = folderOf({ 'a.Rule.yaml': RULES });
    const only = ['--rule-file', '.', '--rule', 'Live.*', '--rule', 'Azure.ACR.PurgeEvents', '--discovery', discovery];
    const { results, errors } = await scanJson(arm, cwd, ...only);
    expect(errors).toEqual([]);
    const outcomes = Object.fromEntries(results.map(({ rule, outcome }) => [rule, outcome]));
    const notRead = results.find(({ rule }) => rule === 'Live.PartsNotRead');
    expect(notRead?.dependsOn).toMatchObject([{ kind: 'notRead', property: 'resources' }]);
    expect(outcomes).toMatchObject(
      Object.fromEntries(CONDITIONS.map(([name, , outcome]) => [`Live.${name}`, outcome])),
    );
  });
});

test.each(['graph', 'arm'])('a rule for every type asks a registry what it names, by %s', async (discovery) => {
  const cwd = folderOf({
    'a.Rule.yaml': ruleFor('', 'EveryType', '{ field: properties.policies.exportPolicy.status, equals: enabled }'),
  });
  const own = ['--rule-file', '.', '--rule', 'Live.*', '--discovery', discovery];
  const { results, notes, errors } = await scanJson(arm, cwd, ...own);
  expect(errors).toEqual([]);
  const ofRegistry = results.filter(({ target }) => target.name === 'alpha1');
  expect(ofRegistry.map(({ outcome }) => outcome)).toEqual(['pass']);
  expect(notes ?? []).toEqual([]);
});

test('what stands for parts that a saved scan did not list is no part', async () => {
  const type = 'Microsoft.ContainerRegistry/registries/webhooks';
  const some = ruleFor(REGISTRIES, 'Some', `{ ${parts(type)}, greater: 0 }`);
  const each = ruleFor(`type: [${type}], `, 'Each', '{ field: properties.status, equals: enabled }');
  const cwd = folderOf({ 'a.Rule.yaml': `${some}---\n${each}` });
  await scan(arm, { cwd }, '--rule', 'Azure.ACR.Logs', '--save', 'scan.json');
  const { out } = await acraudit(
    cwd,
    'scan',
    '--from',
    'scan.json',
    '-f',
    'json',
    '--rule-file',
    '.',
    '--rule',
    'Live.*',
  );
  const { results } = JSON.parse(out);
  expect(results.map(({ rule: name, outcome }: { rule: string; outcome: string }) => [name, outcome])).toEqual([
    ['Live.Some', 'unknown'],
    ['Live.Each', 'unknown'],
  ]);
});

test('a rule that reads whole resources changes no answer of another', async () => {
  const plain = ruleFor(REGISTRIES, 'Plain', '{ field: properties.adminUserEnabled, exists: false }');
  const cwd = folderOf({
    'scan.json': savedScan([{ name: 'acrlive', settings: {} }]),
    'plain.Rule.yaml': plain,
    'both.Rule.yaml': `${plain}---\n${ruleFor(REGISTRIES, 'Whole', '{ field: $..zzz, exists: false }')}`,
  });
  const outcomesWith = async (file: string): Promise<Record<string, string>> => {
    const own = ['--rule-file', file, '--rule', 'Live.*', '--rule', 'Azure.ACR.PurgeEvents'];
    const { out } = await acraudit(cwd, 'scan', '--from', 'scan.json', '-f', 'json', ...own);
    const { results } = JSON.parse(out) as { results: { rule: string; outcome: string }[] };
    return Object.fromEntries(results.map((one) => [one.rule, one.outcome]));
  };
  const alone = { 'Live.Plain': 'unknown', 'Azure.ACR.PurgeEvents': 'unknown' };
  expect(await outcomesWith('plain.Rule.yaml')).toEqual(alone);
  expect(await outcomesWith('both.Rule.yaml')).toEqual({ ...alone, 'Live.Whole': 'unknown' });
});
