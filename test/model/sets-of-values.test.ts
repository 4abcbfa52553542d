import { describe, expect, test } from 'vitest';
import { logs } from '../../rules/Azure.ACR.Logs.ts';
import { verdictOf } from '../../src/engine/verdict.ts';
import { attachSettings } from '../../src/model/azure/attach-settings.ts';
import { indexSettings } from '../../src/model/azure/setting-index.ts';
import { parameterValues } from '../../src/sources/arm/parameter-file.ts';
import { type TemplateInventory, templateInventory } from '../../src/sources/arm/template-inventory.ts';
import { type Json, type JsonObject, parameterFile, registry, setting, template } from '../support/arm-templates.ts';

const TARGET = { subscription: '11111111-2222-3333-4444-abcdefabcdef', resourceGroup: 'rg' };

/** One file with one set of values; files of one `group` are one deployment by the configuration. */
interface Set {
  readonly values?: JsonObject;
  readonly name?: string;
  readonly setKey?: string;
  readonly group?: string;
}

function inventory(file: string, json: JsonObject, { values, name, setKey, group }: Set = {}): TemplateInventory {
  const parameters = name === undefined ? undefined : `${file}.${name}.parameters`;
  const made = templateInventory(
    {
      file,
      template: json,
      values: parameterValues(parameterFile(values ?? {}), parameters ?? 'none') ?? new Map(),
      target: TARGET,
      deploymentKey: group ?? `${file}+${parameters ?? ''}`,
    },
    { basis: 'parameters', ...(parameters !== undefined && { parameters }) },
  );
  return { ...made, ...(setKey !== undefined && { setKey }) };
}

function verdicts(inventories: readonly TemplateInventory[]): readonly unknown[] {
  const index = indexSettings(inventories);
  return inventories.flatMap((one) =>
    attachSettings(one, index).map((joined) => {
      const { outcome, dependsOn } = verdictOf(logs, joined, { coverage: 'setting' });
      return [outcome, ...dependsOn.map(({ kind, name }) => `${kind} ${name}`)];
    }),
  );
}

const text = (name: string): Json => ({ [name]: { type: 'string' } });
const REGISTRY = template([registry()]);
const SWITCHED = template([setting({}, { condition: "[equals(parameters('env'), 'prod')]" })], {
  parameters: text('env') as JsonObject,
});
const NAMED = template(
  [setting({}, { scope: "[resourceId('Microsoft.ContainerRegistry/registries', parameters('acr'))]" })],
  {
    parameters: text('acr') as JsonObject,
  },
);
const COUNTED = template([setting({}, { copy: { name: 'c', count: "[parameters('count')]" } })], {
  parameters: { count: { type: 'int' } },
});

const diag = (json: JsonObject, ...sets: readonly Set[]): readonly TemplateInventory[] =>
  sets.map((set) => inventory('diag.json', json, set));
const dev: Set = { name: 'dev', values: { env: 'dev' } };
const prod: Set = { name: 'prod', values: { env: 'prod' } };
const CHOICE = ['unknown', 'environment parameter file of diag.json'];

describe('a setting of another file counts by each set of values of that file', () => {
  const acr = inventory('acr.json', REGISTRY);
  test.each([
    ['sets that disagree', [acr, ...diag(SWITCHED, dev, prod)], [CHOICE]],
    ['sets that disagree, the other way round', [...diag(SWITCHED, prod, dev), acr], [CHOICE]],
    ['sets that agree', [acr, ...diag(SWITCHED, prod, { ...prod, name: 'test' })], [['pass']]],
    ['sets that agree on none', [acr, ...diag(SWITCHED, dev, { ...dev, name: 'test' })], [['fail']]],
    ['one set', [acr, ...diag(SWITCHED, prod)], [['pass']]],
    [
      'a set with which there is no setting at all',
      [acr, ...diag(COUNTED, { name: 'none', values: { count: 0 } }, { name: 'one', values: { count: 1 } })],
      [CHOICE],
    ],
    [
      'a set with which the setting is for another registry',
      [acr, ...diag(NAMED, { name: 'a', values: { acr: 'acr' } }, { name: 'b', values: { acr: 'other' } })],
      [['pass']],
    ],
    [
      'registries and settings named by their sets',
      [
        ...['one', 'two'].map((name) =>
          inventory(
            'acr.json',
            template([registry({ name: "[parameters('acr')]" })], { parameters: text('acr') as JsonObject }),
            {
              name,
              values: { acr: name },
            },
          ),
        ),
        ...diag(NAMED, { name: 'a', values: { acr: 'one' } }, { name: 'b', values: { acr: 'two' } }),
      ],
      [['pass'], ['pass']],
    ],
  ])('%s', (_, inventories, expected) => {
    expect(verdicts(inventories)).toEqual(expected);
  });
});

describe('files that are one deployment', () => {
  const both = (set: (name: string) => Set): readonly TemplateInventory[] => [
    inventory('acr.json', REGISTRY, { ...set('dev'), name: 'dev' }),
    inventory('acr.json', REGISTRY, { ...set('prod'), name: 'prod' }),
    ...diag(SWITCHED, { ...dev, ...set('dev') }, { ...prod, ...set('prod') }),
  ];

  test('each set of the one file may go with each of the other', () => {
    expect(verdicts(both(() => ({ group: 'g' })))).toEqual([CHOICE, CHOICE]);
  });

  test('sets that are paired go together', () => {
    expect(verdicts(both((setKey) => ({ group: 'g', setKey })))).toEqual([['fail'], ['pass']]);
  });

  test('a set that is paired with none may go with each', () => {
    const lone = inventory('acr.json', REGISTRY, { group: 'g', setKey: 'test', name: 'test' });
    const [, , ...settings] = both((setKey) => ({ group: 'g', setKey }));
    expect(verdicts([lone, ...settings])).toEqual([CHOICE]);
  });
});

test('a setting that several sets give is spoken of once', () => {
  const acr = inventory('acr.json', REGISTRY);
  const [joined] = attachSettings(acr, indexSettings([acr, ...diag(SWITCHED, dev, prod)]));
  const texts = joined?.notes(false).map(({ message }) => message);
  expect(texts).toEqual(["diagnostic setting 'audit' of another file is attached to it"]);
});
