import fc from 'fast-check';
import { type Json, type JsonObject, nested, registry, setting, template } from './arm-templates.ts';

/*
 * Templates in which a marked secret goes everywhere. Where it comes from, what functions it goes through, and where it
 * is used are chosen independently.
 */

export interface SecretCase {
  readonly secret: string;
  readonly source: string;
  readonly chain: readonly string[];
  readonly place: string;
}

const NESTED_OUTPUT = 'source';

/** Expressions that give the secret, by where it comes from. */
export const SOURCES: Readonly<Record<string, string>> = {
  'a secure string of a parameter file': "parameters('given')",
  'a secure string of --set': "parameters('flag')",
  'a default': "parameters('fallback')",
  'a member of a secure object': "parameters('vault').inner.text",
  'a member asked for in another letter case': "parameters('vault').INNER['Text']",
  'an item of an array': "parameters('vault').list[1]",
  'the first item': "first(parameters('vault').list)",
  'the name of a member': "items(parameters('named'))[0].key",
  'the name of a member as a list': "objectKeys(parameters('named'))[0]",
  'a member of a default': "parameters('made').deep.text",
  'a secure output': `reference('${NESTED_OUTPUT}').outputs.out.value`,
  'a plain output of what was passed': `reference('${NESTED_OUTPUT}').outputs.plain.value`,
  'an argument of a user-defined function': "own.same(parameters('given'))",
  'a variable': "variables('held')",
  'a variable of a loop': "variables('looped')[0]",
};

/** Functions of texts. What a hash makes is no form of the secret, and stays in for what is around it. */
export const LINKS: Readonly<Record<string, (x: string) => string>> = {
  upper: (x) => `toUpper(${x})`,
  lower: (x) => `toLower(${x})`,
  base64: (x) => `base64(${x})`,
  'base64 and back': (x) => `base64ToString(base64(${x}))`,
  percent: (x) => `uriComponent(${x})`,
  'data URI': (x) => `dataUri(${x})`,
  part: (x) => `substring(${x}, 1, 10)`,
  start: (x) => `take(${x}, 9)`,
  rest: (x) => `skip(${x}, 2)`,
  split: (x) => `split(${x}, ',')[0]`,
  format: (x) => `format('{0}-{1}', ${x}, 'y')`,
  concat: (x) => `concat('a', ${x}, 'b')`,
  replace: (x) => `replace(${x}, 'q', 'z')`,
  padded: (x) => `padLeft(${x}, 40, '0')`,
  trimmed: (x) => `trim(${x})`,
  object: (x) => `createObject('k', ${x}).k`,
  key: (x) => `objectKeys(createObject(${x}, 1))[0]`,
  union: (x) => `union(createObject('k', 'v'), createObject('k', ${x})).k`,
  merged: (x) => `shallowMerge(createArray(createObject('k', 'v'), createObject('k', ${x}))).k`,
  array: (x) => `createArray('q', ${x})[1]`,
  last: (x) => `last(createArray('q', ${x}))`,
  arrays: (x) => `concat(createArray(${x}), createArray('q'))[0]`,
  joined: (x) => `join(createArray('a', ${x}), '-')`,
  json: (x) => `json(string(createObject('k', ${x}))).k`,
  text: (x) => `string(createArray(${x}))`,
  choice: (x) => `if(contains(${x}, 'a'), ${x}, toUpper(${x}))`,
  coalesced: (x) => `coalesce(null(), ${x})`,
  mapped: (x) => `map(createArray(${x}), lambda('i', concat(lambdaVariables('i'), '!')))[0]`,
  filtered: (x) => `filter(createArray(${x}, 'q'), lambda('i', not(equals(lambdaVariables('i'), 'q'))))[0]`,
  reduced: (x) =>
    `reduce(createArray(${x}), 'r', lambda('a', 'i', concat(lambdaVariables('a'), lambdaVariables('i'))))`,
  grouped: (x) => `objectKeys(groupBy(createArray(${x}), lambda('i', lambdaVariables('i'))))[0]`,
  sorted: (x) => `sort(createArray(${x}, 'q'), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))[0]`,
  'behind an id': (x) => `last(split(resourceId('Microsoft.Own/things', ${x}), '/'))`,
  hash: (x) => `uniqueString(${x})`,
};

interface Used {
  readonly registry?: JsonObject;
  readonly setting?: JsonObject;
  readonly properties?: JsonObject;
  readonly resources?: readonly JsonObject[];
  readonly sections?: JsonObject;
}

