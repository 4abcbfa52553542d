import { describe, expect, test } from 'vitest';
import { compileRuleFiles, type RuleFileSet } from '../../../src/api/rule-files/compile-rule-files.ts';
import { parseRuleFile } from '../../../src/api/rule-files/parse-rule-file.ts';
import { NO_OPTIONS, type PsRuleOptions } from '../../../src/api/rule-files/ps-rule-options.ts';
import type { Target } from '../../../src/model/target.ts';
import { UsageError } from '../../../src/util/errors.ts';
import { decided, NOW, parameter } from '../../support/spec-expressions.ts';

const HEAD = 'apiVersion: github.com/microsoft/PSRule/v1';

const resource = (kind: string, name: string, spec: string, metadata = ''): string =>
  `# Synopsis: About ${name}.\n${HEAD}\nkind: ${kind}\nmetadata: { name: ${name}${metadata} }\nspec: ${spec}\n`;
const rule = (name: string, metadata = '', spec = ''): string =>
  resource('Rule', name, `{ condition: { field: properties.a, exists: true }${spec} }`, metadata);
const selector = (name: string): string => resource('Selector', name, '{ if: {} }');
const group = (name: string, spec: string): string => resource('SuppressionGroup', name, spec);
const baseline = (name: string, spec: string): string => resource('Baseline', name, spec);

interface Extra {
  readonly options?: Partial<PsRuleOptions>;
  readonly pack?: string;
}

async function compiled(documents: readonly string[], { options, pack }: Extra = {}): Promise<RuleFileSet> {
  const resources = await parseRuleFile(documents.join('---\n'), 'a.Rule.yaml');
  return compileRuleFiles(resources, {
    options: { ...NO_OPTIONS, ...options },
    packaged: new Set(),
    now: NOW,
    ...(pack && { pack }),
  });
}

async function problemsIn(documents: readonly string[]): Promise<readonly string[]> {
  const error: unknown = await compiled(documents).catch((thrown: unknown) => thrown);
  if (!(error instanceof UsageError)) throw new Error('nothing is wrong');
  return error.message.split('\n');
}

const target = (fields: Readonly<Record<string, unknown>> = {}, type = 'Test/vaults'): Target =>
  ({
    type,
    name: 'one',
    id: '/one',
    scope: '/groups/a',
    origin: {},
    field: (path: string) => fields[path] ?? null,
  }) as unknown as Target;

describe('rule files are refused', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      'two rules of a name',
      [rule('One.Rule'), rule('one.rule')],
      ['a.Rule.yaml:8:1: Rule one.rule is also at a.Rule.yaml:2'],
    ],
    [
      'two selectors of a name',
      [selector('One'), selector('One')],
      ['a.Rule.yaml:8:1: Selector One is also at a.Rule.yaml:2'],
    ],
    [
      'a selector that is not there',
      [rule('One.Rule', '', ', with: [Is.Vualt]'), selector('Is.Vault')],
      ['a.Rule.yaml:2:1: rule One.Rule: there is no selector Is.Vualt; did you mean Is.Vault?'],
    ],
    [
      'a suppression without a reason',
      [group('One', '{ if: {} }').replace(/^#.*\n/, '')],
      ['a.Rule.yaml:1:1: suppression group One has no reason: write "# Synopsis: why" above it'],
    ],
    [
      'several things',
      [rule('One.Rule', '', ', with: [None]'), rule('One.Rule')],
      [
        'a.Rule.yaml:8:1: Rule One.Rule is also at a.Rule.yaml:2',
        'a.Rule.yaml:2:1: rule One.Rule: there is no selector None',
      ],
    ],
  ])('with %s', async (_, documents, expected) => {
    expect(await problemsIn(documents)).toEqual(expected);
  });

  test('not for a rule and a selector of one name, nor for the module of a selector', async () => {
    const { rules } = await compiled([rule('One.Rule', '', ', with: ["Other\\\\ONE.rule"]'), selector('One.Rule')]);
    expect(rules.map(({ name }) => name)).toEqual(['One.Rule']);
  });
});

