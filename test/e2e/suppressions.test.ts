import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  deployment,
  type Json,
  type JsonObject,
  nested,
  parameterFile,
  registry,
  setting,
  template,
  WORKSPACE,
} from '../support/arm-templates.ts';
import { acraudit, acrauditIn, folderOf, type Place } from '../support/cli.ts';

const RULE = 'Azure.ACR.Logs';
const TODAY = ['--now', '2027-01-31'];

interface Shown {
  readonly results: readonly {
    readonly outcome: string;
    readonly target: { readonly name: string };
    readonly suppression: null | { readonly source: string; readonly reason: string; readonly location?: Place };
  }[];
  readonly notes: readonly { readonly message: string; readonly location?: Place }[];
}

/** `acr suppressed comment why`, and the notes about suppressions with their places. */
async function lint(files: Readonly<Record<string, unknown>>, ...argv: readonly string[]) {
  const { out, err, code } = await acraudit(folderOf(files), 'lint', ...TODAY, '-f', 'json', ...argv);
  if (err !== '') throw new Error(err);
  const { results, notes } = JSON.parse(out) as Shown;
  return {
    code,
    results: results.map(({ outcome, target, suppression }) =>
      [target.name, outcome, ...(suppression === null ? [] : [suppression.source, suppression.reason])].join(' '),
    ),
    notes: notes.flatMap(({ message, location }) =>
      message.startsWith('read with') ? [] : [`${location?.file}:${location?.line ?? ''} ${message}`],
    ),
  };
}

const yaml = (...entries: readonly object[]): string => `suppressions: ${JSON.stringify(entries)}\n`;
const ENTRY = { rule: RULE, registry: 'acr*', reason: 'why' };
const FAILS = template([registry()]);
const suppress = (...entries: readonly Json[]): JsonObject => ({ metadata: { acraudit: { suppress: entries } } });
const WHY = { rule: RULE, reason: 'why' };

/** A nested deployment of a template. */
const moduleOf = (content: JsonObject): JsonObject =>
  deployment({ expressionEvaluationOptions: { scope: 'inner' }, template: content });

/** Its setting has a condition that is not known here. */
const UNKNOWN = template([registry(), setting({}, { condition: "[equals(parameters('on'), 'yes')]" })], {
  parameters: { on: { type: 'string' } },
});

