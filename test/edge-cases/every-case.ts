import {
  ALL_LOGS,
  AUDIT,
  innerDeployment,
  type Json,
  type JsonObject,
  LEGACY_SETTING,
  LOGIN,
  on,
  openTemplate,
  outerDeployment,
  parameter,
  REPOSITORY,
  registry,
  scopeOf,
  setting,
  subscriptionTemplate,
  template,
} from '../support/arm-templates.ts';
import type { Case } from './harness.ts';

type Parameters = Readonly<Record<string, string | JsonObject>>;

/** A setting of the registry `acr` that sends everything to this workspace, in a template with these variables. */
function to(workspaceId: Json, parameters: Parameters = {}, variables: JsonObject = {}): JsonObject {
  return { ...openTemplate([registry(), setting({ workspaceId })], parameters), variables };
}

function whole(properties: string, parameters: Parameters = {}, variables: JsonObject = {}): JsonObject {
  return {
    ...openTemplate([registry(), { ...setting(), properties }], parameters),
    variables: { logs: [AUDIT], ...variables },
  };
}

const ENV = { env: 'string' };
const LISTED = { env: { type: 'string', allowedValues: ['dev', 'prod'] } };
const LOOKUP = "[variables('map')[parameters('env')]]";
const by = (...names: readonly string[]): readonly string[] => names.map((name) => `parameter ${name}`);

