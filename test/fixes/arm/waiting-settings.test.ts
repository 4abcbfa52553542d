import { describe, expect, test } from 'vitest';
import { logs } from '../../../rules/Azure.ACR.Logs.ts';
import {
  type Json,
  type JsonObject,
  nested,
  registry,
  STORAGE,
  STRING,
  scopeOf,
  setting,
  template,
  WORKSPACE,
} from '../../support/arm-templates.ts';
import { expectFiles, type FixTemplate, said, titled } from './rule-fixes.ts';

const options = { settings: { destination: { workspaceId: WORKSPACE } } };
const LAW = "[parameters('law')]";
const OPTIONAL = "[if(not(empty(parameters('law'))), parameters('law'), null())]";
const withDefault = (defaultValue: Json): JsonObject => ({ law: { type: 'string', defaultValue } });

/** A registry and a setting that is there only where one of two ids is given. */
const either = (law: Json): readonly [JsonObject[], JsonObject] => [
  [
    registry(),
    setting(
      { workspaceId: OPTIONAL, storageAccountId: "[if(empty(parameters('sa')), null(), parameters('sa'))]" },
      { condition: "[or(not(empty(parameters('law'))), not(empty(parameters('sa'))))]" },
    ),
  ],
  { ...withDefault(law), sa: { type: 'string', defaultValue: '' } },
];

function root([resources, parameters]: readonly [JsonObject[], JsonObject]): JsonObject {
  return template(resources, { parameters });
}

function call([resources, parameters]: readonly [JsonObject[], JsonObject], passed: JsonObject = {}): JsonObject {
  return template([nested(resources, passed, parameters)]);
}

/** A second registry whose setting waits for the same id. */
const pair = (): JsonObject[] => [
  registry(),
  setting({ workspaceId: LAW }),
  registry({ name: 'other' }),
  setting(
    { workspaceId: OPTIONAL },
    { name: 'logins', scope: scopeOf("'other'"), condition: "[not(empty(parameters('law')))]" },
  ),
];

/** Two nested deployments, each with a registry, that pass the same parameter on. */
function moduleOfEach(): JsonObject[] {
  return ['acr', 'other'].map((name) => ({
    ...nested(
      [registry({ name }), setting({ workspaceId: "[parameters('own')]" }, { scope: scopeOf(`'${name}'`) })],
      { own: { value: LAW } },
      { own: STRING },
    ),
    name,
  }));
}

const limited = (limit: JsonObject): JsonObject =>
  template([registry(), setting({ workspaceId: LAW })], {
    parameters: { law: { type: 'string', defaultValue: '', ...limit } },
  });

const GIVES: readonly FixTemplate[] = [
  {
    title: 'the default of the parameter that is its workspace',
    before: template([registry(), setting({ workspaceId: LAW })], { parameters: withDefault('') }),
    after: template([registry(), setting({ workspaceId: LAW })], { parameters: withDefault(WORKSPACE) }),
  },
  {
    title: 'the default of a parameter that may be null',
    before: template([registry(), setting({ workspaceId: LAW })], {
      parameters: { law: { ...STRING, nullable: true } },
    }),
    after: template([registry(), setting({ workspaceId: LAW })], {
      parameters: { law: { ...STRING, nullable: true, defaultValue: WORKSPACE } },
    }),
  },
  {
    title: 'the default, and a second destination to the setting',
    before: template([registry(), setting({ workspaceId: LAW })], { parameters: withDefault('') }),
    options: { settings: { destination: { workspaceId: WORKSPACE, storageAccountId: STORAGE } } },
    after: template([registry(), setting({ workspaceId: LAW, storageAccountId: STORAGE })], {
      parameters: withDefault(WORKSPACE),
    }),
  },
  {
    title: 'the default that one of several conditions asks for',
    before: root(either('')),
    after: root(either(WORKSPACE)),
  },
  {
    title: 'what a nested deployment does not pass',
    before: call(either('')),
    after: call(either(''), { law: { value: WORKSPACE } }),
  },
  {
    title: 'what a nested deployment passes empty',
    before: call(either(''), { law: { value: '' } }),
    after: call(either(''), { law: { value: WORKSPACE } }),
  },
  {
    title: 'the default that a nested deployment hands on',
    before: template([nested(either('')[0], { law: { value: "[parameters('workspace')]" } }, either('')[1])], {
      parameters: { workspace: { type: 'string', defaultValue: '' } },
    }),
    after: template([nested(either('')[0], { law: { value: "[parameters('workspace')]" } }, either('')[1])], {
      parameters: { workspace: { type: 'string', defaultValue: WORKSPACE } },
    }),
  },
  {
    title: 'the switch that a nested deployment does not pass',
    before: template([
      nested(
        [registry(), setting({}, { condition: "[parameters('on')]" })],
        {},
        { on: { type: 'bool', defaultValue: false } },
      ),
    ]),
    after: template([
      nested(
        [registry(), setting({}, { condition: "[parameters('on')]" })],
        { on: { value: true } },
        { on: { type: 'bool', defaultValue: false } },
      ),
    ]),
  },
  {
    title: 'one default to all registries whose settings wait for it',
    before: template(pair(), { parameters: withDefault('') }),
    after: template(pair(), { parameters: withDefault(WORKSPACE) }),
  },
  {
    title: 'one default to nested deployments whose settings wait for it',
    before: template(moduleOfEach(), { parameters: withDefault('') }),
    after: template(moduleOfEach(), { parameters: withDefault(WORKSPACE) }),
  },
  {
    title: 'what a nested deployment passes to settings of two registries',
    before: template([nested(pair(), {}, withDefault(''))]),
    after: template([nested(pair(), { law: { value: WORKSPACE } }, withDefault(''))]),
  },
];