describe('a suppression of the configuration', () => {
  test.each<[string, object, readonly string[], readonly string[]]>([
    ['covers names by a pattern', ENTRY, ['acr suppressed configuration why'], []],
    [
      'covers ids by a pattern',
      { rule: RULE, id: '*/registries/acr', reason: 'why' },
      ['acr suppressed configuration why'],
      [],
    ],
    [
      'covers files by a pattern',
      { rule: RULE, file: 'in*/*.json', reason: 'why' },
      ['acr suppressed configuration why'],
      [],
    ],
    ['covers rules by their beginning', { ...ENTRY, rule: 'Azure.ACR.*' }, ['acr suppressed configuration why'], []],
    ['holds on its last day', { ...ENTRY, expires: '2027-01-31' }, ['acr suppressed configuration why'], []],
    [
      'does not hold on the day after',
      { ...ENTRY, expires: '2027-01-30' },
      ['acr fail'],
      ['acraudit.yaml:1 the suppression of Azure.ACR.Logs expired on 2027-01-30: it no longer holds'],
    ],
    [
      'needs all of its patterns to match',
      { ...ENTRY, file: 'other/**' },
      ['acr fail'],
      ['acraudit.yaml:1 the suppression of Azure.ACR.Logs is unused: no result needs it'],
    ],
    [
      'that matches nothing is unused',
      { ...ENTRY, registry: 'b*' },
      ['acr fail'],
      ['acraudit.yaml:1 the suppression of Azure.ACR.Logs is unused: no result needs it'],
    ],
    ['of a rule that does not run says nothing', { ...ENTRY, rule: 'Azure.ACR.Metrics' }, ['acr fail'], []],
  ])('%s', async (_, entry, results, notes) => {
    const found = await lint({ 'infra/a.json': FAILS, 'acraudit.yaml': yaml(entry) });
    expect(found).toEqual({ code: results[0]?.includes('suppressed') ? 0 : 1, results, notes });
  });

  test('is expired too where only an override has its rule run', async () => {
    const config = {
      rules: { [RULE]: 'off' },
      overrides: [{ files: ['infra/**'], rules: { [RULE]: 'error' } }],
      suppressions: [{ ...ENTRY, expires: '2027-01-30' }],
    };
    const { notes } = await lint({ 'infra/a.json': FAILS, 'acraudit.yaml': JSON.stringify(config) });
    expect(notes).toEqual([
      'acraudit.yaml:1 the suppression of Azure.ACR.Logs expired on 2027-01-30: it no longer holds',
    ]);
  });

  test('on a name that is not known is undecidable', async () => {
    const named = template([registry({ name: "[parameters('name')]" })], { parameters: { name: { type: 'string' } } });
    expect(await lint({ 'a.json': named, 'acraudit.yaml': yaml(ENTRY) })).toEqual({
      code: 1,
      results: ["parameters('name') fail"],
      notes: [
        "acraudit.yaml:1 the suppression of Azure.ACR.Logs does not hold for parameters('name'): what its pattern is compared with is not known here",
      ],
    });
  });

  test('on a name of which enough is known is decided', async () => {
    const named = template([registry({ name: "[concat('acr', parameters('name'))]" })], {
      parameters: { name: { type: 'string' } },
    });
    const { code, notes } = await lint({ 'a.json': named, 'acraudit.yaml': yaml(ENTRY) });
    expect([code, notes]).toEqual([0, []]);
  });

  test.each<[string, readonly string[], boolean]>([
    ['the folder of the configuration', ['.'], true],
    ['a folder above it', ['..'], true],
    ['one of its files', ['a.json'], false],
    ['another folder', ['b'], false],
    ['a pattern of files', ['*.json'], false],
    ['with other values', ['.', '--set', 'x=1'], false],
    ['without its rule', ['.', '--rule', 'Azure.ACR.Metrics'], false],
    ['with a rule of several left out', ['.', '--exclude-rule', 'Azure.ACR.LogsValid'], false],
  ])('is said to be unused after a run over what may need it: %s', async (_, argv, isSaid) => {
    const own = template([registry()], { parameters: { x: { type: 'int', defaultValue: 0 } } });
    const entries = yaml({
      ...ENTRY,
      rule: argv.includes('--exclude-rule') ? 'Azure.ACR.Logs*' : RULE,
      registry: 'none',
    });
    const folder = folderOf({ 'in/a.json': own, 'in/b/b.json': own, 'in/acraudit.yaml': entries });
    const { out } = await acraudit(join(folder, 'in'), 'lint', ...argv);
    expect(out.includes('is unused')).toBe(isSaid);
  });

  test('is not said to be unused where something could not be read', async () => {
    const { notes } = await lint({
      'a.json': FAILS,
      'b.json': '{ "$schema": "deploymentTemplate.json#", ',
      'acraudit.yaml': yaml({ ...ENTRY, registry: 'none' }),
    });
    expect(notes).toEqual([]);
  });

  test('is for files below its folder, and not for those that have a nearer configuration', async () => {
    const files = { 'a/a.json': FAILS, 'b/b.json': FAILS, 'b/acraudit.yaml': '{}', 'acraudit.yaml': yaml(ENTRY) };
    expect((await lint(files)).results).toEqual(['acr suppressed configuration why', 'acr fail']);
  });

  test('covers an unknown, which then counts for nothing', async () => {
    const { code, results } = await lint({ 'a.json': UNKNOWN, 'acraudit.yaml': yaml(ENTRY) }, '--unknown', 'fail');
    expect([code, results]).toEqual([0, ['acr suppressed configuration why']]);
  });
});