describe('a baseline is a pack', () => {
  const RULES = [
    rule(
      'Vault.One',
      ', ref: T-0001, alias: [Old.One], tags: { release: GA, year: 2029 }, labels: { control: [A-1, A-2] }',
    ),
    rule('Vault.Two', ', tags: { Release: preview }, labels: { control: A-2 }'),
    rule('Web.Three'),
  ];

  test.each<[string, string, readonly string[]]>([
    ['of all rules', '{}', ['Vault.One', 'Vault.Two', 'Web.Three']],
    ['of those that it names', '{ rule: { include: [VAULT.two, T-0001] } }', ['Vault.One', 'Vault.Two']],
    ['by another name', '{ rule: { include: [old.one] } }', ['Vault.One']],
    ['of a module', '{ rule: { include: [".\\\\Vault.One"] } }'.replaceAll('\\\\', '\\\\'), ['Vault.One']],
    ['by a wildcard', '{ rule: { include: [Vault.*] } }', ['Vault.One', 'Vault.Two']],
    ['of all by an empty list', '{ rule: { include: [] } }', ['Vault.One', 'Vault.Two', 'Web.Three']],
    ['of none', "{ rule: { include: [''] } }", []],
    ['without some', '{ rule: { exclude: [Vault.*] } }', ['Web.Three']],
    ['without some of those that it names', '{ rule: { include: [Vault.*], exclude: [T-0001] } }', ['Vault.Two']],
    ['by a tag', '{ rule: { tag: { release: GA } } }', ['Vault.One']],
    ['by one of several values of a tag', '{ rule: { tag: { release: [preview, GA] } } }', ['Vault.One', 'Vault.Two']],
    ['by any value of a tag', "{ rule: { tag: { RELEASE: '*' } } }", ['Vault.One', 'Vault.Two']],
    ['by two tags', "{ rule: { tag: { release: '*', year: 2029 } } }", ['Vault.One']],
    ['by a label', '{ rule: { labels: { control: [A-1] } } }', ['Vault.One']],
    ['by any value of a label', "{ rule: { labels: { control: '*' } } }", ['Vault.One', 'Vault.Two']],
    ['by a label in its letter case', '{ rule: { labels: { control: a-1 } } }', []],
  ])('%s', async (_, spec, expected) => {
    const { packs } = await compiled([...RULES, baseline('Test.Baseline', spec)]);
    expect(packs.map(({ name, description, rules }) => [name, description, rules.map((one) => one.name)])).toEqual([
      ['Test.Baseline', 'About Test.Baseline.', expected],
    ]);
  });

  test('with other levels', async () => {
    const spec = '{ override: { level: { T-0001: Warning, web.three: Information } } }';
    const { packs } = await compiled([...RULES, baseline('Test.Baseline', spec)]);
    expect(packs[0]?.rules).toEqual([
      { name: 'Vault.One', level: 'warning' },
      { name: 'Vault.Two' },
      { name: 'Web.Three', level: 'info' },
    ]);
  });

  test('whose configuration counts where it is chosen, before that of the options', async () => {
    const condition = '{ condition: { value: { $: { configuration: Limit } }, equals: own } }';
    const documents = [
      resource('Rule', 'One.Rule', condition),
      baseline('Test.Baseline', '{ configuration: { LIMIT: own } }'),
    ];
    const options = { configuration: { limit: 'other' } };
    const holds = async (extra: Extra): Promise<boolean> => {
      const [one] = (await compiled(documents, extra)).rules;
      const ctx = {
        holds: (answer: unknown) => answer === true,
        peek: () => undefined,
        reason: (id: string) => ({ id }),
      };
      return one?.check(target(), ctx as never).length === 0;
    };
    expect(await holds({ options, pack: 'test.BASELINE' })).toBe(true);
    expect(await holds({ options })).toBe(false);
    expect(await holds({})).toBe(false);
  });
});

