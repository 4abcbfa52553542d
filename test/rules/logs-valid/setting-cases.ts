import {
  group,
  HUB_RULE,
  type JsonObject,
  LEGACY_SETTING,
  nested,
  registry,
  STORAGE,
  STRING,
  setting,
} from '../../support/arm-templates.ts';
import type { RuleCases } from '../../support/rule-cases.ts';
import { AUDIT, harmless, IF_AUDIT, LINK, LIST, loop, MIXED, module, twice } from './inputs.ts';

const N = { n: STRING };
const BY_N = "[parameters('n')]";

/** A registry and a setting of this name. */
function named(name: string, extra: JsonObject = {}): JsonObject[] {
  return [registry(), setting({}, { name, ...extra })];
}

/** A registry and a setting that is written as its child, with this name. */
function legacy(name: string): JsonObject[] {
  return [registry(), setting({}, { type: LEGACY_SETTING, name, scope: undefined as never })];
}

/** A registry and a setting that sends to what is said. */
function sending(destinations: JsonObject, extra: JsonObject = {}): JsonObject[] {
  return [registry(), setting({ workspaceId: undefined as never, ...destinations }, extra)];
}

/** What Azure refuses or ignores of settings as a whole. */
export const settingCases: RuleCases = {
  pass: [
    { name: 'a name that is an expression', resources: named("[concat('audit-', parameters('n'))]"), declares: N },
    { name: 'a name by a parameter', resources: named(BY_N), declares: N },
    { name: 'a name with characters of other languages', resources: named('Überwachung der Registrierung') },
    { name: 'a name of 260 characters', resources: named('a'.repeat(260)) },
    {
      name: 'names of a legacy setting in both branches',
      resources: legacy(
        "[if(parameters('audit'), concat('acr', '/Microsoft.Insights/a'), concat('acr', '/Microsoft.Insights/b'))]",
      ),
      declares: AUDIT,
    },
    { name: 'a destination by a parameter', resources: sending({ workspaceId: BY_N }), declares: N },
    {
      name: 'a destination whichever a parameter chooses',
      resources: sending({
        workspaceId: "[if(parameters('audit'), parameters('n'), '')]",
        storageAccountId: "[if(parameters('audit'), '', parameters('n'))]",
      }),
      declares: { ...AUDIT, ...N },
    },
    {
      name: 'a setting without a destination that is not deployed',
      resources: sending({}, { condition: false }).concat(harmless('on')),
    },
    { name: 'a resource group that is not known', resources: named('audit'), target: { subscription: 's' } },
    {
      name: 'a resource group with letters, digits and full stops',
      resources: named('audit'),
      target: { resourceGroup: 'rg-1.a_(b)' },
    },
    {
      name: 'a group of another registry that is not ASCII',
      resources: [
        registry(),
        setting(),
        setting(
          {},
          {
            name: 'b',
            scope: '/subscriptions/s/resourceGroups/préprod/providers/Microsoft.ContainerRegistry/registries/acr',
          },
        ),
      ],
      target: { subscription: 's', resourceGroup: 'rg' },
    },
  ],
  fail: [
    {
      name: 'no destination',
      resources: sending({}),
      reasons: ['no-destination'],
      points: ['resources[1].properties'],
    },
    {
      name: 'no destination in both',
      resources: twice({ workspaceId: null }, { workspaceId: '' }),
      reasons: ['no-destination', 'no-destination'],
      points: ['resources[1].properties.workspaceId', 'resources[2].properties.workspaceId'],
    },
    {
      name: 'a service bus rule alone',
      resources: sending({ serviceBusRuleId: HUB_RULE }),
      reasons: ['no-destination'],
    },
    { name: 'an event hub alone', resources: sending({ eventHubName: 'hub' }), reasons: ['no-destination'] },
    {
      name: 'an empty destination by a default',
      resources: sending({ workspaceId: BY_N }),
      declares: { n: { type: 'string', defaultValue: '' } },
      reasons: ['no-destination'],
    },
    {
      name: 'an empty destination by a secure parameter',
      resources: sending({ workspaceId: BY_N }),
      declares: { n: { type: 'securestring' } },
      parameters: { n: '' },
      reasons: ['no-destination'],
    },
    {
      name: 'no destination in a nested deployment',
      resources: [registry(), nested([setting({ workspaceId: null })], {}, {})],
      reasons: ['no-destination'],
    },
    {
      name: 'no destination beside a module that cannot be read',
      resources: [...sending({}), module],
      reasons: ['no-destination'],
    },
    {
      name: 'a name with a colon',
      resources: named('audit:all'),
      reasons: ['forbidden-name'],
      points: ['resources[1]'],
    },
    { name: 'a name of 261 characters', resources: named('a'.repeat(261)), reasons: ['forbidden-name'] },
    {
      name: 'a name with a question mark beside what is not known',
      resources: named("[concat('audit?', parameters('n'))]"),
      declares: N,
      reasons: ['forbidden-name'],
    },
    {
      name: 'a name with an ampersand in other letters',
      resources: named("[toUpper(concat(parameters('n'), '&'))]"),
      declares: N,
      reasons: ['forbidden-name'],
    },
    {
      name: 'a forbidden name of a legacy setting',
      resources: legacy('acr/Microsoft.Insights/a*b'),
      reasons: ['forbidden-name'],
    },
    {
      name: 'a forbidden name by a secure parameter',
      resources: named(BY_N),
      declares: { n: { type: 'securestring' } },
      parameters: { n: 'a<b' },
      reasons: ['forbidden-name'],
    },
    {
      name: 'a forbidden name whatever the parameter is',
      resources: named(BY_N),
      declares: { n: { type: 'string', allowedValues: ['a+b', 'a%b'] } },
      reasons: ['forbidden-name'],
    },
    {
      name: 'a name with an empty segment',
      resources: legacy('acr/Microsoft.Insights/'),
      reasons: ['empty-segment'],
      points: ['resources[1]'],
    },
    {
      name: 'an empty name by a default',
      resources: named(BY_N),
      declares: { n: { type: 'string', defaultValue: '' } },
      reasons: ['empty-segment'],
    },
    {
      name: 'an empty name by a secure parameter',
      resources: named(BY_N),
      declares: { n: { type: 'securestring' } },
      parameters: { n: '' },
      reasons: ['empty-segment'],
    },
    {
      name: 'a name with too few segments',
      resources: legacy('audit'),
      reasons: ['wrong-segments'],
      points: ['resources[1]'],
    },
    { name: 'a name with too many segments', resources: named('acr/audit'), reasons: ['wrong-segments'] },
    {
      name: 'a resource group with letters that are not ASCII',
      resources: named('audit'),
      target: { resourceGroup: 'Preproducción' },
      reasons: ['non-ascii-id'],
      points: [],
    },
    {
      name: 'a resource group that is not ASCII beside a setting that mixes',
      resources: [...named('audit'), setting({ logs: MIXED }, { name: 'b' })],
      target: { resourceGroup: 'дом' },
      reasons: [
        'mixed-entries',
        'non-ascii-id',
        'shared-destination ContainerRegistryLoginEvents',
        'shared-destination ContainerRegistryRepositoryEvents',
      ],
    },
  ],
  unknown: [
    {
      name: 'a destination that may be empty',
      resources: sending({ workspaceId: "[if(parameters('audit'), parameters('n'), '')]" }),
      declares: { ...AUDIT, ...N },
      reasons: ['no-destination'],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'no destination, the setting by a parameter',
      resources: sending({}, IF_AUDIT),
      declares: AUDIT,
      reasons: ['no-destination'],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a loop of settings without a destination, whose length is not known',
      resources: sending({ logs: [group('audit')] }, { name: "[format('s{0}', copyIndex())]", ...loop }),
      declares: LIST,
      reasons: ['no-destination'],
      dependsOn: ['parameter list'],
    },
    {
      name: 'a setting that is valid beside a module that cannot be read and gets the registry',
      resources: [...sending({ storageAccountId: STORAGE }), module],
      reasons: [],
      dependsOn: [`module ${LINK}`],
    },
    {
      name: 'a name that is forbidden by a parameter',
      resources: named("[if(parameters('audit'), 'audit', 'a:b')]"),
      declares: AUDIT,
      reasons: ['forbidden-name'],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a name of which one allowed value is forbidden',
      resources: named(BY_N),
      declares: { n: { type: 'string', allowedValues: ['audit', 'a:b'] } },
      reasons: ['forbidden-name'],
      dependsOn: ['parameter n'],
    },
    {
      name: 'a forbidden name, the setting by a parameter',
      resources: named('a:b', IF_AUDIT),
      declares: AUDIT,
      reasons: ['forbidden-name'],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'too many segments, the setting by a parameter',
      resources: named('a/b', IF_AUDIT),
      declares: AUDIT,
      reasons: ['wrong-segments'],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a name that may be empty',
      resources: named("[if(parameters('audit'), 'audit', '')]"),
      declares: AUDIT,
      reasons: ['empty-segment'],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'an empty name, the setting by a parameter',
      resources: named(BY_N, IF_AUDIT),
      declares: { ...AUDIT, n: { type: 'string', defaultValue: '' } },
      reasons: ['empty-segment'],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a resource group that is not ASCII, the setting by a parameter',
      resources: named('audit', IF_AUDIT),
      declares: AUDIT,
      target: { resourceGroup: 'дом' },
      reasons: ['non-ascii-id'],
      dependsOn: ['parameter audit'],
    },
    {
      name: 'a resource group that is not ASCII and a module that cannot be read',
      resources: [registry(), module],
      target: { resourceGroup: 'дом' },
      reasons: [],
      dependsOn: [`module ${LINK}`],
    },
  ],
};