describe('metadata', () => {
  const two = (changes: JsonObject): JsonObject => template([registry(), registry({ name: 'other' })], changes);

  test.each<[string, JsonObject, readonly string[], readonly string[]]>([
    [
      'of a resource covers it alone',
      template([registry(suppress(WHY)), registry({ name: 'other' })]),
      ['acr suppressed metadata why', 'other fail'],
      [],
    ],
    [
      'of a template covers what it deploys',
      two(suppress(WHY)),
      ['acr suppressed metadata why', 'other suppressed metadata why'],
      [],
    ],
    [
      'covers names by a pattern',
      two(suppress({ ...WHY, resource: 'oth*' })),
      ['acr fail', 'other suppressed metadata why'],
      [],
    ],
    [
      'covers a symbolic name, whatever the name is',
      template(
        { mine: registry({ name: "[parameters('n')]" }), yours: registry() },
        { parameters: { n: { type: 'string' } }, ...suppress({ ...WHY, resource: 'mine' }) },
      ),
      ["parameters('n') suppressed metadata why", 'acr fail'],
      [],
    ],
    [
      'by a symbolic name covers nothing of that name in what it nests',
      template(
        { mine: registry({ name: 'outer' }), nested: moduleOf(template({ mine: registry({ name: 'inner' }) })) },
        suppress({ ...WHY, resource: 'mine' }),
      ),
      ['outer suppressed metadata why', 'inner fail'],
      [],
    ],
    [
      'of a template covers what it nests',
      template([nested([registry()])], suppress(WHY)),
      ['acr suppressed metadata why'],
      [],
    ],
    [
      'of a nested template covers what that deploys',
      template([moduleOf(template([registry()], suppress(WHY))), registry({ name: 'other' })]),
      ['acr suppressed metadata why', 'other fail'],
      [],
    ],
    [
      'that nothing needs is unused',
      template([registry({ name: 'other' }), registry()], suppress({ ...WHY, resource: 'none' })),
      ['other fail', 'acr fail'],
      ['a.json:10 the suppression of Azure.ACR.Logs is unused: no result needs it'],
    ],
    [
      'is literal',
      template([registry()], suppress({ rule: "[concat('Azure.ACR.', 'Logs')]", reason: 'why' })),
      ['acr fail'],
      ["a.json:8 suppresses nothing: unknown rule \"[concat('Azure.ACR.', 'Logs')]\""],
    ],
  ])('%s', async (_, content, results, notes) => {
    const found = await lint({ 'a.json': content });
    expect(found.results).toEqual(results);
    expect(found.notes.map((note) => note.replace(/:\d+ /, ' '))).toEqual(
      notes.map((note) => note.replace(/:\d+ /, ' ')),
    );
  });

  test.each<[string, Json, string]>([
    ['no reason', { suppress: [{ rule: RULE }] }, 'it gives no reason'],
    ['a blank reason', { suppress: [{ ...WHY, reason: ' ' }] }, 'it gives no reason'],
    ['no rule', { suppress: [{ reason: 'why' }] }, 'it names no rule'],
    [
      'a rule that there is not',
      { suppress: [{ ...WHY, rule: 'Azure.ACR.Log' }] },
      'unknown rule "Azure.ACR.Log"; did you mean "Azure.ACR.Logs"?',
    ],
    [
      'a day that there is not',
      { suppress: [{ ...WHY, expires: '2027-02-30' }] },
      "'2027-02-30' is not a day of the calendar; write it as YYYY-MM-DD",
    ],
    ['an unknown key', { suppress: [{ ...WHY, expire: '2027-02-01' }] }, "unknown key 'expire'; did you mean expires?"],
    ['an owner that is no text', { suppress: [{ ...WHY, owner: 7 }] }, 'owner must be a text'],
    ['an entry that is none', { suppress: ['all'] }, 'an entry of suppress must be an object'],
    ['no list', { suppress: WHY }, 'suppress must be a list'],
    ['a key beside suppress', { supress: [WHY] }, "unknown key 'supress'; did you mean suppress?"],
    ['no object', 'all', 'acraudit must be an object'],
    [
      'a reason without end',
      { suppress: [{ ...WHY, reason: 'x'.repeat(1001) }] },
      'its reason has more than 1000 characters',
    ],
  ])('that is ill-formed suppresses nothing: %s', async (_, acraudit, problem) => {
    const { code, notes } = await lint({ 'a.json': template([registry()], { metadata: { acraudit } }) });
    expect(code).toBe(1);
    expect(notes.map((note) => note.replace(/^a\.json:\d+ /, ''))).toEqual([`suppresses nothing: ${problem}`]);
  });
});

