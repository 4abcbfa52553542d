import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { packs } from '../../rules/packs/index.ts';
import { shellLine } from '../../src/cli/commands/completion/shell-line.ts';
import { acrauditIn, folderOf } from '../support/cli.ts';

const cwd = folderOf({});

/** What is offered at the end of a line, by its words; the last may be empty. */
async function offered(shell: string, ...words: readonly string[]): Promise<readonly string[]> {
  const line = ['acraudit', ...words];
  const env = {
    SHELL: `/usr/bin/${shell}`,
    COMP_CWORD: String(words.length),
    COMP_LINE: line.join(' '),
    COMP_POINT: String(line.join(' ').length),
  };
  const given = shell === 'pwsh' ? [] : ['--', ...(shell === 'fish' && line.at(-1) === '' ? line.slice(0, -1) : line)];
  const { code, out, err } = await acrauditIn({ cwd, env }, 'completion-server', ...given);
  expect([code, err]).toEqual([0, '']);
  return out.split('\n').slice(0, -1);
}

const COMMANDS = [
  'lint',
  'scan',
  'verify',
  'tasks',
  'fix',
  'expand',
  'build',
  'restore',
  'rules',
  'queries',
  'init',
  'lsp',
  'completion',
  'help',
];
const LEVELS = ['error', 'warning', 'info', 'never'];
const RULES = rules.map(({ name }) => name);

describe('what may follow', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['the program is a command', [''], COMMANDS],
    ['the beginning of a command is that command', ['li'], ['lint']],
    ['help is a command', ['help', ''], COMMANDS],
    ['the dash of the program is a flag of its own', ['--v'], ['--version']],
    ['a flag with choices is a choice', ['lint', '--fail-on', ''], LEVELS],
    ['the beginning of a choice is that choice', ['scan', '-f', 'sa'], ['sarif']],
    ['a flag and an equals sign is a choice alone', ['lint', '--fail-on=w'], ['warning']],
    ['a flag and an equals sign that bash parts', ['lint', '--fail-on', '=', 'w'], ['warning']],
    ['a flag and an equals sign that bash leaves', ['lint', '--fail-on', '='], LEVELS],
    ['a flag that names a rule is a rule', ['scan', '--rule', 'Azure.S'], ['Azure.Subscription.ActivityLog']],
    ['the second flag that names a rule is a rule', ['lint', '--rule', 'a', '--rule', ''], RULES],
    ['a flag that names a pack is a pack', ['fix', '--pack', ''], Object.keys(packs)],
    ['the command rules is a rule', ['rules', 'Azure.ACR.T'], ['Azure.ACR.TaskLogs']],
    ['the one rule of rules is a flag', ['rules', 'x', '--f'], ['--format', '--full']],
    ['the command tasks is what it does', ['tasks', ''], ['export']],
    ['what tasks does is followed by a flag', ['tasks', 'export', '--dr'], ['--dry-run']],
    ['the command queries is a query', ['queries', 'u'], ['untags', 'untag-burst']],
    ['the folder of queries is left to the shell', ['queries', '--out', ''], []],
    ['the command completion is a shell', ['completion', ''], ['bash', 'zsh', 'fish', 'powershell']],
    ['a flag that is given is another', ['lint', '--no-config', '--no-co'], ['--no-color']],
    [
      'a flag that is given may be itself when it is repeatable',
      ['lint', '--rule', 'a', '--ru'],
      ['--rule', '--rule-file'],
    ],
    ['a flag that names a file is left to the shell', ['lint', '--config', ''], []],
    ['a command that takes files is left to the shell', ['lint', 'infra'], []],
    ['a further file is left to the shell', ['lint', 'a.json', 'b'], []],
    ['two dashes is left to the shell', ['lint', '--', '--ru'], []],
    ['a flag with any value is nothing', ['scan', '--tenant', ''], []],
    ['an unknown command is nothing', ['lnit', '--'], []],
  ])('%s', async (_, words, expected) => {
    expect(await offered('bash', ...words)).toEqual(expected);
  });

  test('is a flag where a command takes no arguments', async () => {
    const flags = await offered('bash', 'scan', '');
    expect(flags).toContain('--management-group');
    expect(flags.every((flag) => flag.startsWith('-'))).toBe(true);
  });

  test('is every flag that help shows', async () => {
    const { out } = await acrauditIn({ cwd }, 'lint', '--help');
    const shown = [...out.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag);
    expect(shown.length).toBeGreaterThan(20);
    expect((await offered('bash', 'lint', '--')).toSorted()).toEqual(shown.toSorted());
  });
});

