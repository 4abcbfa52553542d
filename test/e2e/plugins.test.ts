import { describe, expect, test } from 'vitest';
import { lint, makeRules } from '../../src/index.ts';
import { registry, template } from '../support/arm-templates.ts';
import { acraudit, folderOf, lintJson } from '../support/cli.ts';

const RULE = `{
  name: 'Contoso.ACR.AdminUser',
  ref: 'CONTOSO-0001',
  aliases: [],
  synopsis: 'A registry should have no admin user.',
  level: 'warning',
  pillar: 'Security',
  category: '',
  controls: [],
  since: '1.0.0',
  targets: ['Microsoft.ContainerRegistry/registries'],
  needs: [{ field: 'properties.adminUserEnabled' }],
  options: { allow: { description: 'Names that may have one.', type: 'array', items: { type: 'string' }, default: [] } },
  pass: 'it has no admin user',
  reasons: { 'admin-user': { message: 'its admin user is enabled', remedy: 'set adminUserEnabled to false' } },
  check: (registry, ctx) => {
    const isAllowed = ctx.options.allow.some((name) => ctx.holds(values.sameText(registry.name, name)));
    const enabled = values.equals(registry.field('properties.adminUserEnabled'), true);
    return !isAllowed && ctx.holds(enabled) ? [ctx.reason('admin-user')] : [];
  },
}`;
const PLUGIN = `export default ({ defineRule, values }) => [defineRule(${RULE})];`;

const templates = {
  'on.json': template([registry({ properties: { adminUserEnabled: true } })]),
  'off.json': template([registry({ properties: {} })]),
  'open.json': template([registry({ properties: { adminUserEnabled: "[parameters('admin')]" } })], {
    parameters: { admin: { type: 'bool' } },
  }),
};

describe('a rule of --plugin', () => {
  const lint = async (files: Readonly<Record<string, unknown>>, ...argv: readonly string[]) =>
    lintJson(folderOf({ ...templates, 'mine.mjs': PLUGIN, ...files }), '--plugin', 'mine.mjs', ...argv);

  test('runs beside the others, three-valued as they are', async () => {
    const { results, code } = await lint({}, '--pack', 'core', '--exclude-rule', 'Azure.*');
    expect(results.map(({ location, outcome, level }) => `${location.file} ${outcome} ${level}`)).toEqual([
      'off.json pass warning',
      'on.json fail warning',
      'open.json unknown warning',
    ]);
    expect(code).toBe(0);
  });

  test.each<[string, Readonly<Record<string, unknown>>, readonly string[], string]>([
    ['is chosen by name', {}, ['--rule', 'contoso.acr.adminuser', 'on.json'], 'fail warning 0'],
    ['is chosen by ref', {}, ['--rule', 'CONTOSO-0001', 'on.json'], 'fail warning 0'],
    [
      'has options',
      {},
      ['--rule', 'Contoso.*', '--option', 'Contoso.ACR.AdminUser.allow=acr,x', 'on.json'],
      'pass warning 0',
    ],
    [
      'is configured as others are',
      { 'acraudit.yaml': 'rules: { Contoso.ACR.AdminUser: error }' },
      ['--exclude-rule', 'Azure.*', 'on.json'],
      'fail error 1',
    ],
    [
      'is turned off as others are',
      { 'acraudit.yaml': 'rules: { Contoso.ACR.AdminUser: off }' },
      ['--pack', 'core', '--exclude-rule', 'Azure.ACR.Logs', 'on.json'],
      'notApplicable error 0',
    ],
  ])('%s', async (_, files, argv, expected) => {
    const { results, code } = await lint(files, ...argv);
    expect([...results.map(({ outcome, level }) => `${outcome} ${level}`), code].join(' ')).toBe(expected);
  });

  test('is what --print-config says turns it on', async () => {
    const { out } = await acraudit(folderOf({ 'mine.mjs': PLUGIN }), 'lint', '--plugin', 'mine.mjs', '--print-config');
    expect(out).toContain(
      '  Contoso.ACR.AdminUser:\n    level: warning # --plugin\n    options:\n      allow: [] # default\n',
    );
    expect(out).toContain('  Azure.ACR.TaskLogs: off # not in pack recommended\n');
  });

  test('is not known without it: a configuration loads no code', async () => {
    const files = { ...templates, 'mine.mjs': PLUGIN, 'acraudit.yaml': 'rules: { Contoso.ACR.AdminUser: error }' };
    const { code, err } = await acraudit(folderOf(files), 'lint');
    expect({ code, err }).toEqual({
      code: 2,
      err: 'acraudit: acraudit.yaml:1:10: unknown rule "Contoso.ACR.AdminUser"\n',
    });
    const other = await acraudit(folderOf({ ...files, 'acraudit.yaml': 'plugin: [mine.mjs]' }), 'lint');
    expect(other.code).toBe(2);
  });

  test('that a scan has nothing to read for is said', async () => {
    const text = PLUGIN.replace('Microsoft.ContainerRegistry/registries', 'Microsoft.Storage/storageAccounts');
    const folder = folderOf({ 'mine.mjs': text, 'scan.json': [] });
    const { out } = await acraudit(folder, 'scan', '--from', 'scan.json', '--plugin', 'mine.mjs', '--pack', 'core');
    expect(out).toContain(
      'Contoso.ACR.AdminUser evaluates Microsoft.Storage/storageAccounts, which a scan does not list: it says nothing of them',
    );
  });
});

