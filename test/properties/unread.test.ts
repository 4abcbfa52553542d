import { afterEach, describe, expect, test, vi } from 'vitest';
import { rules } from '../../rules/index.ts';
import { createScanEvaluation } from '../../src/api/scan/scan-evaluation.ts';
import { evaluateExports, openExports } from '../../src/api/scan/scan-exports.ts';
import type { ActiveRule } from '../../src/engine/evaluate-rules.ts';
import { exitCode } from '../../src/engine/exit-code.ts';
import type { Finding } from '../../src/engine/finding.ts';
import { defineRule, type Rule } from '../../src/engine/rule.ts';
import { verdictOf } from '../../src/engine/verdict.ts';
import { wantedBy } from '../../src/engine/wanted.ts';
import { isAlibabaType } from '../../src/model/alibaba/instance-audit.ts';
import { attachSettings } from '../../src/model/azure/attach-settings.ts';
import { isProblem, readJsonText } from '../../src/sources/arm/read-json-file.ts';
import { templateInventory } from '../../src/sources/arm/template-inventory.ts';
import type { RegistryRecord, ScanRecord } from '../../src/sources/azure/decode/scan-record.ts';
import { equals, sameText } from '../../src/value/equality.ts';
import { not } from '../../src/value/logic.ts';
import { empty, isNull } from '../../src/value/nullability.ts';
import { startArm } from '../arm/start.ts';
import { createVirtualClock } from '../arm/virtual-clock.ts';
import { type JsonObject, registry, template } from '../support/arm-templates.ts';
import { folderOf } from '../support/cli.ts';
import { PASSES, recordOf, SUBSCRIPTION, savedScan, scannedId } from '../support/saved-scan.ts';
import { scanVirtually, tenantOf } from '../support/scan.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const ID = scannedId({ name: 'acr' });
const TYPE = 'Microsoft.ContainerRegistry/registries';

/** A rule on one property of a registry, made of what may be asked of it. */
function ruleOn(check: Rule['check'], fields: readonly string[] = ['properties.adminUserEnabled']): ActiveRule {
  const rule = defineRule({
    name: 'Test.Property',
    ref: 'TEST-0001',
    aliases: [],
    synopsis: '',
    level: 'error',
    targets: [TYPE],
    needs: fields.map((field) => ({ field })),
    pillar: '',
    category: '',
    controls: [],
    since: '',
    pass: 'it is fine',
    reasons: { wrong: { message: 'it is not', remedy: 'correct it' } },
    check,
  });
  return { rule, level: 'error', options: {} };
}

const failIf = (isWrong: boolean) => (isWrong ? [{ id: 'wrong', values: {} }] : []);
const ADMIN = ruleOn((registry, ctx) => failIf(ctx.holds(equals(registry.field('properties.adminUserEnabled'), true))));

function resultOf(records: readonly ScanRecord[], rule = ADMIN) {
  const evaluation = createScanEvaluation([rule]);
  for (const record of records) evaluation.add(record);
  return evaluation.result({ errors: [] });
}

async function openedAzure(paths: readonly string[], cwd: string) {
  const opened = await openExports(paths, cwd);
  if (opened.provider !== 'azure') throw new Error('a scan of another provider');
  return opened;
}

async function exported(files: Record<string, unknown>, rule = ADMIN) {
  const evaluation = createScanEvaluation([rule]);
  const cwd = folderOf(files);
  return evaluation.result(await evaluateExports(await openedAzure(Object.keys(files), cwd), evaluation.add));
}

const outcomes = (findings: readonly Finding[]): string[] => findings.map(({ outcome }) => outcome);

