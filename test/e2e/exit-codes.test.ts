import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BOOL, registry, setting, template } from '../support/arm-templates.ts';
import { acraudit, folderOf, lintJson } from '../support/cli.ts';

const passing = template([registry(), setting()]);
const failing = template([registry()]);
const undecided = template([registry(), setting({}, { condition: "[parameters('audit')]" })], {
  parameters: { audit: BOOL },
});
const without = template([{ type: 'Microsoft.Storage/storageAccounts', apiVersion: '2023-01-01', name: 'sa' }]);
const broken = `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [ `;

const all = folderOf({
  'pass.json': passing,
  'fail.json': failing,
  'unknown.json': undecided,
  'without.json': without,
  'broken.json': broken,
  'notes.txt': 'no JSON at all',
  'package.json': { name: 'x' },
});

describe('lint ends with the exit code of', () => {
  test.each<[string, string[], number]>([
    ['pass', ['pass.json'], 0],
    ['fail', ['fail.json'], 1],
    ['fail beside a pass', ['pass.json', 'fail.json'], 1],
    ['unknown', ['unknown.json'], 0],
    ['unknown, counted as a failure', ['unknown.json', '--unknown', 'fail'], 1],
    ['pass, unknown counted as a failure', ['pass.json', '--unknown', 'fail'], 0],
    ['fail below the level asked for', ['fail.json', '--fail-on', 'never'], 0],
    ['fail at a level below', ['fail.json', '--fail-on', 'info'], 1],
    ['unknown stays a failure if asked for', ['unknown.json', '--fail-on', 'never', '--unknown', 'fail'], 1],
    ['no registry', ['without.json'], 0],
    ['broken JSON', ['broken.json'], 3],
    ['broken JSON beside a pass', ['broken.json', 'pass.json'], 3],
    ['broken JSON beside a failure', ['broken.json', 'fail.json'], 1],
    ['broken JSON, nothing to fail on', ['broken.json', 'fail.json', '--fail-on', 'never'], 3],
    ['a pattern', ['*.json'], 1],
    ['a folder', ['.'], 1],
    ['only a file that is no template', ['package.json'], 3],
    ['a file that is no template beside one', ['package.json', 'pass.json'], 0],
  ])('%s', async (_, argv, code) => {
    expect((await acraudit(all, 'lint', ...argv)).code).toBe(code);
    expect((await lintJson(all, ...argv)).code).toBe(code);
  });
});

describe('an unknown that is asked for counts as a failure of its level does', () => {
  test.each<[string, string, string[], number]>([
    ['at the level', 'error', [], 1],
    ['below it', 'warning', [], 0],
    ['below it, where that is asked for', 'warning', ['--fail-on', 'warning'], 1],
    ['far below it', 'info', ['--fail-on', 'warning'], 0],
  ])('%s', async (_, level, argv, code) => {
    const folder = folderOf({ 'unknown.json': undecided, 'acraudit.yaml': `rules: { Azure.ACR.Logs: ${level} }\n` });
    const lint = ['lint', '--rule', 'Azure.ACR.Logs', ...argv] as const;
    expect((await acraudit(folder, ...lint)).code).toBe(0);
    expect((await acraudit(folder, ...lint, '--unknown', 'fail')).code).toBe(code);
  });
});

