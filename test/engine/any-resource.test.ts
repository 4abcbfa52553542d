import { describe, expect, test } from 'vitest';
import { evaluateRules } from '../../src/engine/evaluate-rules.ts';
import { defineRule, type Rule } from '../../src/engine/rule.ts';
import { wantedBy } from '../../src/engine/wanted.ts';
import { attachSettings } from '../../src/model/azure/attach-settings.ts';
import type { JsonValue } from '../../src/sources/arm/json/json-value.ts';
import { templateInventory } from '../../src/sources/arm/template-inventory.ts';
import { equals } from '../../src/value/equality.ts';
import { symbol } from '../../src/value/value.ts';
import { BOOL, type Json, type JsonObject, nested, registry, setting, template } from '../support/arm-templates.ts';
import { inventoryOfCase } from '../support/evaluate-case.ts';
import { ruleCases } from '../support/rule-cases.ts';

const VAULT = 'Microsoft.KeyVault/vaults';
const ENDPOINT = 'Microsoft.Network/privateEndpoints';
const PURGE = 'properties.enablePurgeProtection';
const SUBNET = 'properties.subnet';

const UNKNOWN = symbol({ key: 'p', text: 'p', type: 'bool', cause: { kind: 'parameter', name: 'p' } });

const METADATA = {
  aliases: [],
  level: 'warning',
  pillar: 'Security',
  category: 'Test',
  controls: ['Test'],
  since: '0.1.0',
} as const;

/** Asks for a property of key vaults, and for something of the resources beside them. */
const vaults = defineRule({
  ...METADATA,
  name: 'Azure.Test.Vaults',
  ref: 'TEST-0001',
  synopsis: 'A key vault should be protected.',
  targets: [VAULT],
  needs: [{ field: PURGE }, { field: SUBNET }, { related: ENDPOINT, fields: [SUBNET] }],
  pass: 'it is protected',
  reasons: {
    'no-protection': { message: 'it can be purged', remedy: 'set it' },
    'no-endpoint': { message: 'no private endpoint is deployed with it', remedy: 'deploy one' },
  },
  check: (vault, ctx) => {
    const endpoints = ctx.require(vault.related(ENDPOINT));
    const hasEndpoint = ctx.some(endpoints, ({ deployed, field }) =>
      ctx.both(
        () => ctx.holds(deployed),
        () => ctx.notEmpty(field(`${SUBNET}.id`)),
      ),
    );
    return [
      ...(ctx.holds(equals(vault.field(PURGE), true)) ? [] : [ctx.reason('no-protection')]),
      ...(hasEndpoint ? [] : [ctx.reason('no-endpoint')]),
    ];
  },
});

/** Asks for a diagnostic setting of key vaults. */
const vaultLogs = defineRule({
  ...METADATA,
  name: 'Azure.Test.VaultLogs',
  ref: 'TEST-0002',
  synopsis: 'A key vault should have a diagnostic setting.',
  targets: [VAULT.toUpperCase()],
  pass: 'it has one',
  reasons: { 'no-setting': { message: 'it has none', remedy: 'add one' } },
  check: ({ collectors }, ctx) =>
    ctx.some(ctx.require(collectors), ({ applies }) => ctx.holds(applies)) ? [] : [ctx.reason('no-setting')],
});

function vault(purge: Json, extra: JsonObject = {}): JsonObject {
  const properties = { tenantId: 't', sku: { family: 'A', name: 'standard' }, enablePurgeProtection: purge };
  return { type: VAULT, apiVersion: '2023-07-01', name: 'kv', location: 'westeurope', properties, ...extra };
}

const endpoint: JsonObject = {
  type: ENDPOINT,
  apiVersion: '2023-09-01',
  name: 'pe',
  location: 'westeurope',
  properties: { subnet: { id: 'subnet' } },
};
const LINK = 'https://example.org/network.json';
const linked: JsonObject = {
  type: 'Microsoft.Resources/deployments',
  apiVersion: '2022-09-01',
  name: 'linked',
  properties: { mode: 'Incremental', templateLink: { uri: LINK }, parameters: {} },
};
const LOOP = { name: 'endpoints', count: "[parameters('count')]" };
const onVault = (extra: JsonObject = {}): JsonObject => setting({}, { scope: `${VAULT}/kv`, ...extra });