describe('a property of a registry is what was read of it, and nobody passes on what was not', () => {
  const ALWAYS = { loginServer: 'acr.azurecr.io', creationDate: '2030-01-01', provisioningState: 'Succeeded' };
  const top = { id: ID, name: 'acr', type: TYPE, location: 'westeurope', sku: { name: 'Premium' } };
  const az = { ...top, ...ALWAYS, resourceGroup: 'rg' };
  const arm = (more: object) => ({ ...top, properties: { ...ALWAYS, ...more } });
  const pascal = { Id: ID, Name: 'acr', Type: TYPE, Location: 'westeurope', SkuName: 'Premium', ...ALWAYS };
  const graph = (row: object) => ({ count: 1, data: [row], skip_token: null, total_records: 1 });

  test.each<[string, unknown, Finding['outcome']]>([
    ['az acr list: on', [{ ...az, adminUserEnabled: true }], 'fail'],
    ['az acr list: off', [{ ...az, adminUserEnabled: false }], 'pass'],
    ['az acr list: null', [{ ...az, adminUserEnabled: null }], 'pass'],
    ['az acr list: the whole, without it', [az], 'pass'],
    ['az acr list: some members picked out', [top], 'unknown'],
    ['az acr list: some members picked out, with it', [{ ...top, adminUserEnabled: true }], 'fail'],
    ['az acr show', { ...az, adminUserEnabled: true }, 'fail'],
    ['az resource list, which has no properties', [{ ...top, properties: null, provisioningState: 'x' }], 'unknown'],
    ['az resource show: on', arm({ adminUserEnabled: true }), 'fail'],
    ['az resource show: without it', arm({}), 'pass'],
    ['Azure: on', { value: [arm({ AdminUserEnabled: true })] }, 'fail'],
    ['Azure: without it', { value: [arm({})] }, 'pass'],
    ['az graph query: on', graph(arm({ adminUserEnabled: true })), 'fail'],
    ['az graph query: off', graph(arm({ adminUserEnabled: false })), 'pass'],
    ['az graph query: without properties', graph(top), 'unknown'],
    ['Get-AzContainerRegistry: on', [{ ...pascal, AdminUserEnabled: true }], 'fail'],
    ['Get-AzContainerRegistry: off', [{ ...pascal, AdminUserEnabled: false }], 'pass'],
    ['Get-AzContainerRegistry: without it', [pascal], 'unknown'],
    ['Get-AzResource', [{ ResourceId: ID, Name: 'acr', Properties: { adminUserEnabled: true } }], 'fail'],
    ['Get-AzResource, cut off', [{ ResourceId: ID, Name: 'acr', Properties: '@{adminUserEnabled=False}' }], 'unknown'],
    ['Get-AzResource, cut off deeper', [{ ResourceId: ID, Properties: { policies: '@{a=}' } }], 'unknown'],
  ])('%s', async (_, file, outcome) => {
    expect(outcomes((await exported({ 'acr.json': file })).findings)).toEqual([outcome]);
  });

  test('a scan, and what it saves, did not ask for it', async () => {
    const server = await startArm(tenantOf({ A: { registries: { one: 'audit', two: 'denied' } } }), {
      clock: createVirtualClock(),
    });
    const cwd = folderOf({});
    const { records } = await scanVirtually(server, { save: `${cwd}/scan.json`, cwd });
    await server.stop();
    const live = resultOf(records.filter((record) => record.kind === 'registry'));
    expect(outcomes(live.findings)).toEqual(['unknown', 'unknown']);
    expect(live.findings[0]?.dependsOn).toEqual([
      {
        kind: 'notRead',
        name: 'properties.adminUserEnabled (a new scan or `az acr list -o json` gives it)',
        property: 'properties.adminUserEnabled',
      },
    ]);
    expect(live.findings[0]?.message).toBe(
      'depends on what was not read: properties.adminUserEnabled (a new scan or `az acr list -o json` gives it); it may be that it is not',
    );
    const evaluation = createScanEvaluation([ADMIN]);
    const saved = evaluation.result(await evaluateExports(await openedAzure(['scan.json'], cwd), evaluation.add));
    expect(saved.findings).toEqual(live.findings);
  });

  test('what a saved scan says to have read counts', async () => {
    const text = savedScan([{ name: 'acr', settings: PASSES }]);
    for (const [whole, outcome] of [
      ['["properties"]', 'pass'],
      ['["PROPERTIES.adminUserEnabled"]', 'pass'],
      ['["properties.admin"]', 'unknown'],
      ['[]', 'unknown'],
    ] as const) {
      const file = text.replace('"settings":{', `"whole":${whole},"settings":{`);
      expect(outcomes((await exported({ 'scan.json': file })).findings)).toEqual([outcome]);
    }
  });

  const ASKED = ['properties.a', 'zones', 'identity', 'tags', 'kind', 'a'];
  const read = (path: string) => (registry: Parameters<Rule['check']>[0]) => registry.field(path);
  const questions: [string, Rule['check']][] = [
    ['holds', (registry, ctx) => failIf(!ctx.holds(read('properties.a.b')(registry)))],
    ['equals null', (registry, ctx) => failIf(!ctx.holds(equals(read('properties.a')(registry), null)))],
    ['is null', (registry, ctx) => failIf(!ctx.holds(isNull(read('properties.a.b')(registry))))],
    ['is not null', (registry, ctx) => failIf(ctx.holds(isNull(read('zones')(registry))))],
    ['present', (registry, ctx) => failIf(!ctx.notEmpty(read('properties.a')(registry)))],
    ['not present', (registry, ctx) => failIf(ctx.notEmpty(read('identity.type')(registry)))],
    ['empty', (registry, ctx) => failIf(!ctx.holds(empty(read('tags')(registry))))],
    ['same text', (registry, ctx) => failIf(!ctx.holds(sameText(read('kind')(registry), 'x')))],
    ['not the same text', (registry, ctx) => failIf(ctx.holds(sameText(read('kind')(registry), 'x')))],
    ['not', (registry, ctx) => failIf(!ctx.holds(not(equals(read('properties.a')(registry), 1))))],
    [
      'items',
      (registry, ctx) => failIf(ctx.some(ctx.items(read('zones')(registry)), (one) => ctx.holds(equals(one, '1')))),
    ],
    ['known', (registry, ctx) => failIf(ctx.require(read('properties.a')(registry)) === null)],
    ['two of them', (registry, ctx) => failIf(ctx.holds(equals(read('a.b')(registry), read('a.c')(registry))))],
  ];
  test.each(questions)('whatever is asked of it: %s', (_, check) => {
    const [finding] = resultOf([recordOf({ name: 'acr' })], ruleOn(check, ASKED)).findings;
    expect([finding?.outcome, new Set(finding?.dependsOn.map(({ kind }) => kind))]).toEqual([
      'unknown',
      new Set(['notRead']),
    ]);
  });

  test('what a scan does ask for is known, also where it is not there', () => {
    const check: Rule['check'] = ({ field }, ctx) =>
      failIf(!ctx.holds(equals(field('LOCATION'), 'westeurope')) || ctx.holds(equals(field('sku.name'), 'x')));
    const rule = ruleOn(check, ['location', 'sku']);
    expect(outcomes(resultOf([recordOf({ name: 'acr' })], rule).findings)).toEqual(['pass']);
  });
});