/** Destinations are there only when they are in every case. */
export const destinationsInEveryCase: readonly Case[] = [
  { name: 'lookup of which all are empty', template: to(LOOKUP, ENV, { map: { dev: '', prod: '' } }), verdict: 'fail' },
  {
    name: 'lookup of which none is empty',
    template: to(LOOKUP, ENV, { map: { dev: '/a', prod: '/b' } }),
    verdict: 'pass',
  },
  {
    name: 'lookup of which one is empty',
    template: to(LOOKUP, ENV, { map: { dev: '', prod: '/b' } }),
    verdict: 'unknown',
    dependsOn: by('env'),
  },
  {
    name: 'lookup of nulls and empty texts',
    template: to(LOOKUP, ENV, { map: { dev: null, prod: '' } }),
    verdict: 'fail',
  },
  {
    name: 'lookup by the location',
    template: to("[variables('map')[resourceGroup().location]]", {}, { map: { westeurope: '', northeurope: '' } }),
    verdict: 'fail',
  },
  {
    name: 'lookup by an index',
    template: to("[variables('list')[parameters('i')]]", { i: 'int' }, { list: ['', ''] }),
    verdict: 'fail',
  },
  {
    name: 'lookup by a listed value that nothing is there for',
    template: to(
      LOOKUP,
      { env: { type: 'string', allowedValues: ['dev', 'test'] } },
      { map: { dev: '/a', prod: '/b' } },
    ),
    verdict: 'unknown',
    dependsOn: by('env'),
  },
  {
    name: 'lookup of an object, then of its member',
    template: to("[variables('map')[parameters('env')].ws]", ENV, { map: { dev: { ws: '' }, prod: { ws: '/b' } } }),
    verdict: 'unknown',
    dependsOn: by('env'),
  },
  {
    name: 'lookup in a lookup',
    template: to(
      "[variables('map')[parameters('env')][parameters('tier')]]",
      { ...ENV, tier: 'string' },
      {
        map: { dev: { a: '', b: '' }, prod: { a: '', b: '' } },
      },
    ),
    verdict: 'fail',
  },
  {
    name: 'lookup by a joined key',
    template: to("[variables('map')[concat('ws-', parameters('env'))]]", ENV, { map: { 'ws-dev': '', 'ws-prod': '' } }),
    verdict: 'fail',
  },
  {
    name: 'two lookups by one key, of which one is there each time',
    template: {
      ...openTemplate(
        [registry(), setting({ workspaceId: LOOKUP, storageAccountId: "[variables('other')[parameters('env')]]" })],
        ENV,
      ),
      variables: { map: { dev: '/a', prod: '' }, other: { dev: '', prod: '/b' } },
    },
    verdict: 'pass',
  },
  {
    name: 'lookup with tryGet() that finds nothing or something',
    template: to("[tryGet(variables('map'), parameters('env'))]", ENV, { map: { dev: '/a', prod: '/b' } }),
    verdict: 'unknown',
    dependsOn: by('env'),
  },
  {
    name: 'lookup handed to a module',
    template: {
      ...openTemplate(
        [
          registry(),
          innerDeployment(openTemplate([setting({ workspaceId: parameter('ws') })], { ws: 'string' }), { ws: LOOKUP }),
        ],
        ENV,
      ),
      variables: { map: { dev: '', prod: '' } },
    },
    verdict: 'fail',
  },
  {
    name: 'variable that is named by a parameter',
    template: to("[variables(concat('ws_', parameters('env')))]", LISTED, { ws_dev: '', ws_prod: '' }),
    verdict: 'fail',
  },
  {
    name: 'variable that is named by any text',
    template: to("[variables(parameters('env'))]", ENV, { dev: '', prod: '' }),
    verdict: 'unknown',
    dependsOn: by('env'),
  },
  { name: 'first 0 characters', template: to("[take(parameters('env'), 0)]", ENV), verdict: 'fail' },
  { name: 'first 9 characters', template: to("[take(parameters('env'), 9)]", ENV), verdict: 'pass' },
  {
    name: 'first so many characters',
    template: to("[take(parameters('env'), parameters('i'))]", { ...ENV, i: 'int' }),
    verdict: 'unknown',
    dependsOn: by('i'),
  },
  { name: 'all but the first 0 characters', template: to("[skip(parameters('env'), 0)]", ENV), verdict: 'pass' },
  {
    name: 'all but the first 3 characters',
    template: to("[skip(parameters('env'), 3)]", ENV),
    verdict: 'unknown',
    dependsOn: by('env'),
  },
  { name: 'part of no characters', template: to("[substring(parameters('env'), 2, 0)]", ENV), verdict: 'fail' },
  {
    name: 'first of a list',
    template: to("[first(parameters('list'))]", { list: 'array' }),
    verdict: 'unknown',
    dependsOn: by('list'),
  },
  {
    name: 'item of a text that is split',
    template: to("[split(parameters('env'), ',')[0]]", ENV),
    verdict: 'unknown',
    dependsOn: by('env'),
  },
  { name: 'in lower case', template: to("[toLower(parameters('env'))]", ENV), verdict: 'pass' },
  ...["concat(parameters('env'), parameters('b'))", "format('{0}{1}', parameters('env'), parameters('b'))"].map(
    (text): Case => ({
      name: `joined without literal text: ${text}`,
      template: to(`[${text}]`, { ...ENV, b: 'string' }),
      verdict: 'pass',
    }),
  ),
  {
    name: 'joined of two that are empty or not',
    template: to("[concat(if(parameters('p'), 'a', ''), if(parameters('p'), '', 'b'))]", { p: 'bool' }),
    verdict: 'pass',
  },
  {
    name: 'joined of a lookup',
    template: to("[concat('', variables('map')[parameters('env')])]", ENV, { map: { dev: '', prod: '' } }),
    verdict: 'fail',
  },
  {
    name: 'member of a list that is filtered',
    template: to("[filter(parameters('list'), lambda('x', lambdaVariables('x').on))[0].ws]", { list: 'array' }),
    verdict: 'pass',
  },
];

