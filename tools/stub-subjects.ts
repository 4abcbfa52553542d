/** What differs between the kinds of rules. */
export interface Subject {
  readonly imports: readonly string[];
  readonly constants: readonly string[];
  readonly synopsis: string;
  /** Members of the rule between its targets and what it says. */
  readonly members: readonly string[];
  readonly pass: string;
  readonly reason: { readonly id: string; readonly message: string; readonly remedy: string };
  readonly check: readonly string[];
  /** What a failure is, and what a parameter decides, as sentences of the page. */
  readonly fails: string;
  readonly unknownWhen: string;
  /** Resources of the examples. */
  readonly failing: readonly string[];
  readonly passing: readonly string[];
  readonly undecided: readonly string[];
  readonly reference: string;
  readonly test: readonly string[];
}

const REGISTRY = registryText();

export const SETTING: Subject = {
  imports: [],
  constants: [],
  synopsis: 'A container registry should have a diagnostic setting.',
  members: [],
  pass: 'a diagnostic setting is attached to it',
  reason: {
    id: 'no-setting',
    message: 'no diagnostic setting is attached to it',
    remedy: 'add a diagnostic setting on the registry',
  },
  check: [
    '  check: ({ collectors }, ctx) => {',
    '    const hasSetting = ctx.some(ctx.require(collectors), (setting) => ctx.holds(setting.applies));',
    "    return hasSetting ? [] : [ctx.reason('no-setting')];",
    '  },',
  ],
  fails: 'No diagnostic setting is attached to the registry',
  unknownWhen: 'A parameter without a value decides whether the setting is deployed:',
  failing: [REGISTRY],
  passing: [REGISTRY, settingText('')],
  undecided: [REGISTRY, settingText(`\n      "condition": "[parameters('enabled')]",`)],
  reference:
    '[Diagnostic settings in Azure Monitor](https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings)',
  test: [
    "import { BOOL, registry, setting } from '../support/arm-templates.ts';",
    "import { ruleCases } from '../support/rule-cases.ts';",
    '',
    'ruleCases(RULE, {',
    "  pass: [{ name: 'a setting', resources: [registry(), setting()] }],",
    "  fail: [{ name: 'no setting', resources: [registry()], reasons: ['no-setting'] }],",
    '  unknown: [',
    '    {',
    "      name: 'a setting that a parameter decides about',",
    `      resources: [registry(), setting({}, { condition: "[parameters('audit')]" })],`,
    '      declares: { audit: BOOL },',
    "      reasons: ['no-setting'],",
    "      dependsOn: ['parameter audit'],",
    '    },',
    '  ],',
    "  notApplicable: [{ name: 'not deployed', resources: [registry({ condition: false })] }],",
    '});',
  ],
};

/** A rule that asks for a property to be true. */
export function propertySubject(path: string): Subject {
  const [member = '', ...below] = path.split('.');
  const nest = (value: string): string => below.reduceRight((inner, key) => `{ ${key}: ${inner} }`, value);
  const json = (value: string): string => below.reduceRight((inner, key) => `{ "${key}": ${inner} }`, value);
  const example = (value: string): string[] => [registryText(member, json(value))];
  return {
    imports: ["import { equals } from '../src/value/equality.ts';"],
    constants: [`const PROPERTY = '${path}';`, ''],
    synopsis: `A container registry should have ${path} set to true.`,
    members: ['  needs: [{ field: PROPERTY }],'],
    pass: `${path} is true`,
    reason: { id: 'not-true', message: `${path} is not true`, remedy: `set ${path} to true` },
    check: [
      '  check: (registry, ctx) => {',
      '    const isTrue = ctx.holds(equals(registry.field(PROPERTY), true));',
      "    return isTrue ? [] : [ctx.reason('not-true')];",
      '  },',
    ],
    fails: 'The property is false or not set',
    unknownWhen: 'A parameter without a value is the property:',
    failing: example('false'),
    passing: example('true'),
    undecided: example(`"[parameters('enabled')]"`),
    reference:
      '[Template reference: Microsoft.ContainerRegistry/registries](https://learn.microsoft.com/azure/templates/microsoft.containerregistry/registries)',
    test: propertyTest(member, nest('value')),
  };
}

function propertyTest(member: string, body: string): readonly string[] {
  return [
    "import { BOOL, type Json, type JsonObject, registry } from '../support/arm-templates.ts';",
    "import { ruleCases } from '../support/rule-cases.ts';",
    '',
    'function registryWith(value: Json): JsonObject {',
    `  return registry({ ${member}: ${body} });`,
    '}',
    '',
    'ruleCases(RULE, {',
    "  pass: [{ name: 'true', resources: [registryWith(true)] }],",
    '  fail: [',
    "    { name: 'false', resources: [registryWith(false)], reasons: ['not-true'] },",
    "    { name: 'not set', resources: [registry()], reasons: ['not-true'] },",
    '  ],',
    '  unknown: [',
    '    {',
    "      name: 'by a parameter',",
    `      resources: [registryWith("[parameters('enabled')]")],`,
    '      declares: { enabled: BOOL },',
    "      reasons: ['not-true'],",
    "      dependsOn: ['parameter enabled'],",
    '    },',
    '  ],',
    "  notApplicable: [{ name: 'not deployed', resources: [registry({ condition: false })] }],",
    '});',
  ];
}

/** A registry of an example, with one member of its body as it is said. */
function registryText(member = 'sku', value = '{ "name": "Standard" }'): string {
  const sku = member === 'sku' ? '' : '\n      "sku": { "name": "Standard" },';
  return `    {
      "type": "Microsoft.ContainerRegistry/registries",
      "apiVersion": "2023-07-01",
      "name": "acrcontoso",
      "location": "westeurope",${sku}
      "${member}": ${value}
    }`;
}

function settingText(condition: string): string {
  return `    {
      "type": "Microsoft.Insights/diagnosticSettings",
      "apiVersion": "2021-05-01-preview",
      "scope": "Microsoft.ContainerRegistry/registries/acrcontoso",
      "name": "audit",${condition}
      "properties": {
        "workspaceId": "[resourceId('Microsoft.OperationalInsights/workspaces', 'logs')]",
        "logs": [{ "categoryGroup": "audit", "enabled": true }]
      }
    }`;
}