ruleCases(vaults, {
  pass: [
    { name: 'protected', resources: [vault(true), endpoint] },
    { name: 'its type in other letters', resources: [vault(true, { type: VAULT.toLowerCase() }), endpoint] },
    { name: 'beside a registry', resources: [vault(true), endpoint, registry()] },
    {
      name: 'a module that cannot be read and is not deployed',
      resources: [vault(true), endpoint, { ...linked, condition: false }],
    },
    {
      name: 'a loop whose length is not known and that is not deployed',
      resources: [
        vault(true),
        endpoint,
        { ...endpoint, name: "[concat('pe', copyIndex())]", copy: LOOP, condition: false },
      ],
      declares: { count: { type: 'int' } },
    },
    { name: 'an endpoint in a nested deployment', resources: [vault(true), nested([endpoint], {}, {})] },
  ],
  fail: [
    { name: 'not protected', resources: [vault(false), endpoint], reasons: ['no-protection'] },
    { name: 'no endpoint', resources: [vault(true)], reasons: ['no-endpoint'] },
    {
      name: 'an endpoint that is not deployed',
      resources: [vault(true), { ...endpoint, condition: false }],
      reasons: ['no-endpoint'],
    },
  ],
  unknown: [
    {
      name: 'protected by a parameter',
      resources: [vault("[parameters('purge')]"), endpoint],
      declares: { purge: BOOL },
      reasons: ['no-protection'],
      dependsOn: ['parameter purge'],
    },
    {
      name: 'an endpoint by a parameter',
      resources: [vault(true), { ...endpoint, condition: "[parameters('private')]" }],
      declares: { private: BOOL },
      reasons: ['no-endpoint'],
      dependsOn: ['parameter private'],
    },
    {
      name: 'a module that cannot be read',
      resources: [vault(true), linked],
      reasons: [],
      dependsOn: [`module ${LINK}`],
    },
    {
      name: 'endpoints of a loop whose length is not known',
      resources: [vault(true), { ...endpoint, name: "[concat('pe', copyIndex())]", copy: LOOP }],
      declares: { count: { type: 'int' } },
      reasons: [],
      dependsOn: ['parameter count'],
    },
    {
      name: 'an endpoint that is certain, beside a loop whose length is not known',
      resources: [vault(true), endpoint, { ...endpoint, name: "[concat('pe', copyIndex())]", copy: LOOP }],
      declares: { count: { type: 'int' } },
      reasons: [],
      dependsOn: ['parameter count'],
    },
  ],
  notApplicable: [{ name: 'not deployed', resources: [vault(false, { condition: false })] }],
});

ruleCases(vaultLogs, {
  pass: [{ name: 'a setting', resources: [vault(true), onVault()] }],
  fail: [
    { name: 'no setting', resources: [vault(true)], reasons: ['no-setting'] },
    { name: 'the setting of a registry', resources: [vault(true), registry(), setting()], reasons: ['no-setting'] },
  ],
  unknown: [
    {
      name: 'a setting by a parameter',
      resources: [vault(true), onVault({ condition: "[parameters('audit')]" })],
      declares: { audit: BOOL },
      reasons: ['no-setting'],
      dependsOn: ['parameter audit'],
    },
  ],
});