/** Merges are their branches; what the evaluation leaves open is unknown. */
export const merges: readonly Case[] = [
  {
    name: 'merge of which the last is empty in one case',
    template: whole(
      "[union(createObject('workspaceId', parameters('ws'), 'logs', variables('logs')), createObject('workspaceId', variables('map')[parameters('env')]))]",
      { ...LISTED, ws: 'string' },
      { map: { dev: '', prod: '/b' } },
    ),
    verdict: 'unknown',
    dependsOn: by('env'),
  },
  {
    name: 'merge with a later null, all known',
    template: to("[union(variables('a'), variables('b')).ws]", {}, { a: { ws: '/w' }, b: { ws: null } }),
    verdict: 'unknown',
    dependsOn: ["limit union(createObject('ws', '/w'), createObject('ws', null()))"],
  },
  {
    name: 'merge of an unknown with a later null',
    template: whole(
      "[union(createObject('workspaceId', parameters('ws'), 'logs', variables('logs')), createObject('workspaceId', null()))]",
      { ws: 'string' },
    ),
    verdict: 'unknown',
    dependsOn: ["limit union(parameters('ws'), null())"],
  },
  {
    name: 'merge of defaults with a parameter that may replace them',
    template: to("[union(variables('defaults'), parameters('o')).ws]", { o: 'object' }, { defaults: { ws: '/w' } }),
    verdict: 'pass',
  },
  {
    name: 'merge of empty defaults with a parameter',
    template: to("[union(variables('defaults'), parameters('o')).ws]", { o: 'object' }, { defaults: { ws: '' } }),
    verdict: 'unknown',
    dependsOn: by('o'),
  },
  {
    name: 'merge of a parameter with what replaces it',
    template: to("[union(parameters('o'), variables('own')).ws]", { o: 'object' }, { own: { ws: '' } }),
    verdict: 'fail',
  },
  {
    name: 'shallow merge of a parameter with what replaces it',
    template: to(
      "[shallowMerge(createArray(parameters('o'), variables('own'))).ws]",
      { o: 'object' },
      { own: { ws: '' } },
    ),
    verdict: 'fail',
  },
  {
    name: 'shallow merge of two unknown texts',
    template: whole(
      "[shallowMerge(createArray(createObject('workspaceId', parameters('ws'), 'logs', variables('logs')), createObject('workspaceId', '')))]",
      { ws: 'string' },
    ),
    verdict: 'fail',
  },
  {
    name: 'merge of two parameters',
    template: to("[union(parameters('o'), parameters('q')).ws]", { o: 'object', q: 'object' }),
    verdict: 'pass',
  },
  {
    name: 'merge with a faulty lookup in one case',
    template: to("[union(createObject('ws', '/w'), variables('map')[parameters('env')]).ws]", ENV, {
      map: { dev: {}, prod: { ws: '/v' } },
    }),
    verdict: 'pass',
  },
];

const more = (condition: string): JsonObject =>
  openTemplate([registry(), setting({}, { condition: `[${condition}]` })], { more: 'array' });

/** Lengths that are not known have a least. */
export const lengths: readonly Case[] = [
  {
    name: 'union with one item is never empty',
    template: more("not(empty(union(createArray('a'), parameters('more'))))"),
    verdict: 'pass',
  },
  {
    name: 'joined lists with one item are never empty',
    template: more("not(empty(concat(parameters('more'), createArray('a'))))"),
    verdict: 'pass',
  },
  {
    name: 'length of a union is greater than 0',
    template: more("greater(length(union(createArray('a'), parameters('more'))), 0)"),
    verdict: 'pass',
  },
  {
    name: 'length of joined lists is at least 2',
    template: more("greaterOrEquals(length(concat(createArray('a', 'a'), parameters('more'))), 2)"),
    verdict: 'pass',
  },
  {
    name: 'length of a union of one item twice is not at least 2',
    template: more("greaterOrEquals(length(union(createArray('a', 'a'), parameters('more'))), 2)"),
    verdict: 'unknown',
    dependsOn: by('more'),
  },
  {
    name: 'length of joined lists is not 1',
    template: more("not(equals(length(concat(createArray('a', 'b'), parameters('more'))), 1))"),
    verdict: 'pass',
  },
  {
    name: 'union of objects with a member is never empty',
    template: openTemplate(
      [registry(), setting({}, { condition: "[not(empty(union(createObject('a', 1), parameters('o'))))]" })],
      { o: 'object' },
    ),
    verdict: 'pass',
  },
];

const OFF = '[false()]';
const FAULTY = "[split('', '/')[4]]";