const twice = template(
  [registry(), setting({ workspaceId: LAW }), { ...registry({ name: 'other' }), tags: { law: LAW } }],
  { parameters: withDefault('') },
);

const SAYS: readonly (readonly [string, JsonObject, FixTemplate['options'], string])[] = [
  [
    'the parameter, where no id is given',
    root(either('')),
    {},
    'Azure.ACR.Logs: diagnostic setting \'audit\' is there and is not deployed (law="", sa=""): it waits for parameter law',
  ],
  [
    'the parameter and the nested deployment, where no id is given',
    call(either('')),
    {},
    'Azure.ACR.Logs: diagnostic setting \'audit\' is there and is not deployed (law="", sa=""): it waits for parameter law of nested deployment diagnostics',
  ],
  [
    'the parameter of a setting that is deployed',
    template([registry(), setting({ workspaceId: LAW })], { parameters: withDefault('') }),
    {},
    "Azure.ACR.Logs: diagnostic setting 'audit' sends nowhere: it waits for parameter law, which is empty",
  ],
  [
    'that others read the parameter',
    twice,
    options,
    "Azure.ACR.Logs: diagnostic setting 'audit' sends nowhere: it waits for parameter law, which is empty, and other parts of the template read it too",
  ],
  [
    'that a protected setting reads the parameter',
    template([...pair().slice(0, 3), { ...(pair()[3] as JsonObject), name: 'setByPolicy-logs' }], {
      parameters: withDefault(''),
    }),
    options,
    "Azure.ACR.Logs: diagnostic setting 'audit' sends nowhere: it waits for parameter law, which is empty, and other parts of the template read it too",
  ],
  [
    'the allowed values that do not have the id',
    limited({ allowedValues: ['', '/subscriptions/a'] }),
    options,
    `Azure.ACR.Logs: parameter law does not accept "${WORKSPACE}", which is not one of the allowed values`,
  ],
  [
    'the length that the id is beyond',
    limited({ maxLength: 10 }),
    options,
    `Azure.ACR.Logs: parameter law does not accept "${WORKSPACE}", which is longer than 10`,
  ],
  [
    'the declaration in a nested deployment that does not take the id',
    call([[registry(), setting({ workspaceId: LAW })], { law: { type: 'string', defaultValue: '', maxLength: 10 } }]),
    options,
    `Azure.ACR.Logs: parameter law does not accept "${WORKSPACE}", which is longer than 10`,
  ],
  [
    'the declaration of a switch that cannot be on',
    template([registry(), setting({}, { condition: "[parameters('on')]" })], {
      parameters: { on: { type: 'bool', defaultValue: false, allowedValues: [false] } },
    }),
    options,
    'Azure.ACR.Logs: parameter on does not accept true, which is not one of the allowed values',
  ],
  [
    'what it changes in a call',
    call(either('')),
    options,
    `Azure.ACR.Logs: deploys diagnostic setting 'audit': nested deployment diagnostics gives parameter law the value ${WORKSPACE}`,
  ],
  [
    'what it changes in a default',
    template([registry(), setting({ workspaceId: LAW })], { parameters: withDefault('') }),
    options,
    `Azure.ACR.Logs: diagnostic setting 'audit' sends to ${WORKSPACE}, the new default of parameter law`,
  ],
];

describe('of a setting that waits for an id, a fix', () => {
  test.each(titled(GIVES))('gives %s', (_, own) => expectFiles([logs], { options, ...own }));

  test.each(SAYS)('names %s', (title, before, chosen = {}, text) => {
    const first = said([logs], { title, before, options: chosen })[0];
    expect(first).toBe(text);
  });
});