describe('a run', () => {
  const resources = [registry(), vault(true), endpoint];
  const active = (rule: Rule) => ({ rule, level: rule.level, options: {} });
  const evaluated = (rules: readonly Rule[]) => {
    const targets = attachSettings(inventoryOfCase(wantedBy(rules), { resources }));
    return evaluateRules({ targets, basis: 'defaults', affectsExitCode: true }, rules.map(active));
  };
  /** A rule on registries that does what is said. */
  const onRegistries = (check: Rule['check'], needs: Rule['needs'] = []): Rule =>
    defineRule({
      ...METADATA,
      name: 'Azure.Test.Registries',
      ref: 'TEST-0003',
      synopsis: 'A registry should be fine.',
      targets: ['Microsoft.ContainerRegistry/registries'],
      needs,
      pass: 'it is fine',
      reasons: { wrong: { message: 'it is not', remedy: 'correct it' } },
      check,
    });

  test.each<[string, readonly Rule[], boolean]>([
    ['an error where a rule is for them', [vaults], true],
    ['a note where no rule is', [onRegistries(() => [])], false],
  ])('takes a loop of resources that cannot be unrolled for %s', (_, rules, isError) => {
    const broken = template([{ ...vault(true), copy: { name: 'vaults', count: 'many' } }]);
    const input = { file: 'a.json', template: broken as JsonValue, values: new Map(), target: {}, deploymentKey: 'a' };
    const { problems } = templateInventory(input, { basis: 'defaults' }, wantedBy(rules));
    expect(problems.map(({ error }) => error)).toEqual([isError]);
  });

  test('evaluates each rule on the resources of its own types, once, and on no others', () => {
    const { findings, errors } = evaluated([vaults, vaultLogs, onRegistries(() => [])]);
    expect(errors).toEqual([]);
    expect(findings.map(({ rule, outcome, target }) => [rule, target.type, target.name, outcome])).toEqual([
      ['Azure.Test.Registries', 'Microsoft.ContainerRegistry/registries', 'acr', 'pass'],
      ['Azure.Test.Vaults', VAULT, 'kv', 'pass'],
      ['Azure.Test.VaultLogs', VAULT, 'kv', 'fail'],
    ]);
  });

  test.each<[string, Rule, string]>([
    [
      'reads a field that it does not declare',
      onRegistries((target, ctx) => (ctx.holds(equals(target.field(PURGE), true)) ? [ctx.reason('wrong')] : [])),
      'Azure.Test.Registries',
    ],
    [
      'reads a field beside the one that it declares',
      onRegistries(
        (target, ctx) =>
          ctx.holds(equals(target.field('properties.policiesOfOthers'), 1)) ? [ctx.reason('wrong')] : [],
        [{ field: 'properties.policies' }],
      ),
      'Azure.Test.Registries',
    ],
    [
      'reads related resources that it does not declare',
      onRegistries((target, ctx) => (ctx.require(target.related(VAULT)).length > 0 ? [ctx.reason('wrong')] : [])),
      'Azure.Test.Registries',
    ],
    [
      'reads those that were read of related resources that it does not declare',
      onRegistries((target, ctx) => (target.relatedRead(VAULT).length > 0 ? [ctx.reason('wrong')] : [])),
      'Azure.Test.Registries',
    ],
    [
      'reads a field of related resources that only another rule declares',
      onRegistries(
        (target, ctx) =>
          ctx.some(ctx.require(target.related(VAULT)), ({ field }) => ctx.holds(equals(field(PURGE), true)))
            ? [ctx.reason('wrong')]
            : [],
        [{ related: VAULT }],
      ),
      'Azure.Test.Registries',
    ],
    [
      'catches what the engine throws through it',
      onRegistries(({ collectors }, ctx) => {
        try {
          ctx.require(collectors);
          return ctx.holds(UNKNOWN) ? [ctx.reason('wrong')] : [];
        } catch {
          return [];
        }
      }),
      'Azure.Test.Registries',
    ],
  ])('shows as a crash, and as no verdict, that a rule %s; the others go on', (_, rule, name) => {
    const { findings, errors } = evaluated([rule, vaults]);
    expect(findings.map((finding) => [finding.rule, finding.outcome])).toEqual([
      [name, 'error'],
      ['Azure.Test.Vaults', 'pass'],
    ]);
    expect(errors.map(({ code }) => code)).toEqual(['rule-crash']);
    expect(errors[0]?.message).toContain(`rule ${name} crashed`);
    expect(errors[0]?.stack).toContain('Error');
  });
});
