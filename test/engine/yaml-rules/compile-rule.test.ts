import { describe, expect, test } from 'vitest';
import { type Rule, reasonMessage } from '../../../src/engine/rule.ts';
import { compileRule } from '../../../src/engine/yaml-rules/compile-rule.ts';
import { parseResource } from '../../../src/engine/yaml-rules/parse-resource.ts';
import type { RuleFileResource, RuleResource, SelectorResource } from '../../../src/engine/yaml-rules/rule-resource.ts';
import { BOOL, type Json, type JsonObject, STRING } from '../../support/arm-templates.ts';
import { type CaseInput, evaluateCase } from '../../support/evaluate-case.ts';
import { NOW } from '../../support/spec-expressions.ts';

const VAULT = 'Microsoft.KeyVault/vaults';

function resourceOf(kind: string, name: string, spec: JsonObject, synopsis = ''): RuleFileResource {
  const data = { apiVersion: 'github.com/microsoft/PSRule/v1', kind, metadata: { name }, spec };
  const text = { synopsis, place: { file: 'one.Rule.yaml', line: 1, column: 1 }, pointer: '' };
  return parseResource(data, text, (pointer, message) => {
    throw new Error(`${pointer}: ${message}`);
  });
}

const SELECTORS: readonly SelectorResource[] = [
  ['Is.Premium', { if: { field: 'properties.sku.name', equals: 'premium' } }],
  [
    'Is.Vault',
    {
      if: {
        allOf: [
          { type: '.', equals: VAULT },
          { field: 'name', exists: true },
        ],
      },
    },
  ],
  ['Is.OneOf', { if: { type: '.', in: [VAULT, 'Microsoft.Web/sites'] } }],
  ['Has.Type', { type: [VAULT.toLowerCase()], if: {} }],
].map(([name, spec]) => resourceOf('Selector', name as string, spec as JsonObject) as SelectorResource);

function rule(spec: JsonObject, synopsis = ''): Rule {
  return compileRule(resourceOf('Rule', 'Test.Rule', spec, synopsis) as RuleResource, {
    selector: (name) => SELECTORS.find((one) => one.name === name),
    configuration: (name) => (name === 'MINIMUM' ? 30 : null),
    now: NOW,
  });
}

function vault(properties: JsonObject, changes: JsonObject = {}): JsonObject {
  return { type: VAULT, apiVersion: '2023-07-01', name: 'kv-one', location: 'westeurope', properties, ...changes };
}

/** The outcome, and what is said of each condition that does not hold. */
function evaluated(spec: JsonObject, resource: JsonObject, declares: JsonObject = {}): Json {
  const input: CaseInput = { resources: [resource], declares };
  const made = rule(spec);
  return evaluateCase(made, input).verdicts.flatMap(({ outcome, reasons }) => [
    outcome,
    ...reasons.map((reason) => reasonMessage(made, reason)),
  ]);
}

const ENABLED = { field: 'properties.enabled', equals: 'true' };
const BY_PARAMETER = "[parameters('p')]";

describe('a rule of a rule file', () => {
  test.each<[string, JsonObject, JsonObject, readonly string[]]>([
    ['passes', { condition: ENABLED }, vault({ enabled: true }), ['pass']],
    [
      'fails',
      { condition: ENABLED },
      vault({ enabled: false }),
      ['fail', 'properties.enabled is false (equals "true")'],
    ],
    [
      'says what is missing',
      { condition: ENABLED },
      vault({}),
      ['fail', 'properties.enabled is not set (equals "true")'],
    ],
    ['sees the name', { condition: { name: '.', match: '^kv-' } }, vault({}), ['pass']],
    ['sees the type', { condition: { type: '.', equals: 'microsoft.keyvault/VAULTS' } }, vault({}), ['pass']],
    [
      'sees the scope that is written',
      { condition: { field: 'scope', equals: 'x' } },
      vault({}, { scope: 'x' }),
      ['pass'],
    ],
    ['sees no scope that is not written', { condition: { field: 'scope', exists: false } }, vault({}), ['pass']],
    [
      'sees members beside the properties',
      { condition: { field: 'LOCATION', equals: 'westeurope' } },
      vault({}),
      ['pass'],
    ],
    [
      'sees all by the object itself',
      { condition: { field: '$..enabled', count: '1' } },
      vault({ enabled: true }),
      ['pass'],
    ],
    [
      'sees itself',
      { condition: { field: '.', allOf: [ENABLED, { field: 'properties.a', exists: true }] } },
      vault({ enabled: true, a: 1 }),
      ['pass'],
    ],
    ['sees itself as a whole', { condition: { field: '$', count: '7' } }, vault({ enabled: true }), ['pass']],
    [
      'gives itself to functions',
      { condition: { value: { $: { path: '.' } }, notCount: '0' } },
      vault({ enabled: true }),
      ['pass'],
    ],
    [
      'says what does not hold of itself',
      { condition: { field: '.', allOf: [ENABLED] } },
      vault({ enabled: false }),
      ['fail', 'properties.enabled is false (equals "true")'],
    ],
    [
      'asks the configuration',
      { condition: { field: 'properties.days', greaterOrEquals: { $: { configuration: 'MINIMUM' } } } },
      vault({ days: 30 }),
      ['pass'],
    ],
    [
      'says all that does not hold, once',
      { condition: { allOf: [ENABLED, ENABLED, { not: { field: 'properties.a', exists: true } }] } },
      vault({ enabled: false, a: 1 }),
      ['fail', 'properties.enabled is false (equals "true")', 'what must not hold does'],
    ],
    [
      'says what does not hold of an item',
      { condition: { field: 'properties.list', allOf: [{ field: 'on', equals: 'true' }] } },
      vault({ list: [{ on: true }, { on: false }] }),
      ['fail', 'properties.list[1].on is false (equals "true")'],
    ],
    [
      'says how many items are wanted',
      { condition: { field: 'properties.list', greaterOrEqual: '1', allOf: [{ field: 'on', equals: 'true' }] } },
      vault({ list: [] }),
      ['fail', 'properties.list: not as many elements fit as are wanted (greaterOrEqual 1)'],
    ],
    [
      'fails by an operator without conditions',
      { condition: { anyOf: [] } },
      vault({}),
      ['fail', 'its condition does not hold'],
    ],
  ])('%s', (_, spec, resource, expected) => {
    expect(evaluated(spec, resource)).toEqual(expected);
  });

  test.each<[string, JsonObject, JsonObject, JsonObject, readonly string[]]>([
    [
      'is open by a parameter',
      { condition: ENABLED },
      vault({ enabled: BY_PARAMETER }),
      BOOL,
      ['unknown', `properties.enabled is parameters('p') (equals "true")`],
    ],
    [
      'is decided whatever a parameter is',
      { condition: { field: 'properties.p', startsWith: ['kv-'] } },
      vault({ p: "[concat('kv-', parameters('p'))]" }),
      STRING,
      ['pass'],
    ],
    [
      'is open by the length of a list',
      { condition: { field: 'properties.p', count: '1' } },
      vault({ p: BY_PARAMETER }),
      { type: 'array' },
      ['unknown', 'properties.p is parameters(\'p\') (count "1")'],
    ],
    [
      'is open by the elements of a list',
      { condition: { field: 'properties.p', allOf: [{ field: 'action', equals: 'Allow' }] } },
      vault({ p: BY_PARAMETER }),
      { type: 'array' },
      ['unknown', "properties.p: not every element of parameters('p') fits"],
    ],
    [
      'asks of an object, which is one element, what it holds',
      { condition: { field: 'properties.p', allOf: [{ field: 'action', equals: 'Allow' }] } },
      vault({ p: BY_PARAMETER }),
      { type: 'object' },
      ['unknown', `properties.p[0].action is tryGet(parameters('p'), 'action') (equals "Allow")`],
    ],
    [
      'is decided by all allowed values',
      { condition: { field: 'properties.p', in: ['a', 'b', 'c'] } },
      vault({ p: BY_PARAMETER }),
      { type: 'string', allowedValues: ['a', 'b'] },
      ['pass'],
    ],
  ])('%s', (_, spec, resource, declaration, expected) => {
    expect(evaluated(spec, resource, { p: declaration })).toEqual(expected);
  });
});