describe('a plugin is refused', () => {
  test.each<[string, string, string]>([
    [
      'that exports nothing',
      'export const x = 1;',
      'mine.mjs: expected export default ({ defineRule, values }) => rules',
    ],
    ['that is no JavaScript', 'export default (', /^mine\.mjs cannot be loaded: / as unknown as string],
    ['that throws', "export default () => { throw new Error('no luck'); };", 'mine.mjs: no luck'],
    ['that makes no rule', 'export default () => [1];', 'mine.mjs: item 1 is no rule'],
    [
      'whose rule lacks something',
      PLUGIN.replace("level: 'warning'", "level: 'high'"),
      'mine.mjs: rule Contoso.ACR.AdminUser: level must be error, warning or info',
    ],
    [
      'with a name that leads elsewhere',
      PLUGIN.replace("'Contoso.ACR.AdminUser'", "'../../x'"),
      'mine.mjs: rule ../../x: name must be a name such as Contoso.ACR.Name',
    ],
    [
      'with the name of a built-in rule',
      PLUGIN.replace("'Contoso.ACR.AdminUser'", "'azure.acr.logs'"),
      'mine.mjs: rule azure.acr.logs: the name azure.acr.logs belongs to Azure.ACR.Logs',
    ],
    [
      'with one name twice',
      `export default ({ defineRule, values }) => [defineRule(${RULE}), defineRule(${RULE})];`,
      'mine.mjs: rule Contoso.ACR.AdminUser: the name Contoso.ACR.AdminUser belongs to Contoso.ACR.AdminUser',
    ],
  ])('%s', async (_, text, expected) => {
    const { code, err } = await acraudit(folderOf({ 'mine.mjs': text }), 'lint', '--plugin', 'mine.mjs');
    expect(code).toBe(2);
    const said = err.replace(/^acraudit: --plugin /, '').trimEnd();
    if (typeof expected === 'string') expect(said).toBe(expected);
    else expect(said).toMatch(expected);
  });

  test('that is missing', async () => {
    const { code, err } = await acraudit(folderOf({}), 'lint', '--plugin', 'mine.mjs');
    expect({ code, err }).toEqual({ code: 2, err: 'acraudit: --plugin mine.mjs: no such file\n' });
  });
});

test('a program makes rules by the same function, for a request', async () => {
  const rules = await makeRules(({ defineRule, values }) =>
    defineRule({
      name: 'Contoso.ACR.Name',
      ref: 'CONTOSO-0002',
      aliases: [],
      synopsis: 'A registry should have a name of ours.',
      level: 'error',
      pillar: 'Security',
      category: '',
      controls: [],
      since: '1.0.0',
      targets: ['Microsoft.ContainerRegistry/registries'],
      pass: 'its name is one of ours',
      reasons: { name: { message: 'its name is none of ours', remedy: 'begin the name with acr' } },
      check: ({ name }, ctx) => (ctx.holds(values.beginsWith(name, 'contoso')) ? [] : [ctx.reason('name')]),
    }),
  );
  const { result } = await lint({
    cwd: folderOf({ 'a.json': template([registry()]) }),
    extraRules: rules,
    rules: ['Contoso.*'],
  });
  expect(result.findings.map(({ rule, outcome, message }) => `${rule} ${outcome}: ${message}`)).toEqual([
    'Contoso.ACR.Name fail: its name is none of ours',
  ]);
});