/** What is off is asked first, so it never makes an error. */
export const off: readonly Case[] = [
  {
    name: 'good setting beside a module that is off and goes nowhere',
    template: template([
      registry(),
      setting(),
      innerDeployment(template([setting({}, { name: 'other' })]), {}, { condition: OFF, resourceGroup: FAULTY }),
    ]),
    verdict: 'pass',
  },
  ...(['name', 'scope', 'copy'] as const).map((member): Case => {
    const value = member === 'copy' ? { name: 'c', count: -1 } : FAULTY;
    return {
      name: `good setting beside one that is off and has a faulty ${member}`,
      template: template([registry(), setting(), setting({}, { name: 'other', [member]: value, condition: OFF })]),
      verdict: 'pass',
    };
  }),
  {
    name: 'good setting beside one that is off in one case and has a faulty name',
    template: openTemplate([registry(), setting(), setting({}, { name: FAULTY, condition: parameter('p') })], {
      p: 'bool',
    }),
    verdict: 'pass',
  },
  {
    name: 'no other setting than one that is off and faulty',
    template: template([registry(), setting({}, { scope: FAULTY, condition: OFF })]),
    verdict: 'fail',
  },
  {
    name: 'setting that is off and whose type is no text',
    template: template([registry(), setting(), { ...setting({}, { name: 'x', condition: OFF }), type: FAULTY }]),
    verdict: 'pass',
  },
  {
    name: 'module that is off with an argument that cannot be evaluated',
    template: template([
      registry(),
      setting(),
      innerDeployment(
        openTemplate([setting({}, { name: parameter('ws') })], { ws: 'string' }),
        { ws: FAULTY },
        { condition: OFF },
      ),
    ]),
    verdict: 'pass',
  },
  {
    name: 'loop over one of two lists, whose second round is not always there',
    template: openTemplate(
      [
        innerDeployment(
          openTemplate(
            [
              registry(),
              setting(
                { workspaceId: "[parameters('list')[copyIndex()].ws]" },
                {
                  name: "[coalesce(tryGet(parameters('list')[copyIndex()], 'name'), 'default')]",
                  copy: { name: 'c', count: "[length(parameters('list'))]" },
                },
              ),
            ],
            { list: 'array' },
          ),
          {
            list: "[if(parameters('b'), createArray(createObject('ws', '/w')), createArray(createObject('ws', '/w'), createObject('ws', '/v', 'name', 'b')))]",
          },
        ),
      ],
      { b: 'bool' },
    ),
    verdict: 'pass',
  },
];

const legacy = (name: Json): JsonObject => setting({}, { type: LEGACY_SETTING, name, scope: undefined });

/** Azure refuses an id with an empty or missing segment. */
export const segments: readonly Case[] = [
  ...[
    'acr/Microsoft.Insights/',
    'acr//audit',
    '/Microsoft.Insights/audit',
    'acr/audit',
    '',
    'acr',
    '//',
    'acr/Microsoft.Insights/audit/x',
  ].map(
    (name): Case => ({
      name: `setting named '${name}'`,
      template: template([registry(), legacy(name)]),
      verdict: 'error',
    }),
  ),
  {
    name: 'setting with slashes too many',
    template: template([registry(), legacy('acr//Microsoft.Insights/audit')]),
    verdict: 'pass',
  },
  { name: 'setting with an empty name', template: template([registry(), setting({}, { name: '' })]), verdict: 'error' },
  {
    name: 'setting with an empty name beside one that decides',
    template: template([registry(), setting({}, { name: '' }), setting()]),
    verdict: 'pass',
  },
  {
    name: 'setting whose name is an empty default',
    template: openTemplate([registry(), legacy("[format('acr/Microsoft.Insights/{0}', parameters('n'))]")], {
      n: { type: 'string', defaultValue: '' },
    }),
    verdict: 'error',
  },
  {
    name: 'setting whose name is a parameter',
    template: openTemplate([registry(), setting({}, { name: parameter('n') })], { n: 'string' }),
    verdict: 'pass',
  },
  ...["[if(parameters('p'), 'audit', '')]", "[if(parameters('p'), 'audit', toLower(''))]"].map(
    (name): Case => ({
      name: `setting that has a name in one case: ${name}`,
      template: openTemplate([registry(), setting({}, { name })], { p: 'bool' }),
      verdict: 'unknown',
      dependsOn: by('p'),
    }),
  ),
  {
    name: 'setting whose last segment is there in one case',
    template: openTemplate(
      [registry(), legacy("[concat('acr/Microsoft.Insights/', if(parameters('p'), 'audit', ''))]")],
      { p: 'bool' },
    ),
    verdict: 'unknown',
    dependsOn: by('p'),
  },
  {
    name: 'setting whose whole name has too few segments in one case',
    template: openTemplate([registry(), legacy("[if(parameters('p'), 'acr/Microsoft.Insights/audit', 'acr/audit')]")], {
      p: 'bool',
    }),
    verdict: 'unknown',
    dependsOn: by('p'),
  },
  {
    name: 'setting whose name is looked up, once empty',
    template: {
      ...openTemplate([registry(), setting({}, { name: "[variables('names')[parameters('env')]]" })], ENV),
      variables: { names: { dev: 'audit', prod: '' } },
    },
    verdict: 'unknown',
    dependsOn: by('env'),
  },
  {
    name: 'setting whose name may be the empty allowed value',
    template: openTemplate([registry(), setting({}, { name: parameter('n') })], {
      n: { type: 'string', allowedValues: ['', 'audit'] },
    }),
    verdict: 'unknown',
    dependsOn: by('n'),
  },
  {
    name: 'setting on a scope without a name',
    template: template([registry(), setting({}, { scope: scopeOf("''") })]),
    verdict: 'error',
  },
  {
    name: 'setting in its parent without a name',
    template: template([
      registry({
        resources: [
          setting({}, { type: 'providers/diagnosticSettings', name: 'Microsoft.Insights/', scope: undefined }),
        ],
      }),
    ]),
    verdict: 'error',
  },
  { name: 'registry with an empty name', template: template([registry({ name: '' }), setting()]), verdict: 'error' },
  {
    name: 'registry that has a name in one case',
    template: openTemplate(
      [
        registry({ name: "[if(parameters('p'), 'acr', '')]" }),
        setting({}, { scope: scopeOf("if(parameters('p'), 'acr', '')") }),
      ],
      { p: 'bool' },
    ),
    verdict: 'unknown',
    dependsOn: by('p'),
  },
];