describe('a property of a registry in a template is read when it is', () => {
  const registryOf = (resource: JsonObject, parameters: JsonObject = {}, rules: readonly Rule[] = [ADMIN.rule]) => {
    const text = JSON.stringify(template([registry(resource)], { parameters }));
    const read = readJsonText('main.json', Buffer.from(text));
    if (isProblem(read)) throw new Error(read.message);
    const source = { file: 'main.json', template: read.json, values: new Map(), target: {}, deploymentKey: '' };
    const [found] = attachSettings(templateInventory(source, { basis: 'defaults' }, wantedBy(rules)));
    if (found === undefined) throw new Error('no registry');
    return found;
  };

  test.each<[string, JsonObject, string]>([
    ['on', { properties: { adminUserEnabled: true } }, 'fail'],
    ['in another letter case', { Properties: { AdminUserEnabled: true } }, 'fail'],
    ['off', { properties: { adminUserEnabled: false } }, 'pass'],
    ['absent', { properties: {} }, 'pass'],
    ['no properties', {}, 'pass'],
    ['a parameter', { properties: { adminUserEnabled: "[parameters('on')]" } }, 'unknown parameter on'],
    ['all of them a parameter', { properties: "[parameters('all')]" }, 'unknown parameter all'],
  ])('%s', (_, resource, expected) => {
    const parameters = { on: { type: 'bool' }, all: { type: 'object' } };
    const { outcome, dependsOn } = verdictOf(ADMIN.rule, registryOf(resource, parameters), {});
    expect([outcome, ...dependsOn.map(({ kind, name }) => `${kind} ${name}`)].join(' ')).toBe(expected);
  });

  test('is not there for a rule that does not declare it: the rule crashes, and passes nothing', () => {
    const found = registryOf({ properties: { adminUserEnabled: false } }, {}, [ADMIN.rule]);
    const undeclared = ruleOn(ADMIN.rule.check, ['properties.policies']).rule;
    expect(() => verdictOf(undeclared, found)).toThrow(
      'rule Test.Property reads field properties.adminUserEnabled and does not declare it in needs',
    );
    const unread = registryOf({ properties: { adminUserEnabled: false } }, {}, [undeclared]);
    expect(() => verdictOf(ADMIN.rule, unread)).toThrow(
      'field properties.adminUserEnabled was not read: no active rule needs it',
    );
  });
});