describe('what a linked module says', () => {
  const LINK = template([
    {
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name: 'module',
      properties: { mode: 'Incremental', templateLink: { relativePath: 'modules/acr.json' } },
    },
  ]);
  const MODULE = template([registry()], suppress(WHY));

  test('suppresses nothing where the module is not in the run', async () => {
    const found = await lint({ 'main.json': LINK, 'modules/acr.json': MODULE }, 'main.json');
    expect(found.results).toEqual(['acr fail']);
    expect(found.notes.map((note) => note.replace(/:\d+ /, ' '))).toEqual([
      'modules/acr.json suppresses nothing: the file is a module that is not among the templates of this run',
    ]);
  });

  test('counts where the module is in the run too', async () => {
    const found = await lint({ 'main.json': LINK, 'modules/acr.json': MODULE }, 'main.json', 'modules/acr.json');
    expect(found.results).toEqual(['acr suppressed metadata why', 'acr suppressed metadata why']);
    expect(found.notes).toEqual([]);
  });

  test('is not needed where the template that links to it says it', async () => {
    const main = { ...LINK, ...suppress(WHY) };
    expect((await lint({ 'main.json': main, 'modules/acr.json': FAILS }, 'main.json')).results).toEqual([
      'acr suppressed metadata why',
    ]);
  });

  test('is not taken from a comment either', async () => {
    const text = `// acraudit-disable ${RULE} -- why\n${JSON.stringify(FAILS)}`;
    const found = await lint({ 'main.json': LINK, 'modules/acr.json': text }, 'main.json');
    expect(found.results).toEqual(['acr fail']);
  });
});

