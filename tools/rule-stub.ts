/** What the stub of a rule is filled in with. */
export interface StubFacts {
  readonly name: string;
  readonly ref: string;
  readonly since: string;
  /** Name of the exported constant. */
  readonly constant: string;
}

const SYNOPSIS = 'A container registry should have a diagnostic setting.';
const PILLAR = 'Security';
const CATEGORY = 'SE:10 Monitoring and threat detection';
const CONTROL = 'MCSB LT-3';

/** A rule that works, and asks for one diagnostic setting, to be rewritten. */
export function ruleStub({ name, ref, since, constant }: StubFacts): string {
  return `import { defineRule } from '../src/engine/rule.ts';

export const ${constant} = defineRule({
  name: '${name}',
  ref: '${ref}',
  alias: [],
  synopsis: '${SYNOPSIS}',
  level: 'warning',
  type: 'Microsoft.ContainerRegistry/registries',
  pillar: '${PILLAR}',
  category: '${CATEGORY}',
  controls: ['${CONTROL}'],
  since: '${since}',
  messages: {
    pass: 'a diagnostic setting is attached to it',
    'no-setting': 'no diagnostic setting is attached to it',
  },
  remedies: { 'no-setting': 'add a diagnostic setting on the registry' },
  options: {},
  check: (registry, see) => {
    const settings = see.known(registry.settings);
    const hasSetting = see.any(settings, (setting) => see.holds(setting.applies));
    return { reasons: hasSetting ? [] : [{ id: 'no-setting', values: {} }] };
  },
});
`;
}

const SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

const REGISTRY = `    {
      "type": "Microsoft.ContainerRegistry/registries",
      "apiVersion": "2023-07-01",
      "name": "acrcontoso",
      "location": "westeurope",
      "sku": { "name": "Standard" }
    }`;

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

function example(words: string, resources: readonly string[], parameters = ''): string {
  return `\`\`\`json ${words}
{
  "$schema": "${SCHEMA}",
  "contentVersion": "1.0.0.0",${parameters}
  "resources": [
${resources.join(',\n')}
  ]
}
\`\`\``;
}

/** The page, with an example for each outcome that the stub of the rule really has. */
export function pageStub({ name, ref, since }: StubFacts): string {
  const condition = `\n      "condition": "[parameters('enableDiagnostics')]",`;
  const parameters = '\n  "parameters": { "enableDiagnostics": { "type": "bool" } },';
  return `# ${name}

\`${ref}\` · level \`warning\` · since ${since}

## Summary

${SYNOPSIS}

## Why

What goes wrong without it, for whom, and how they would notice.

## Fails

No diagnostic setting is attached to the registry (\`no-setting\`):

${example('fails no-setting', [REGISTRY])}

## Passes

${example('passes', [REGISTRY, settingText('')])}

## Unknown when

A parameter without a value decides whether the setting is deployed:

${example('unknown enableDiagnostics', [REGISTRY, settingText(condition)], parameters)}

## Fix

The smallest change that makes the rule pass.

## Options

None.

## Controls

- ${CONTROL}
- Well-Architected Framework: ${PILLAR}, ${CATEGORY}

## References

- [Diagnostic settings in Azure Monitor](https://learn.microsoft.com/azure/azure-monitor/essentials/diagnostic-settings)
`;
}

/** The tests, a case for each outcome. */
export function testStub({ name, constant }: StubFacts): string {
  const imports = [
    `import { ${constant} } from '../../rules/${name}.ts';`,
    `import { ruleCases } from '../support/rule-cases.ts';`,
    `import { BOOL, registry, setting } from '../support/templates.ts';`,
  ];
  return `${imports.join('\n')}

ruleCases(${constant}, {
  pass: [{ name: 'a setting', resources: [registry(), setting()] }],
  fail: [{ name: 'no setting', resources: [registry()], reasons: ['no-setting'] }],
  unknown: [
    {
      name: 'a setting that a parameter decides about',
      resources: [registry(), setting({}, { condition: "[parameters('audit')]" })],
      declares: { audit: BOOL },
      reasons: ['no-setting'],
      dependsOn: ['parameter audit'],
    },
  ],
  notApplicable: [{ name: 'not deployed', resources: [registry({ condition: false })] }],
});
`;
}
