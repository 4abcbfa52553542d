import { describe, expect, test } from 'vitest';
import { parseRuleFile } from '../../../src/api/rule-files/parse-rule-file.ts';
import { fileProblems, HEAD, rule } from '../../support/rule-files.ts';

const JSON_RULE = {
  apiVersion: 'github.com/microsoft/PSRule/2025-01-01',
  kind: 'Rule',
  metadata: { name: 'Json.Rule' },
  spec: { condition: { field: 'a', equals: 1 } },
};

describe('a rule file', () => {
  test('of YAML holds documents, empty ones aside', async () => {
    const source = `# Test rules\n---\n${rule('One.Rule')}---\n---\n# nothing\n---\n${rule('Two.Rule')}`;
    const found = await parseRuleFile(source, 'one.Rule.yaml');
    expect(found.map(({ name, place }) => [name, place])).toEqual([
      ['One.Rule', { file: 'one.Rule.yaml', line: 3, column: 1 }],
      ['Two.Rule', { file: 'one.Rule.yaml', line: 13, column: 1 }],
    ]);
  });

  test('without content holds nothing', async () => {
    expect(await parseRuleFile('', 'one.Rule.yaml')).toEqual([]);
    expect(await parseRuleFile('# nothing\n---\n', 'one.Rule.yaml')).toEqual([]);
    expect(await parseRuleFile('[]', 'one.Rule.jsonc')).toEqual([]);
  });

  test('of JSON holds an array, with comments', async () => {
    const source = `// two "rules"\n[ /* one */\n  ${JSON.stringify(JSON_RULE)}, // http://x\n]`;
    const [found] = await parseRuleFile(source, 'one.Rule.jsonc');
    expect(found).toMatchObject({ name: 'Json.Rule', place: { line: 3, column: 3 } });
  });

  test('of JSON keeps what looks like a comment in a text', async () => {
    const one = { ...JSON_RULE, metadata: { name: 'Json.Rule', link: 'https://example.com/*a*/"\\' } };
    expect(await parseRuleFile(JSON.stringify([one]), 'one.Rule.json')).toMatchObject([{ link: one.metadata.link }]);
  });

  test('of YAML has texts where one of JSON has values', async () => {
    const literal = async (source: string, file: string): Promise<unknown> => {
      const [found] = await parseRuleFile(source, file);
      return found !== undefined && 'condition' in found && 'expected' in found.condition
        ? found.condition.expected
        : undefined;
    };
    for (const [written, text] of [
      ['12', '12'],
      ["'12'", '12'],
      ['true', 'true'],
      ['null', 'null'],
      ['0x10', '0x10'],
    ] as const)
      expect(await literal(rule('One.Rule', `  condition: { field: a, equals: ${written} }`), 'a.Rule.yml')).toEqual({
        literal: text,
      });
    for (const value of [12, '12', true, null])
      expect(
        await literal(
          JSON.stringify([{ ...JSON_RULE, spec: { condition: { field: 'a', equals: value } } }]),
          'a.Rule.json',
        ),
      ).toEqual({ literal: value });
  });
});

describe('a resource has', () => {
  test('what its metadata and spec say', async () => {
    const source = [
      '# Synopsis: It should be on.',
      HEAD,
      'kind: Rule',
      'metadata:',
      '  name: Full.Rule',
      '  ref: T-0001',
      '  alias: [Old.Rule]',
      '  displayName: Full',
      '  link: https://example.com',
      '  tags: { release: GA, year: 2030 }',
      '  labels: { control: [A-1, A-2], stage: one }',
      '  annotations: { any: { thing: 1 } }',
      'spec:',
      '  level: Warning',
      '  recommend: Turn it on.',
      '  type: [Test/vaults]',
      '  with: [One.Selector]',
      '  where: { field: b, exists: true }',
      '  condition: {}',
    ].join('\n');
    const [found] = await parseRuleFile(source, 'one.Rule.yaml');
    expect(found).toMatchObject({
      kind: 'Rule',
      synopsis: 'It should be on.',
      ref: 'T-0001',
      aliases: ['Old.Rule'],
      displayName: 'Full',
      link: 'https://example.com',
      tags: { release: 'GA', year: '2030' },
      labels: { control: ['A-1', 'A-2'], stage: ['one'] },
      level: 'warning',
      recommend: 'Turn it on.',
      types: ['Test/vaults'],
      selectors: ['One.Selector'],
      where: { kind: 'condition', name: 'exists' },
      condition: { kind: 'always' },
    });
  });

  test('the kind of a selector, a suppression group or a baseline', async () => {
    const of = (kind: string, spec: string): string =>
      `${HEAD}\nkind: ${kind}\nmetadata: { name: One.Of.Them, description: What it is. }\nspec:\n${spec}\n`;
    const source = [
      of('Selector', '  type: [Test/vaults]\n  if: {}'),
      of('SuppressionGroup', "  rule: [One.Rule]\n  expiresOn: '2030-02-01T00:00:00Z'"),
      of(
        'Baseline',
        '  rule: { include: [A*], exclude: [B], tag: { release: GA }, labels: { c: [x, y] } }\n  override: { level: { Ab: Information } }\n  configuration: { N: 5 }',
      ),
    ].join('---\n');
    expect(await parseRuleFile(source, 'one.Rule.yaml')).toMatchObject([
      { kind: 'Selector', synopsis: 'What it is.', types: ['Test/vaults'], condition: { kind: 'always' } },
      { kind: 'SuppressionGroup', rules: ['One.Rule'], expiresOn: Date.UTC(2030, 1, 1), condition: { kind: 'always' } },
      {
        kind: 'Baseline',
        include: ['A*'],
        exclude: ['B'],
        tags: { release: ['GA'] },
        labels: { c: ['x', 'y'] },
        levels: { Ab: 'info' },
        configuration: { N: '5' },
      },
    ]);
  });

  test.each<[string, string, string]>([
    ['in the line above', '# Synopsis: One.\n', 'One.'],
    ['in a line further up', '# Synopsis: One.\n# More.\n', 'One.'],
    ['as a description', '# description:  One. \n', 'One.'],
    ['not above an empty line', '# Synopsis: One.\n\n', ''],
    ['not without its word', '# One.\n', ''],
  ])('a synopsis in a comment: %s', async (_, above, expected) => {
    expect(await parseRuleFile(`---\n${above}${rule('One.Rule')}`, 'one.Rule.yaml')).toMatchObject([
      { synopsis: expected },
    ]);
  });

  test('a synopsis in a comment at its beginning, in JSON', async () => {
    const source = JSON.stringify([JSON_RULE], undefined, 1).replace('{', '{\n // Synopsis: One.');
    expect(await parseRuleFile(source, 'one.Rule.jsonc')).toMatchObject([{ synopsis: 'One.' }]);
    expect(await parseRuleFile(JSON.stringify([JSON_RULE]), 'one.Rule.json')).toMatchObject([{ synopsis: '' }]);
  });
});