describe('a comment', () => {
  const REG = (name: string): string => JSON.stringify(registry({ name }));
  const file = (...lines: readonly string[]): string =>
    [
      '{',
      '"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",',
      '"resources": [',
      ...lines,
      ']}',
    ].join('\n');
  const LINE = `acraudit-disable-next-line ${RULE} --`;
  const both = (lines: readonly string[]): string => file(...lines, `${REG('a')},`, REG('b'));

  test.each<[string, string, readonly string[], readonly string[]]>([
    ['covers what begins on the next line', both([`// ${LINE} why`]), ['a suppressed comment why', 'b fail'], []],
    [
      'in a block covers it too',
      both([`/* ${LINE}`, ' * why */', '', '// more', '']),
      ['a suppressed comment why', 'b fail'],
      [],
    ],
    [
      'covers nothing that begins later',
      file(`// ${LINE} why`, '{ "type": "Microsoft.Storage/storageAccounts", "name": "s" },', REG('a')),
      ['a fail'],
      ['a.json:4 the suppression of Azure.ACR.Logs is unused: no result needs it'],
    ],
    [
      'covers what begins in its region',
      file(`// acraudit-disable ${RULE} -- why`, `${REG('a')},`, `// acraudit-enable ${RULE}`, REG('b')),
      ['a suppressed comment why', 'b fail'],
      [],
    ],
    [
      'covers all to the end of the file where its region has none',
      file(`${REG('a')},`, `// acraudit-disable ${RULE} -- why`, `${REG('b')},`, REG('c')),
      ['a fail', 'b suppressed comment why', 'c suppressed comment why'],
      [],
    ],
    [
      'that ends nothing is said',
      file(REG('a'), `// acraudit-enable ${RULE}`),
      ['a fail'],
      ['a.json:5 suppresses nothing: it ends no region: none of Azure.ACR.Logs is open here'],
    ],
    ['in a string is none', file(`{"type":"a/b","name":"x // ${LINE} why"},`, REG('a')), ['a fail'], []],
    [
      'past its date no longer holds',
      both([`// ${LINE} why (expires: 2027-01-30)`]),
      ['a fail', 'b fail'],
      ['a.json:4 the suppression of Azure.ACR.Logs expired on 2027-01-30: it no longer holds'],
    ],
    [
      'of an unknown rule is said',
      both(['// acraudit-disable-next-line Azure.ACR.Log -- why']),
      ['a fail', 'b fail'],
      ['a.json:4 suppresses nothing: unknown rule "Azure.ACR.Log"; did you mean "Azure.ACR.Logs"?'],
    ],
    [
      'without a reason is said',
      both([`// acraudit-disable-next-line ${RULE}`]),
      ['a fail', 'b fail'],
      ['a.json:4 suppresses nothing: it gives no reason; write acraudit-disable-next-line RULE -- reason'],
    ],
    [
      'of several rules is judged rule by rule',
      both([`// acraudit-disable-next-line ${RULE}, Azure.ACR.Nothing -- why`]),
      ['a suppressed comment why', 'b fail'],
      ['a.json:4 suppresses nothing: unknown rule "Azure.ACR.Nothing"'],
    ],
  ])('%s', async (_, text, results, notes) => {
    const found = await lint({ 'a.json': text });
    expect([found.results, found.notes]).toEqual([results, notes]);
  });

  test('covers a resource with a symbolic name, nested templates included', async () => {
    const text = [
      '{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "languageVersion": "2.0",',
      '"resources": {',
      `// ${LINE} why`,
      `"mine": ${REG('a')},`,
      '"module": { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "m", "properties": { "mode": "Incremental", "template": {',
      '"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [',
      `// ${LINE} nested`,
      REG('b'),
      ']}}}}}',
    ].join('\n');
    expect((await lint({ 'a.json': text })).results).toEqual([
      'a suppressed comment why',
      'b suppressed comment nested',
    ]);
  });

  test('and metadata are ignored with --no-inline-suppressions', async () => {
    const text = both([`// ${LINE} why`]);
    const found = await lint(
      { 'a.json': text, 'b.json': template([registry()], suppress(WHY, { rule: 'x' })) },
      '--no-inline-suppressions',
    );
    expect([found.results, found.notes]).toEqual([['a fail', 'b fail', 'acr fail'], []]);
  });

  test('of standard input counts, for it is the input', async () => {
    const folder = folderOf({});
    const input = (async function* () {
      yield Buffer.from(file(`// ${LINE} why`, REG('a')));
    })();
    const { code } = await acrauditIn({ cwd: folder, input }, 'lint', '-');
    expect(code).toBe(0);
  });
});

describe('several suppressions of one result', () => {
  test('all count as used, and the first is shown: configuration, metadata, comment', async () => {
    const resource = JSON.stringify(registry(suppress(WHY)));
    const text = `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [\n// acraudit-disable-next-line ${RULE} -- comment\n${resource}] }`;
    const files = { 'a.json': text, 'acraudit.yaml': yaml({ ...ENTRY, reason: 'one' }, { ...ENTRY, reason: 'two' }) };
    expect(await lint(files)).toEqual({ code: 0, results: ['acr suppressed configuration one'], notes: [] });
    expect((await lint({ 'a.json': text })).results).toEqual(['acr suppressed metadata why']);
  });
});