const deployment = (extra: JsonObject, properties: JsonObject = {}): JsonObject => ({
  type: 'Microsoft.Resources/deployments',
  apiVersion: '2022-09-01',
  name: 'used',
  ...extra,
  properties: { mode: 'Incremental', template: template([registry({ name: 'deep' })]), ...properties },
});
const condition = (text: string): Used => ({ setting: { condition: `[${text}]` } });
const other = (extra: JsonObject): Used => ({
  resources: [{ type: 'Microsoft.Own/things', apiVersion: '2020-01-01', name: 'other', ...extra }],
});

/** Where a value is used, by what it is there. */
export const PLACES: Readonly<Record<string, (x: string) => Used>> = {
  'name of the registry': (x) => ({ registry: { name: `[${x}]` } }),
  'name and target': (x) => ({
    registry: { name: `[${x}]` },
    setting: { scope: `[resourceId('Microsoft.ContainerRegistry/registries', ${x})]` },
  }),
  'condition of the registry': (x) => ({ registry: { condition: `[equals(${x}, 'x')]` } }),
  'condition that holds': (x) => condition(`not(equals(${x}, 'x'))`),
  'condition that does not hold': (x) => condition(`equals(${x}, 'x')`),
  'condition with an unknown': (x) => condition(`equals(${x}, parameters('open'))`),
  'condition that is no boolean': (x) => condition(x),
  'condition that asks Azure': (x) => condition(`equals(reference(concat('/x/', ${x})).y, 1)`),
  'message of fail()': (x) => condition(`fail(${x})`),
  'message of fail() in a lambda': (x) =>
    condition(`empty(map(createArray(${x}), lambda('i', fail(lambdaVariables('i')))))`),
  'reference() in a lambda': (x) =>
    condition(`contains(map(createArray(${x}), lambda('i', reference(lambdaVariables('i')).on)), true())`),
  'reference() in a lambda over members': (x) =>
    condition(
      `contains(string(mapValues(createObject('k', ${x}), lambda('i', reference(concat('/', lambdaVariables('i')))))), 'x')`,
    ),
  'missing member': (x) => condition(`createObject('a', 1)[${x}]`),
  'member of a secure object that is not there': () => condition("parameters('named').nope"),
  'member of a member that is not there': () => condition("parameters('vault').inner.nope.more"),
  'index out of range': (x) => condition(`createArray(1)[length(${x})]`),
  'index that is a text': (x) => condition(`createArray(1)[${x}]`),
  'number that is none': (x) => condition(`equals(int(${x}), 1)`),
  'boolean that is none': (x) => condition(`bool(${x})`),
  'JSON that is none': (x) => condition(`json(${x})`),
  'date that is none': (x) => condition(`equals(dateTimeAdd(${x}, 'P1D'), 'x')`),
  'duration that is none': (x) => condition(`equals(dateTimeAdd('2020-01-01', ${x}), 'x')`),
  'format text': (x) => condition(`equals(format(concat('{9}', ${x}), 'a'), 'x')`),
  'base64 that is none': (x) => condition(`equals(base64ToString(${x}), 'x')`),
  'arguments of the wrong type': (x) => condition(`greater(${x}, createObject(${x}, 1))`),
  'name of a parameter': (x) => condition(`parameters(${x})`),
  'name of a variable': (x) => condition(`variables(${x})`),
  'name of a resource': (x) => condition(`resourceInfo(${x}).id`),
  'name of a loop': (x) => condition(`equals(copyIndex(${x}), 1)`),
  'name for references()': (x) => condition(`empty(references(${x}, 'full'))`),
  'name of an input': (x) => condition(`equals(externalInputs(${x}), 'x')`),
  'argument of utcNow()': (x) => condition(`equals(utcNow(${x}), 'x')`),
  'argument of listKeys()': (x) => condition(`equals(listKeys(${x}, '2020-01-01').keys[0].value, 'x')`),
  'argument of pickZones()': (x) => condition(`empty(pickZones('a', 'b', ${x}))`),
  'segment of an id': (x) => condition(`equals(resourceId('a.b/c/d', ${x}, concat(${x}, '/', ${x})), 'x')`),
  'type in an id': (x) => condition(`equals(resourceId(concat('a.', ${x}, '/c'), 'n', 'm'), 'x')`),
  'scope in an id': (x) => condition(`equals(extensionResourceId(${x}, 'a.b/c', 'n'), 'x')`),
  'name of the setting': (x) => ({ setting: { name: `[${x}]`, condition: false } }),
  'name of a setting without destination': (x) => ({ setting: { name: `[${x}]` }, properties: { workspaceId: null } }),
  'name of two settings': (x) => ({
    setting: { name: `[${x}]` },
    resources: [setting({ workspaceId: '/w' }, { name: `[concat(${x}, '')]` })],
  }),
  'scope of the setting': (x) => ({ setting: { scope: `[${x}]` } }),
  'segment of a scope': (x) => ({ setting: { scope: `[concat('Microsoft.ContainerRegistry/registries/', ${x})]` } }),
  category: (x) => ({ properties: { logs: [{ category: `[${x}]`, enabled: true }] } }),
  'category group': (x) => ({ properties: { logs: [{ categoryGroup: `[${x}]`, enabled: true }] } }),
  enabled: (x) => ({ properties: { logs: [{ categoryGroup: 'audit', enabled: `[${x}]` }] } }),
  destination: (x) => ({ properties: { workspaceId: `[${x}]` } }),
  'destination and a failure': (x) => ({ properties: { workspaceId: `[${x}]`, logs: [] } }),
  'properties as a whole': (x) => ({ setting: { properties: `[${x}]` } }),
  'logs of a loop': (x) => ({
    properties: { logs: null, copy: [{ name: 'logs', count: 1, input: { category: `[${x}]`, enabled: false } }] },
  }),
  'name of a property loop': (x) => ({
    properties: { copy: [{ name: `[${x}]`, count: 1, input: `[copyIndex(${x})]` }] },
  }),
  tag: (x) => ({ registry: { tags: { plain: `[${x}]` } } }),
  'name of a tag': (x) => ({ registry: { tags: { [`[${x}]`]: 'v' } } }),
  'name of a copy': (x) => ({ registry: { name: "[concat('acr', copyIndex())]", copy: { name: `[${x}]`, count: 2 } } }),
  'count of a copy': (x) => ({
    registry: { name: "[concat('acr', copyIndex())]", copy: { name: 'l', count: `[${x}]` } },
  }),
  'length as a count': (x) => ({
    registry: { name: "[concat('acr', copyIndex())]", copy: { name: 'l', count: `[length(${x})]` } },
  }),
  location: (x) => ({ registry: { location: `[${x}]` } }),
  tier: (x) => ({ registry: { sku: { name: `[${x}]` } } }),
  'API version': (x) => ({ registry: { apiVersion: `[${x}]` } }),
  type: (x) => other({ type: `[${x}]` }),
  'namespace of a type': (x) => other({ type: `[concat('Own.', ${x}, '/things')]` }),
  'type of a child': (x) => ({
    registry: { resources: [{ type: `[concat('Own.', ${x}, '/things')]`, apiVersion: 'v', name: 'child' }] },
  }),
  'name with a segment too many': (x) => other({ name: `[concat(${x}, '/x')]` }),
  'name of an extension written before scopes': (x) =>
    other({
      type: 'Microsoft.ContainerRegistry/registries/providers/diagnosticSettings',
      name: `[concat('acr/', ${x}, '/s')]`,
    }),
  'group of a nested deployment': (x) => ({ resources: [deployment({ resourceGroup: `[${x}]` })] }),
  'scope of a nested deployment': (x) => ({ resources: [deployment({ scope: `[${x}]` })] }),
  'name of a nested deployment': (x) => ({ resources: [deployment({ name: `[${x}]` })] }),
  'condition of a nested deployment': (x) => ({ resources: [deployment({ condition: `[equals(${x}, 'x')]` })] }),
  'template of a nested deployment': (x) => ({
    resources: [deployment({}, { template: `[createObject('resources', createArray(createObject('type', ${x})))]` })],
  }),
  'value for a nested deployment': (x) => ({
    resources: [
      deployment(
        {},
        {
          expressionEvaluationOptions: { scope: 'inner' },
          parameters: { p: { value: `[${x}]` } },
          template: template([registry({ name: "[parameters('p')]", tags: { t: "[toUpper(parameters('p'))]" } })], {
            parameters: { p: { type: 'string', allowedValues: ['a', 'b'], maxLength: 2 } },
          }),
        },
      ),
    ],
  }),
  'literal for a nested secure parameter': (x) => ({
    resources: [
      deployment(
        {},
        {
          expressionEvaluationOptions: { scope: 'inner' },
          parameters: { p: { value: { key: `[${x}]` } } },
          template: template([registry({ name: "[parameters('p').key]" })], {
            parameters: { p: { type: 'secureObject' } },
          }),
        },
      ),
    ],
  }),
  'URI of a module': (x) => ({
    resources: [
      deployment(
        {},
        {
          template: null,
          templateLink: { uri: `[concat('https://h/', ${x})]` },
          parameters: { p: { value: `[${x}]` } },
        },
      ),
    ],
  }),
  'path of a module': (x) => ({
    resources: [deployment({}, { template: null, templateLink: { relativePath: `[concat(${x}, '.json')]` } })],
  }),
  output: (x) => ({ sections: { outputs: { o: { type: 'string', value: `[${x}]` } } } }),
  'symbolic dependency': (x) => ({ setting: { dependsOn: [`[${x}]`] } }),
};