describe('wrong usage: 2, one line on stderr, nothing on stdout', () => {
  test.each<[string, string[], string]>([
    ['a file that is not there', ['lint', 'pas.json'], 'pas.json does not exist; did you mean pass.json?'],
    ['one of several', ['lint', 'pass.json', 'zzzzzzzzzz.json'], 'zzzzzzzzzz.json does not exist'],
    ['a folder that is not there', ['lint', 'infra'], 'infra does not exist'],
    ['a pattern that matches nothing', ['lint', 'infra*/**/*.bicep'], 'no file matches infra*/**/*.bicep'],
    ['an empty path', ['lint', ''], 'a path is empty'],
    ['a flag', ['lint', '--unknwon', 'fail'], "unknown option '--unknwon'; did you mean --unknown?"],
    ['a command', ['lnt'], "unknown command 'lnt'; did you mean lint?"],
    [
      'a rule',
      ['lint', '--rule', 'Azure.ACR.Log'],
      '--rule: unknown rule "Azure.ACR.Log"; did you mean "Azure.ACR.Logs"?',
    ],
    ['a rule to leave out', ['lint', '--exclude-rule', 'Logs'], 'did you mean "Azure.ACR.Logs"?'],
    ['all rules left out', ['lint', '--exclude-rule', 'Azure.ACR.*'], 'no rule is left to run'],
    ['a pack', ['lint', '--pack', 'cor'], "unknown pack 'cor'; did you mean core?"],
    ['a CI system', ['init', '--yes', '--ci', 'jenkins'], 'Allowed choices are github, azdo, gitlab, none'],
    ['a folder to set up', ['init', '--yes', 'none'], 'none: does not exist'],
    ['a format', ['lint', '-f', 'jsn'], "'jsn' is invalid. Allowed choices are console, json, ndjson, sarif"],
    ['the format of a report', ['lint', '--report', 'sarf=x'], "unknown format 'sarf'; did you mean sarif?"],
    ['a report without a path', ['lint', '--report', 'sarif'], "--report 'sarif': expected FORMAT=PATH"],
    ['a level', ['lint', '--fail-on', 'warn'], "'warn' is invalid"],
    ['the name of an option', ['lint', '--option', 'Azure.ACR.Logs.covrage=any'], 'did you mean "coverage"?'],
    ['the value of an option', ['lint', '--option', 'Azure.ACR.Logs.coverage=an'], 'did you mean "any"?'],
    ['an option without a value', ['lint', '--option', 'Azure.ACR.Logs.coverage'], '--option'],
    ['the configuration', ['lint', '--config', 'nothing.yaml'], 'nothing.yaml'],
    ['a parameter file', ['lint', 'pass.json', '-p', 'pass.parameters.json'], 'pass.parameters.json does not exist'],
    ['--set without a name', ['lint', 'pass.json', '--set', '=hidden'], "--set '': expected NAME=VALUE"],
    ['--set without a value', ['lint', 'pass.json', '--set', 'audit'], "--set 'audit': expected NAME=VALUE"],
    ['a size', ['lint', '--max-size', 'big'], 'expected a size such as 500k, 20m or 1048576'],
    ['a template to expand', ['expand', 'pas.json'], 'did you mean pass.json?'],
    ['a rule to show', ['rules', 'Azure.ACR.Lgs'], 'did you mean "Azure.ACR.Logs"?'],
  ])('%s', async (_, argv, says) => {
    const { code, out, err } = await acraudit(all, ...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
    expect(err).toMatch(/^acraudit: [^\n]+\n$/);
  });

  test('a parameter file has its nearest name said', async () => {
    const cwd = folderOf({
      'main.json': passing,
      'main.prod.parameters.json': { parameters: {}, $schema: 'x/deploymentParameters.json#' },
    });
    const { code, err } = await acraudit(cwd, 'lint', 'main.json', '-p', 'main.prd.parameters.json');
    expect({ code, err }).toEqual({
      code: 2,
      err: 'acraudit: parameter file main.prd.parameters.json does not exist; did you mean main.prod.parameters.json?\n',
    });
  });

  test('an error in the configuration names its line', async () => {
    const cwd = folderOf({ 'main.json': passing, 'acraudit.yaml': 'pack: core\nruls: {}\n' });
    const { code, err } = await acraudit(cwd, 'lint');
    expect(code).toBe(2);
    expect(err).toContain('acraudit.yaml:2:1');
    expect(err).toContain('did you mean "rules"?');
    expect((await acraudit(cwd, 'lint', '--no-config')).code).toBe(0);
  });
});

describe('what was not read is no pass, and is said:', () => {
  const empty = { 'readme.md': 'nothing' };
  const hidden = { 'out/main.json': failing, '.gitignore': 'out/\n' };

  test.each<[string, Record<string, unknown>, string[], number, string]>([
    ['an empty folder', empty, [], 3, 'no ARM template found; --allow-empty accepts that'],
    ['an empty folder, allowed', empty, ['--allow-empty'], 0, 'no'],
    ['JSON, but no template', { 'a.json': {}, 'b.json': {} }, [], 3, 'no template among 2 JSON files'],
    ['all ignored', hidden, [], 3, 'every template is ignored: 1 by .gitignore'],
    ['ignored, but asked for', hidden, ['--no-ignore'], 1, '1 registry'],
    ['ignored, but named', hidden, ['out/main.json'], 1, '1 registry'],
    [
      'all excluded',
      { 'a.json': failing, 'acraudit.yaml': 'exclude: ["**/*.json"]\n' },
      [],
      3,
      'every template is ignored',
    ],
    ['some ignored', { ...hidden, 'main.json': passing }, [], 0, '1 template skipped by .gitignore'],
    ['no registry', { 'main.json': without }, [], 0, 'no registry in the 1 template read'],
    [
      'a registry that is not deployed',
      { 'main.json': template([registry({ condition: false })]) },
      [],
      0,
      '1 registry not deployed here',
    ],
    [
      'a registry that is not deployed by a parameter',
      {
        'main.json': template([registry({ condition: "[parameters('enableAcr')]" })], {
          parameters: { enableAcr: { ...BOOL, defaultValue: false } },
        }),
      },
      [],
      0,
      '1 registry not deployed here (enableAcr=false)',
    ],
  ])('%s', async (_, files, argv, code, says) => {
    const ran = await acraudit(folderOf(files), 'lint', ...argv);
    expect(ran.code).toBe(code);
    expect((ran.out + ran.err).toLowerCase()).toContain(says.toLowerCase());
  });

  test('an unreadable file: the others are evaluated', async () => {
    const cwd = folderOf({ 'a.json': failing, 'b.json': passing });
    symlinkSync(join(cwd, 'nowhere.json'), join(cwd, 'c.json'));
    const { code, results, errors, summary } = await lintJson(cwd, '--fail-on', 'never', 'a.json', 'b.json', 'c.json');
    expect(code).toBe(3);
    expect(results.map(({ outcome }) => outcome)).toEqual(['fail', 'pass']);
    expect(errors.map(({ location }) => location?.file)).toEqual(['c.json']);
    expect(summary.inputs).toEqual({ read: 2, unreadable: 1, skipped: 0 });
  });

  test.skipIf(process.getuid?.() === 0)('a file without permission', async () => {
    const cwd = folderOf({ 'a.json': passing, 'b.json': passing });
    chmodSync(join(cwd, 'b.json'), 0);
    const { code, errors } = await lintJson(cwd);
    expect(code).toBe(3);
    expect(errors.map(({ location }) => location?.file)).toEqual(['b.json']);
  });

  test('an unknown whose cause is a limit is no success', async () => {
    const names = Array.from({ length: 14 }, (_, i) => `p${i}`);
    const conditions = names.map((name) => `equals(parameters('${name}'), 1)`);
    const settings = conditions.map((condition, i) =>
      setting(
        {},
        { name: `s${i}`, condition: `[and(${[...conditions.slice(0, i), condition].join(', ')}, parameters('last'))]` },
      ),
    );
    const parameters = Object.fromEntries(names.map((name) => [name, { type: 'int' }]));
    const cwd = folderOf({
      'a.json': template([registry(), ...settings], { parameters: { ...parameters, last: BOOL } }),
    });
    const { code, results } = await lintJson(cwd);
    const kinds = results[0]?.dependsOn.map(({ kind }) => kind) ?? [];
    expect(results[0]?.outcome).toBe('unknown');
    expect(code).toBe(kinds.includes('limit') ? 3 : 0);
  });
});

describe('help and version are printed:', () => {
  test('help names the commands', async () => {
    const { code, out } = await acraudit(all, '--help');
    expect(code).toBe(0);
    expect(out).toMatch(/lint .*\n/);
    expect(out).toMatch(/expand .*\n/);
  });

  test('version', async () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await acraudit(all, '--version')).toEqual({ code: 0, out: `${manifest.version}\n`, err: '' });
  });

  test('no command', async () => {
    const { code, out, err } = await acraudit(all);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: acraudit');
  });
});