describe('a suppression group', () => {
  const RULES = [rule('One.Rule', ', ref: T-0001'), rule('Two.Rule')];

  test('suppresses the rules that it names, where its condition holds', async () => {
    const { suppressions } = await compiled([
      ...RULES,
      group('Dev', '{ rule: [t-0001, Other.Rule], if: { field: tags.env, equals: dev } }'),
    ]);
    const [one] = suppressions;
    expect(one).toMatchObject({ rules: ['One.Rule'], reason: 'About Dev.', location: { line: 14 } });
    const covers = (env: unknown): unknown => decided(one?.covers(target({ 'tags.env': env }), undefined) ?? null);
    expect([covers('DEV'), covers('prod'), covers(null), covers(parameter('env', 'string'))]).toEqual([
      true,
      false,
      false,
      undefined,
    ]);
  });

  test('that names none suppresses all', async () => {
    const { suppressions } = await compiled([...RULES, group('All', '{ if: {} }')]);
    expect(suppressions.map(({ rules }) => rules)).toEqual([['One.Rule', 'Two.Rule']]);
  });

  test('may be for types', async () => {
    const [one] = (await compiled([...RULES, group('Types', '{ type: [test/VAULTS], if: {} }')])).suppressions;
    expect([one?.covers(target(), undefined), one?.covers(target({}, 'Test/sites'), undefined)]).toEqual([true, false]);
  });

  test.each([
    ['2030-01-01T00:00:01Z', 1],
    ['2030-01-01T00:00:00Z', 0],
    ['2029-06-01T00:00:00Z', 0],
  ])('that expires on %s is in force %i times', async (time, count) => {
    const { suppressions } = await compiled([...RULES, group('Until', `{ expiresOn: '${time}', if: {} }`)]);
    expect(suppressions).toHaveLength(count);
  });

  test('asks of every rule what it looks at itself', async () => {
    const { rules } = await compiled([...RULES, group('Dev', '{ if: { field: tags.env, equals: dev } }')]);
    expect(rules.map(({ needs }) => needs)).toEqual([
      [{ field: 'properties.a' }, { field: 'tags.env' }],
      [{ field: 'properties.a' }, { field: 'tags.env' }],
    ]);
  });
});

describe('a note says that there is no rule', () => {
  const at = (name: string) => `a.Rule.yaml:8:1: ${name}`;
  const acceptance = 'is built in, and not suppressed here: write it under suppressions: in acraudit.yaml';

  test.each<[string, string, readonly string[]]>([
    [
      'that a group suppresses',
      group('Dev', '{ rule: [None], if: {} }'),
      ['SuppressionGroup Dev: no rule file has a rule None'],
    ],
    [
      'by a name that is close',
      group('Dev', '{ rule: [One.Rulle, ACRA-0001], if: {} }'),
      [
        'SuppressionGroup Dev: no rule file has a rule One.Rulle; did you mean One.Rule?',
        `SuppressionGroup Dev: ACRA-0001 ${acceptance}`,
      ],
    ],
    [
      'by a built-in one',
      group('Dev', '{ rule: [azure.acr.LOGS], if: {} }'),
      [`SuppressionGroup Dev: azure.acr.LOGS ${acceptance}`],
    ],
    [
      'that a baseline includes',
      baseline('Own', '{ rule: { include: [One.Rule, Two, Azure.ACR.Logs] } }'),
      [
        'Baseline Own: no rule file has a rule Two',
        'Baseline Own: Azure.ACR.Logs is built in, and not included here: turn it on under rules: in acraudit.yaml',
      ],
    ],
    [
      'of many the number',
      baseline('Own', `{ rule: { include: [${Array.from({ length: 12 }, () => 'Two').join(', ')}] } }`),
      [
        ...Array.from({ length: 10 }, () => 'Baseline Own: no rule file has a rule Two'),
        'Baseline Own: 2 more names are of no rule of a rule file',
      ],
    ],
    [
      'by a pattern of built-in ones',
      group('Dev', '{ rule: [Azure.ACR.*], if: {} }'),
      [`SuppressionGroup Dev: Azure.ACR.* ${acceptance}`],
    ],
    ['but not of a pack that is not chosen', group('Dev', '{ rule: [Azure.ACR.AdminUser, "One.*"], if: {} }'), []],
    [
      'but not by a group that has expired',
      group('Dev', "{ rule: [None], expiresOn: '2029-01-01T00:00:00Z', if: {} }"),
      [],
    ],
  ])('%s', async (_, document, expected) => {
    const { notes } = await compiled([rule('One.Rule'), document]);
    expect(notes).toEqual(expected.map((text) => ({ message: at(text), important: true })));
  });
});

test.each<[string, Partial<PsRuleOptions>, readonly string[]]>([
  ['nothing', {}, []],
  ['what they exclude', { exclude: ['one.*'] }, ['One.Rule']],
  ['what they do not include', { include: ['T-0001'] }, ['Two.Rule']],
])('options leave out %s', async (_, options, excluded) => {
  const documents = [rule('One.Rule', ', ref: T-0001'), rule('Two.Rule')];
  const { rules, own } = await compiled(documents, { options });
  expect(rules.map(({ name }) => name).filter((name) => !own.includes(name))).toEqual(excluded);
});