/** The template of a case with its parameter file. */
export function secretTemplate({ secret, source, chain, place }: SecretCase): { main: JsonObject; values: JsonObject } {
  const expression = chain.reduce((text, link) => (LINKS[link] ?? String)(text), SOURCES[source] ?? "''");
  const used = PLACES[place]?.(expression) ?? {};
  const passed = { p: { value: "[parameters('given')]" } };
  const giver = nested([], passed, { p: { type: 'secureString' } });
  const outputs = {
    out: { type: 'secureString', value: `[concat('', '${secret}')]` },
    plain: { type: 'string', value: "[parameters('p')]" },
  };
  const inside = { ...((giver.properties as JsonObject).template as JsonObject), outputs };
  const main = template(
    [
      registry({ ...used.registry }),
      setting(
        { ...used.properties },
        { ...used.setting, ...(used.setting?.properties !== undefined && { properties: used.setting.properties }) },
      ),
      { ...giver, name: NESTED_OUTPUT, properties: { ...(giver.properties as JsonObject), template: inside } },
      ...(used.resources ?? []),
    ],
    {
      parameters: {
        given: { type: 'secureString', maxLength: 3, allowedValues: ['a'] },
        flag: { type: 'securestring', minLength: 90 },
        fallback: { type: 'securestring', defaultValue: secret },
        vault: { type: 'secureObject' },
        named: { type: 'secureobject', properties: { a: { type: 'string' } }, additionalProperties: false },
        made: { type: 'secureObject', defaultValue: { deep: { text: secret } } },
        open: { type: 'string' },
        name: { type: 'string', defaultValue: 'acr' },
      },
      functions: [
        {
          namespace: 'own',
          members: {
            same: {
              parameters: [{ name: 'x', type: 'string' }],
              output: { type: 'string', value: "[concat(parameters('x'))]" },
            },
          },
        },
      ],
      variables: {
        held: "[parameters('given')]",
        copy: [{ name: 'looped', count: 2, input: "[concat(parameters('given'), copyIndex('looped'))]" }],
      },
      ...used.sections,
    },
  );
  const values: Json = {
    given: secret,
    vault: { inner: { text: secret }, list: [secret, secret] },
    named: { [secret]: secret },
  };
  return { main, values: { ...values } };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 24 letters and digits: too many for any six of them to stand anywhere by chance. */
const secrets = fc
  .array(fc.constantFrom(...LETTERS), { minLength: 24, maxLength: 24, size: 'max' })
  .map((letters) => letters.join(''))
  .filter((text) => new Set(text.toLowerCase()).size > 10);

export const secretCases: fc.Arbitrary<SecretCase> = fc.record({
  secret: secrets,
  source: fc.constantFrom(...Object.keys(SOURCES)),
  chain: fc.array(fc.constantFrom(...Object.keys(LINKS)), { maxLength: 4 }),
  place: fc.constantFrom(...Object.keys(PLACES)),
});

const SHORTEST_PART = 6;

/** Every text that gives a secret away: parts of it, forward and backward, and what base64 and percent signs make of them. */
export function tellTales(secret: string): readonly string[] {
  const parts = (text: string): string[] =>
    Array.from({ length: text.length - SHORTEST_PART + 1 }, (_, i) => text.slice(i, i + SHORTEST_PART).toLowerCase());
  const forms = [secret, secret.toUpperCase(), secret.toLowerCase()];
  const encoded = forms.flatMap((form) =>
    // In each alignment, without the letters that what stands beside it has a part in.
    ['', 'a', 'aa'].flatMap((before) =>
      parts(
        Buffer.from(before + form)
          .toString('base64')
          .replace(/=+$/, '')
          .slice(before.length === 0 ? 0 : 4, -4),
      ),
    ),
  );
  const reversed = [...secret].reverse().join('');
  const percent = [...secret].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');
  const escaped = [...secret].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('');
  return [...new Set([...parts(secret), ...parts(reversed), ...encoded, percent.slice(0, 18), escaped.slice(0, 36)])];
}
