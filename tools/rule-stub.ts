import { propertySubject, SETTING, type Subject } from './stub-subjects.ts';

/** The values of a rule stub. */
export interface StubFacts {
  readonly name: string;
  readonly ref: string;
  readonly since: string;
  /** Name of the exported constant. */
  readonly constant: string;
  /** The path of the property that the rule is about; left out: it is about diagnostic settings. */
  readonly property?: string;
}

/** The three files of a rule. */
export interface Stub {
  readonly rule: string;
  readonly page: string;
  readonly test: string;
}

/** A rule that works, its page and its tests, which all pass and are there to be rewritten. */
export function stubOf(facts: StubFacts): Stub {
  const subject = facts.property === undefined ? SETTING : propertySubject(facts.property);
  return { rule: ruleText(facts, subject), page: pageText(facts, subject), test: testText(facts, subject) };
}

const PILLAR = 'Security';
const CATEGORY = 'SE:10 Monitoring and threat detection';
const CONTROL = 'MCSB LT-3';

function ruleText({ name, ref, since, constant }: StubFacts, subject: Subject): string {
  const { id, message, remedy } = subject.reason;
  return `${[
    "import { defineRule } from '../src/engine/rule.ts';",
    "import { REGISTRY_TYPE } from '../src/model/azure/resource-types.ts';",
    ...subject.imports,
    '',
    ...subject.constants,
    `export const ${constant} = defineRule({`,
    `  name: '${name}',`,
    `  ref: '${ref}',`,
    '  aliases: [],',
    `  synopsis: '${subject.synopsis}',`,
    "  level: 'warning',",
    `  pillar: '${PILLAR}',`,
    `  category: '${CATEGORY}',`,
    `  controls: ['${CONTROL}'],`,
    `  since: '${since}',`,
    '  targets: [REGISTRY_TYPE],',
    ...subject.members,
    `  pass: '${subject.pass}',`,
    '  reasons: {',
    `    '${id}': {`,
    `      message: '${message}',`,
    `      remedy: '${remedy}',`,
    '    },',
    '  },',
    ...subject.check,
    '});',
  ].join('\n')}\n`;
}

function testText({ name, constant }: StubFacts, { test }: Subject): string {
  const lines = [`import { ${constant} } from '../../rules/${name}.ts';`, ...test];
  return `${lines.map((line) => line.replace('RULE', constant)).join('\n')}\n`;
}

const SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

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
function pageText({ name, ref, since }: StubFacts, subject: Subject): string {
  const parameters = '\n  "parameters": { "enabled": { "type": "bool" } },';
  return `# ${name}

\`${ref}\` · level \`warning\` · since ${since}

## Summary

${subject.synopsis}

## Why

What goes wrong without it, for whom, and how they would notice.

## Fails

${subject.fails} (\`${subject.reason.id}\`):

${example(`fails ${subject.reason.id}`, subject.failing)}

## Passes

${example('passes', subject.passing)}

## Unknown when

${subject.unknownWhen}

${example('unknown enabled', subject.undecided, parameters)}

## Fix

The smallest change that makes the rule pass.

## Options

None.

## Controls

- ${CONTROL}
- Well-Architected Framework: ${PILLAR}, ${CATEGORY}

## References

- ${subject.reference}
`;
}