const isOfCollectors = ({ property }: Finding['dependsOn'][number]): boolean => property === 'diagnosticSettings';

describe('every rule, of registries of which nothing was read', () => {
  const kinds = ['permission', 'throttled', 'limit', 'notRead'] as const;
  const ofAzure = rules.filter(({ targets }) => !targets.every(isAlibabaType));
  test.each(ofAzure.flatMap((rule) => kinds.map((kind) => [rule.name, kind, rule] as const)))(
    '%s: %s',
    (_, kind, rule) => {
      const problem = { kind, code: 'X', message: 'nothing was read' };
      const record: RegistryRecord = {
        ...recordOf({ name: 'acr' }),
        resource: {},
        whole: [],
        settings: { status: 'failed', problem },
        lists: Object.fromEntries(rule.targets.map((type) => [type, { status: 'failed', problem }])),
      };
      const subscription: ScanRecord = {
        kind: 'subscription',
        id: SUBSCRIPTION,
        name: 'production',
        state: 'read',
        listedBy: 'graph',
        managementGroups: [],
      };
      const list: ScanRecord = {
        kind: 'list',
        scope: `/subscriptions/${SUBSCRIPTION}`,
        type: 'Microsoft.Insights/diagnosticSettings',
        result: { status: 'failed', problem },
      };
      const related = (rule.needs ?? []).flatMap((need) => ('related' in need ? [need.related] : []));
      const lists = related.map((type): ScanRecord => ({ ...list, type }));
      const read = [list, ...lists, subscription, record];
      const active = { rule, level: 'error' as const, options: {} };
      const result = resultOf(read, active);
      expect(outcomes(result.findings)).toEqual(['unknown']);
      // What collects the logs of a registry is what was asked for; that a source holds nothing else is only reported.
      const isAsked = kind !== 'notRead' || result.findings.some(({ dependsOn }) => dependsOn.some(isOfCollectors));
      expect(exitCode(result, { failOn: 'error', unknown: 'report' })).toBe(isAsked ? 3 : 0);
      const lower = resultOf(read, { ...active, level: 'warning' });
      expect(exitCode(lower, { failOn: 'error', unknown: 'report' })).toBe(0);
    },
  );

  test('a property that was not read is only reported', () => {
    const result = resultOf([recordOf({ name: 'acr', settings: PASSES })]);
    expect(outcomes(result.findings)).toEqual(['unknown']);
    expect(exitCode(result, { failOn: 'error', unknown: 'report' })).toBe(0);
    expect(exitCode(result, { failOn: 'error', unknown: 'fail' })).toBe(1);
  });
});