const inGroup = (...resources: readonly JsonObject[]): JsonObject =>
  innerDeployment(template(resources), {}, { resourceGroup: parameter('rg') });
const attachedTo = (id: string): JsonObject =>
  innerDeployment(
    openTemplate([setting({}, { scope: parameter('id') })], { id: 'string' }),
    {
      id: `[${id}]`,
    },
    { resourceGroup: parameter('rg') },
  );

/** One resource, however it is called; two, however alike they look. */
export const sameResource: readonly Case[] = [
  {
    name: 'id by a group that is a parameter, in a subscription',
    template: subscriptionTemplate(
      [
        inGroup(registry()),
        attachedTo("resourceId(parameters('rg'), 'Microsoft.ContainerRegistry/registries', 'acr')"),
      ],
      { parameters: { rg: { type: 'string' } } },
    ),
    verdict: 'pass',
  },
  {
    name: 'id below a resource group that has a provider',
    template: subscriptionTemplate(
      [
        inGroup(registry()),
        attachedTo(
          "concat(subscriptionResourceId('Microsoft.Resources/resourceGroups', parameters('rg')), '/providers/Microsoft.ContainerRegistry/registries/acr')",
        ),
      ],
      { parameters: { rg: { type: 'string' } } },
    ),
    verdict: 'pass',
  },
  {
    name: 'scope that ends with a path',
    template: openTemplate([registry(), setting({}, { scope: "[concat('/', parameters('path'))]" })], {
      path: 'string',
    }),
    verdict: 'unknown',
    dependsOn: ['environment resourceGroup().name', 'environment subscription().subscriptionId', 'parameter path'],
  },
  {
    name: 'scope that ends with a path below the group',
    template: openTemplate(
      [registry(), setting({}, { scope: "[concat(resourceGroup().id, '/providers/', parameters('path'))]" })],
      { path: 'string' },
    ),
    verdict: 'unknown',
    dependsOn: by('path'),
  },
  {
    name: 'scope that ends with a path of another namespace',
    template: openTemplate(
      [
        registry(),
        setting({}, { scope: "[concat(resourceGroup().id, '/providers/Microsoft.Storage/', parameters('path'))]" }),
      ],
      { path: 'string' },
    ),
    verdict: 'fail',
  },
  {
    name: 'members of one name in other letter case',
    template: openTemplate(
      [registry({ condition: "[parameters('o').flags.on]" }), setting({}, { condition: "[parameters('o').Flags.ON]" })],
      { o: 'object' },
    ),
    verdict: 'pass',
  },
  {
    name: 'contains() of one name in other letter case',
    template: openTemplate(
      [
        registry({ condition: "[contains(parameters('o'), 'Logs')]" }),
        setting({}, { condition: "[contains(parameters('o'), 'logs')]" }),
      ],
      { o: 'object' },
    ),
    verdict: 'pass',
  },
  {
    name: 'tryGet() of one name in other letter case',
    template: openTemplate(
      [
        registry({ condition: "[equals(tryGet(parameters('o'), 'on'), true())]" }),
        setting({}, { condition: "[equals(tryGet(parameters('o'), 'On'), true())]" }),
      ],
      { o: 'object' },
    ),
    verdict: 'pass',
  },
  {
    name: 'two registries named by hashes of different texts',
    template: template([
      registry({ name: "[concat('acr', uniqueString(resourceGroup().id))]" }),
      registry({ name: "[concat('acr', uniqueString(resourceGroup().id, 'b'))]" }),
      setting({}, { scope: scopeOf("concat('acr', uniqueString(resourceGroup().id))") }),
    ]),
    verdict: ['pass', 'fail'],
  },
  {
    name: 'two settings named by GUIDs of different texts, one of them poor',
    template: template([
      registry(),
      setting({}, { name: "[guid(resourceGroup().id, 'a')]" }),
      setting({ logs: [on(LOGIN)] }, { name: "[guid(resourceGroup().id, 'b')]" }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'two registries named by hashes of texts that may be equal',
    template: openTemplate(
      [
        registry({ name: "[uniqueString(parameters('a'))]" }),
        setting({}, { scope: scopeOf("uniqueString(parameters('b'))") }),
      ],
      { a: 'string', b: 'string' },
    ),
    verdict: 'unknown',
    dependsOn: by('a', 'b'),
  },
  {
    name: 'setting inside the registry that has a scope',
    template: template([registry({ resources: [setting()] })]),
    verdict: 'pass',
  },
];

const cloud = (name: string): JsonObject =>
  template([registry(), setting({}, { condition: `[equals(environment().name, '${name}')]` })]);
const secret = "createObject('reference', createObject('keyVault', createObject('id', '/kv'), 'secretName', 'ws'))";
const given1 = "createObject('value', '/w')";
const withSecret = (entry: Json): JsonObject =>
  openTemplate(
    [
      {
        ...innerDeployment(
          openTemplate([registry(), setting({ workspaceId: parameter('ws') })], { ws: 'securestring' }),
        ),
        properties: {
          mode: 'Incremental',
          expressionEvaluationOptions: { scope: 'inner' },
          parameters: entry,
          template: openTemplate([registry(), setting({ workspaceId: parameter('ws') })], { ws: 'securestring' }),
        },
      },
    ],
    { p: 'bool' },
  );

const ENTRY_OUTPUT = {
  type: 'object',
  value: "[createObject('categoryGroup', parameters('group'), 'enabled', coalesce(parameters('on'), true()))]",
};
const NULLABLE: JsonObject = {
  functions: [
    {
      namespace: 'contoso',
      members: {
        entry: {
          parameters: [
            { name: 'group', type: 'string' },
            { name: 'on', type: 'bool', nullable: true },
          ],
          output: ENTRY_OUTPUT,
        },
      },
    },
  ],
};

/** Values that are given in less usual ways. */
export const givenValues: readonly Case[] = [
  ...['AzureCloud', 'AzureUSGovernment', 'Elsewhere'].map(
    (name): Case => ({
      name: `cloud ${name}`,
      template: cloud(name),
      verdict: 'unknown',
      dependsOn: ['environment environment().name'],
    }),
  ),
  {
    name: 'registry and setting in one cloud',
    template: template([
      registry({ condition: "[equals(environment().name, 'AzureCloud')]" }),
      setting({}, { condition: "[equals(environment().Name, 'AzureCloud')]" }),
    ]),
    verdict: 'pass',
  },
  {
    name: 'entry that is a Key Vault reference or a value',
    template: withSecret({ ws: `[if(parameters('p'), ${secret}, ${given1})]` }),
    verdict: 'pass',
  },
  { name: 'entry that is made as a Key Vault reference', template: withSecret({ ws: `[${secret}]` }), verdict: 'pass' },
  {
    name: 'section that is made with a Key Vault reference',
    template: withSecret(`[createObject('ws', ${secret})]`),
    verdict: 'pass',
  },
  {
    name: 'section that is one of two',
    template: withSecret(
      `[if(parameters('p'), createObject('ws', ${secret}), createObject('ws', createObject('value', '')))]`,
    ),
    verdict: 'unknown',
    dependsOn: by('p'),
  },
  { name: 'entry that gives nothing', template: withSecret({ ws: '[createObject()]' }), verdict: 'error' },
  {
    name: 'null for a nullable parameter of a function',
    template: template([registry(), setting({ logs: ["[contoso.entry('audit', null())]"] })], NULLABLE),
    verdict: 'pass',
  },
  {
    name: 'function that asks for a parameter it does not have',
    template: template([registry(), setting({ logs: ["[contoso.entry('audit', null())]"] })], {
      functions: [
        {
          namespace: 'contoso',
          members: {
            entry: {
              output: ENTRY_OUTPUT,
              parameters: [
                { name: 'group', type: 'string' },
                { name: 'off', type: 'bool' },
              ],
            },
          },
        },
      ],
    }),
    verdict: 'error',
  },
];

const LIST = [NOPE(), on(LOGIN), on(REPOSITORY)];

function NOPE(): string {
  return "[variables('empty').nope]";
}

const through = (expression: string): JsonObject =>
  template([registry(), setting({ logs: `[${expression}]` })], {
    variables: { empty: {}, list: LIST, whole: [ALL_LOGS] },
  });

const L = "variables('list')";

/** A fault in a list is the fault of whatever the list is handed to. */
export const faultyLists: readonly Case[] = [
  `concat(${L}, createArray())`,
  `union(${L}, createArray())`,
  `intersection(${L}, ${L})`,
  `distinct(${L})`,
  `skip(${L}, 1)`,
  `take(skip(${L}, 1), 2)`,
  `json(string(${L}))`,
  `shallowMerge(createArray(createObject('a', ${L}))).a`,
  `union(createObject('a', ${L}), createObject('b', 1)).a`,
  `array(last(${L}))`,
  `flatten(createArray(${L}, variables('whole')))`,
  `filter(${L}, lambda('x', true()))`,
  `sort(${L}, lambda('a', 'b', false()))`,
  `map(range(1, 2), lambda('i', ${L}[lambdaVariables('i')]))`.replace('range(1, 2)', `range(1, length(${L}))`),
  `reduce(${L}, createArray(), lambda('sum', 'x', concat(lambdaVariables('sum'), createArray(lambdaVariables('x')))))`,
  `items(createObject('a', ${L}))[0].value`,
  `createArray(first(${L}))`,
  `if(contains(${L}, 'x'), variables('whole'), variables('whole'))`,
  `if(empty(${L}), variables('whole'), variables('whole'))`,
  `coalesce(${L}, variables('whole'))`,
].map(
  (expression): Case => ({ name: `faulty list in ${expression}`, template: through(expression), verdict: 'error' }),
);

/** Nothing of a setting that is off or of an outer template changes that. */
export const faultyListsElsewhere: readonly Case[] = [
  { name: 'item beside a faulty one', template: through(`createArray(${L}[1], ${L}[2])`), verdict: 'pass' },
  {
    name: 'faulty list in a setting of an outer template that is off',
    template: template(
      [
        registry(),
        setting(),
        outerDeployment([setting({ logs: `[skip(${L}, 1)]` }, { name: 'x' })], { condition: OFF }),
      ],
      {
        variables: { empty: {}, list: LIST },
      },
    ),
    verdict: 'pass',
  },
  { name: 'whole list', template: through("skip(variables('whole'), 0)"), verdict: 'pass' },
];