describe('what is wrong is said with its place', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'an unknown condition',
      rule('One.Rule', '  condition:\n    field: a\n    equal: b'),
      ['8:5: unknown key "equal"; did you mean "equals"?'],
    ],
    [
      'a path',
      rule('One.Rule', '  condition:\n    field: a/b\n    exists: true'),
      ["7:12: PSRule reads no path from '/b' on"],
    ],
    ['an expression', rule('One.Rule', "  condition: { field: a, match: '(' }"), ['6:33: missing closing ): `(`']],
    [
      'a function',
      rule('One.Rule', '  condition: { field: a, equals: { $: { trimm: a } } }'),
      ['6:41: unknown key "trimm"; did you mean "trim"?'],
    ],
    [
      'several things, in their order',
      rule('One.Rule', '  condition:\n    anyOf:\n    - { field: a, exists: maybe }\n    - { equals: b }'),
      [
        '8:27: exists needs true or false',
        '9:7: equals needs what it is about: field, type, name, source, value, scope',
      ],
    ],
    [
      'things of several documents',
      `${rule('One.Rule', '  condition: { field: a }')}---\n${rule('Two.Rule', '  condition: { fild: a }')}`,
      ['6:14: needs a condition, such as equals or exists', '13:16: unknown key "fild"; did you mean "field"?'],
    ],
    ['a condition that is empty', rule('One.Rule', '  condition:'), ['6:13: spec.condition must be a map']],
    [
      'a time',
      `${HEAD}\nkind: SuppressionGroup\nmetadata: { name: One.Group }\nspec: { expiresOn: soon }\n`,
      ['4:20: must be a time, such as 2027-01-31T00:00:00Z'],
    ],
    ['a tab', `${HEAD}\n\tkind: Rule\n`, [expect.stringMatching(/^2:1: /) as unknown as string]],
  ])('%s', async (_, source, expected) => {
    const problems = await fileProblems(source);
    expect(problems.map((line) => line.replace('one.Rule.yaml:', ''))).toEqual(expected);
  });

  test.each<[string, string, RegExp]>([
    ['another version', rule('One.Rule').replace('/v1', '/v2'), /^one\.Rule\.yaml:1:13: apiVersion/],
    ['another kind', rule('One.Rule').replace('kind: Rule', 'kind: ModuleConfig'), /^one\.Rule\.yaml:2:7: kind/],
    [
      'an unknown key of the spec',
      rule('One.Rule', '  condition: {}\n  severity: High'),
      /^one\.Rule\.yaml:7:3: .*severity/,
    ],
    ['an unknown key of the metadata', rule('One.Rule\n  alais: [a]'), /^one\.Rule\.yaml:5:3: .*alais.*alias/],
    [
      'a key that a selector lacks',
      rule('One.Rule', '  if: {}').replace('kind: Rule', 'kind: Selector').replace('  name', '  ref: abc\n  name'),
      /ref/,
    ],
    ['no condition', rule('One.Rule', '  level: Error'), /condition/],
    ['another level', rule('One.Rule', '  condition: {}\n  level: error'), /^one\.Rule\.yaml:7:10: spec\.level/],
    ['a name that is too short', rule('ab'), /^one\.Rule\.yaml:4:9: metadata\.name/],
    ['a name with a star', rule('"One*"'), /^one\.Rule\.yaml:4:9: metadata\.name/],
    [
      'a key twice',
      rule('One.Rule', '  condition: {}\n  condition: {}'),
      /^one\.Rule\.yaml:7:3: duplicate key "condition"/,
    ],
    ['no map', '- a\n', /^one\.Rule\.yaml:1:1: /],
  ])('%s', async (_, source, expected) => {
    const [first = ''] = await fileProblems(source);
    expect(first).toMatch(expected);
  });

  test('of JSON', async () => {
    const source = JSON.stringify(
      [JSON_RULE, { ...JSON_RULE, spec: { condition: { field: 'a', equals: { b: 1 } } } }],
      undefined,
      1,
    );
    expect(await fileProblems(source, 'one.Rule.jsonc')).toEqual([
      'one.Rule.jsonc:24:15: must be a value, or a function behind $',
    ]);
    expect(await fileProblems(JSON.stringify(JSON_RULE), 'one.Rule.json')).toEqual([
      'one.Rule.json:1:1: must be an array of resources',
    ]);
  });
});