describe('the reports', () => {
  const files = {
    'a.json': FAILS,
    'acraudit.yaml': yaml({ ...ENTRY, owner: 'platform', expires: '2027-06-30', reason: 'wiped \u001b[31mnightly' }),
  };

  test('on the console a suppressed result is one line, and counted', async () => {
    const { out, code } = await acraudit(folderOf(files), 'lint', ...TODAY);
    expect(out).toBe(
      [
        'a.json',
        '',
        '  ~ suppressed  acr  Azure.ACR.Logs: wiped \\u{1b}[31mnightly (platform, until 2027-06-30)  acraudit.yaml:1:16',
        '',
        '1 registry: 1 suppressed; 1 template read',
        '',
      ].join('\n'),
    );
    expect(code).toBe(0);
  });

  test('with --quiet it has no line', async () => {
    expect((await acraudit(folderOf(files), 'lint', '--quiet', ...TODAY)).out).toBe('');
  });

  test('SARIF has it with --sarif-all alone', async () => {
    const without = JSON.parse((await acraudit(folderOf(files), 'lint', '-f', 'sarif', ...TODAY)).out);
    expect(without.runs[0].results).toEqual([]);
    const all = JSON.parse((await acraudit(folderOf(files), 'lint', '-f', 'sarif', '--sarif-all', ...TODAY)).out);
    expect(
      all.runs[0].results.map((one: { level: string; suppressions: unknown }) => [one.level, one.suppressions]),
    ).toEqual([
      [
        'error',
        [
          {
            kind: 'external',
            status: 'accepted',
            justification: 'wiped \\u{1b}[31mnightly (platform, until 2027-06-30)',
            location: {
              physicalLocation: {
                artifactLocation: { uri: 'acraudit.yaml', uriBaseId: '%SRCROOT%' },
                region: { startLine: 1, startColumn: 16 },
              },
            },
          },
        ],
      ],
    ]);
  });

  test('an unknown that is suppressed counts its registry as unknown', async () => {
    const files = { 'a.json': UNKNOWN, 'acraudit.yaml': yaml(ENTRY) };
    const { out } = await acraudit(folderOf(files), 'lint', '-f', 'json', ...TODAY);
    const { summary, results } = JSON.parse(out);
    expect(results[0].suppression.outcome).toBe('unknown');
    expect(summary.targets['Microsoft.ContainerRegistry/registries']).toMatchObject({ listed: 1, unknown: 1 });
    expect(summary.suppressed).toBe(1);
  });
});

describe('fix', () => {
  const two = template([registry(), registry({ name: 'other' })]);
  const only = template([registry()]);

  test('leaves what is suppressed as it is', async () => {
    const folder = folderOf({ 'a.json': only, 'acraudit.yaml': yaml(ENTRY) });
    const before = readFileSync(join(folder, 'a.json'), 'utf8');
    const { code, err } = await acraudit(folder, 'fix', '--write', '--workspace-id', WORKSPACE);
    expect(err).toBe('a.json: acr: left as it is: Azure.ACR.Logs is suppressed: why\nnothing to fix\n');
    expect([code, readFileSync(join(folder, 'a.json'), 'utf8')]).toEqual([0, before]);
  });

  test.each([[[]], [['--write']]])('says what a loop changes with it: fix %j', async (argv) => {
    const loop = template([registry({ name: "[concat('acr', copyIndex())]", copy: { name: 'c', count: 2 } })]);
    const folder = folderOf({ 'a.json': loop, 'acraudit.yaml': yaml({ ...ENTRY, registry: 'acr0' }) });
    const { err } = await acraudit(folder, 'fix', ...argv, '--workspace-id', WORKSPACE, '--rule', RULE);
    expect(err.split('\n')).toContain(
      'a.json: acr0: changed with the others of its loop, though Azure.ACR.Logs is suppressed: why',
    );
  });

  test('fixes what is not, with the suppressions of the template in force', async () => {
    const text = JSON.stringify({ ...two, ...suppress({ ...WHY, resource: 'acr' }) }, null, 2);
    const folder = folderOf({ 'a.json': text });
    const { code, err } = await acraudit(folder, 'fix', '--write', '--workspace-id', WORKSPACE);
    expect(err).toContain("a.json: other: adds diagnostic setting 'acr-audit'");
    expect(err).not.toContain('a.json: acr: adds');
    expect(code).toBe(0);
  });

  test('is not refused because a suppression is without use afterwards', async () => {
    const folder = folderOf({
      'a.json': template([registry()], suppress({ ...WHY, resource: 'gone' })),
      'p.json': parameterFile({}),
    });
    const { err } = await acraudit(folder, 'fix', '--write', '--workspace-id', WORKSPACE, 'a.json');
    expect(err).toContain("a.json: acr: adds diagnostic setting 'acr-audit'");
  });
});
