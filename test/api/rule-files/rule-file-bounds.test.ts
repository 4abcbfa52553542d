import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileProblems, HEAD, rule } from '../../support/rule-files.ts';

describe('a file that is too large for its purpose is refused', () => {
  test.each<[string, string, string, RegExp]>([
    [
      'nested levels',
      rule('One.Rule', `  condition: ${'{ not: '.repeat(40)}{}${' }'.repeat(40)}`),
      'a.Rule.yaml',
      /nested more than 32 levels deep/,
    ],
    [
      'values',
      rule('One.Rule', `  condition: { field: a, in: [${'a, '.repeat(20_001)}] }`),
      'a.Rule.yaml',
      /more than 20000 values/,
    ],
    ['tokens', `[${'[],'.repeat(100_000)}]`, 'a.Rule.json', /more than 100000 YAML tokens/],
    [
      'aliases',
      `${rule('One.Rule').replace('metadata:', 'x: &x a\nmetadata:')}y: [${'*x, '.repeat(101)}]\n`,
      'a.Rule.yaml',
      /more than 100 aliases/,
    ],
  ])('for its %s', async (_, source, file, expected) => {
    const [first = ''] = await fileProblems(source, file);
    expect(first).toMatch(expected);
  });

  test.each<[string, string]>([
    ['comments without an end', '/*'.repeat(200_000)],
    ['texts without an end', `"${'\\"'.repeat(200_000)}`],
  ])('and %s are gone through once', async (_, source) => {
    expect((await fileProblems(`[${source}`, 'a.Rule.jsonc')).length).toBeGreaterThan(0);
  });
});

test('any text is resources or a usage error', async () => {
  const piece = fc.constantFrom(
    `${HEAD}\n`,
    'kind: Rule\n',
    'kind: Selector\n',
    'metadata: { name: One.Rule }\n',
    'spec:\n',
    '  condition:\n',
    '  if: ',
    '    field: a\n',
    '    equals: b\n',
    '{',
    '}',
    '[',
    ']',
    '---\n',
    '# Synopsis: x\n',
    '&a ',
    '*a ',
    '!!x ',
    '"',
    ':',
    '\t',
    '\u0000',
    '// ',
    '/* ',
  );
  const text = fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 14 }).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom('a.Rule.yaml', 'a.Rule.jsonc'), async (source, file) => {
      for (const line of await fileProblems(source, file)) expect(line).toMatch(/^a\.Rule\.\w+:(?:\d+:\d+: | and )/);
    }),
  );
});

test('any JSON is resources or a usage error', async () => {
  const keys = fc.constantFrom(
    'apiVersion',
    'kind',
    'metadata',
    'name',
    'spec',
    'condition',
    'if',
    'field',
    'equals',
    'rule',
  );
  const { data } = fc.letrec((tie) => ({
    data: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>('github.com/microsoft/PSRule/v1', 'Rule', 'Baseline', 'One.Rule', null, 1, true, {}, []),
      fc.array(tie('data'), { maxLength: 2 }),
      fc.dictionary(keys, tie('data'), { maxKeys: 5 }),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(fc.array(data, { maxLength: 3 }), async (list) => {
      await fileProblems(JSON.stringify(list), 'a.Rule.json');
    }),
  );
});