describe('a rule is for', () => {
  const condition = ENABLED;

  test.each<[string, JsonObject, JsonObject, readonly string[]]>([
    [
      'its types',
      { type: ['Microsoft.Web/sites', VAULT.toLowerCase()], condition },
      vault({ enabled: true }),
      ['pass'],
    ],
    ['no other type', { type: ['Microsoft.Web/sites'], condition }, vault({ enabled: true }), []],
    [
      'what its filter lets through',
      { where: { field: 'tags.env', equals: 'prod' }, condition },
      vault({ enabled: true }, { tags: { env: 'Prod' } }),
      ['pass'],
    ],
    [
      'nothing else',
      { where: { field: 'tags.env', equals: 'prod' }, condition },
      vault({ enabled: true }),
      ['notApplicable'],
    ],
    [
      'what one of its selectors selects',
      { with: ['Is.Premium', 'Is.Vault'], condition },
      vault({ enabled: true }),
      ['pass'],
    ],
    [
      'nothing that none selects',
      { with: ['Is.Premium'], condition },
      vault({ sku: { name: 'standard' } }),
      ['notApplicable'],
    ],
    ['the type of a selector', { with: ['Has.Type'], condition }, vault({ enabled: true }), ['pass']],
  ])('%s', (_, spec, resource, expected) => {
    expect(evaluated(spec, resource)).toEqual(expected);
  });

  test.each<[JsonObject, readonly string[]]>([
    [{ condition }, ['*']],
    [{ type: [VAULT], with: ['Is.Premium'], condition }, [VAULT]],
    [{ with: ['Is.Premium'], condition }, ['*']],
    [{ with: ['Is.Vault'], condition }, [VAULT]],
    [{ with: ['Is.OneOf', 'Is.Vault'], condition }, [VAULT, 'Microsoft.Web/sites']],
    [{ with: ['Is.OneOf', 'Is.Premium'], condition }, ['*']],
    [{ with: ['Has.Type'], condition }, [VAULT.toLowerCase()]],
  ])('types that are known before any is looked at: %j', (spec, targets) => {
    expect(rule(spec).targets).toEqual(targets);
  });
});

test('what is to do is what the rule recommends, else what it is about', () => {
  const texts = (made: Rule): readonly string[] => [
    ...new Set(Object.values(made.reasons).map(({ remedy }) => remedy)),
  ];
  expect(texts(rule({ condition: ENABLED, recommend: 'Enable it.' }, 'It should be on.'))).toEqual(['Enable it.']);
  expect(texts(rule({ condition: ENABLED }, 'It should be on.'))).toEqual(['It should be on.']);
  expect(texts(rule({ condition: ENABLED }))).toEqual(['make the condition of Test.Rule hold']);
});

test.each([
  ['Error', 'error'],
  ['Warning', 'warning'],
  ['Information', 'info'],
  [undefined, 'error'],
])('the level %s is %s', (level, expected) => {
  expect(rule({ condition: ENABLED, ...(level !== undefined && { level }) }).level).toBe(expected);
});