describe('the answer', () => {
  const ACTIVITY = 'Azure.Subscription.ActivityLog';
  const SYNOPSIS = rules.find(({ name }) => name === ACTIVITY)?.synopsis;

  test.each<[string, readonly string[]]>([
    ['bash', [ACTIVITY]],
    ['zsh', [`${ACTIVITY}:${SYNOPSIS}`]],
    ['fish', [`${ACTIVITY}\t${SYNOPSIS}`]],
    ['pwsh', [`${ACTIVITY}\t${SYNOPSIS}`]],
  ])('has descriptions as %s reads them', async (shell, lines) => {
    expect(await offered(shell, 'lint', '--rule', 'Azure.S')).toEqual(lines);
  });

  test.each<[string, string]>([
    ['bash', 'warning'],
    ['zsh', '--fail-on=warning'],
    ['fish', '--fail-on=warning'],
    ['pwsh', 'warning'],
  ])('is the word that %s replaces', async (shell, word) => {
    expect(await offered(shell, 'lint', '--fail-on=w')).toEqual([word]);
  });

  test.each<[string, readonly string[]]>([
    ['bash', []],
    ['zsh', ['__tabtab_complete_files__']],
    ['fish', ['__tabtab_complete_files__']],
    ['pwsh', []],
  ])('lets %s complete names of files', async (shell, lines) => {
    expect(await offered(shell, 'lint', 'infra')).toEqual(lines);
  });

  test('escapes the colons that zsh would read as the end of a word', async () => {
    expect(await offered('zsh', 'lint', '--pack', 'iso')).toEqual(['iso-27001-2022:ISO/IEC 27001\\:2022']);
  });
});

test.each<[string, readonly string[], Record<string, string>, object]>([
  ['nothing is known of', [], {}, { shell: 'bash', before: [], current: '' }],
  ['has no number of its word', ['acraudit', 'lint'], {}, { shell: 'bash', before: ['lint'], current: '' }],
  [
    'PowerShell ends with an empty word',
    [],
    { SHELL: 'pwsh', COMP_CWORD: '2', COMP_LINE: 'acraudit lint `"`"' },
    { shell: 'pwsh', before: ['lint'], current: '' },
  ],
  [
    'the cursor stands in before its end',
    ['acraudit', 'lint', '--rule', 'x'],
    { SHELL: '/bin/zsh', COMP_CWORD: '2' },
    { shell: 'zsh', before: ['lint'], current: '--rule' },
  ],
])('a line that %s', (_, words, env, line) => {
  expect(shellLine(words, env)).toEqual(line);
});

test.each<[string, string]>([
  ['bash', 'bash'],
  ['zsh', 'zsh'],
  ['fish', 'fish'],
  ['powershell', 'ps1'],
])('completion %s prints its script byte by byte', async (shell, ending) => {
  const printed = await acrauditIn({ cwd }, 'completion', shell);
  expect(printed).toEqual({ code: 0, out: readFileSync(`completions/acraudit.${ending}`, 'utf8'), err: '' });
});

test('completion of another shell is wrong usage that names the shells', async () => {
  expect(await acrauditIn({ cwd }, 'completion', 'tcsh')).toEqual({
    code: 2,
    out: '',
    err: "acraudit: command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish, powershell.\n",
  });
});
