import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundlePath } from '../support/bundle.ts';
import { folderOf } from '../support/cli.ts';
import { PACKAGE_ROOT } from '../support/imports.ts';

/* The scripts in real shells, those of this machine: the tests of others are skipped, and their names say so. */

const hasShell = (name: string): boolean => spawnSync(name, ['-c', 'exit 0']).status === 0;
const script = (name: string): string => join(PACKAGE_ROOT, 'completions', name);

/** Runs a script in a shell that finds the bundle on its path as `acraudit`. */
function inShell(shell: readonly string[], text: string, cwd = folderOf({})): string {
  const bin = join(cwd, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'acraudit'), `#!/bin/sh\nexec '${process.execPath}' '${bundlePath()}' "$@"\n`, {
    mode: 0o755,
  });
  const [program = '', ...argv] = shell;
  const env = { ...process.env, HOME: cwd, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
  const { stdout, stderr, status } = spawnSync(program, [...argv, '-c', text], { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

describe.runIf(hasShell('bash'))('in bash', () => {
  /** What bash offers at the end of a line. */
  const offered = (words: string, cwd?: string): readonly string[] =>
    inShell(
      ['bash', '--norc'],
      `source '${script('acraudit.bash')}'
       COMP_WORDS=(acraudit ${words}); COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 ))
       COMP_LINE="\${COMP_WORDS[*]}"; COMP_POINT=\${#COMP_LINE}
       _acraudit_completion && printf '%s\\n' "\${COMPREPLY[@]}"`,
      cwd,
    )
      .split('\n')
      .filter((line) => line !== '');

  test.each<[string, readonly string[]]>([
    ['sc', ['scan']],
    ['lint --rule Azure.S', ['Azure.Subscription.ActivityLog']],
    ['lint --fail-on = w', ['warning']],
    ['lint --unknown ""', ['report', 'fail']],
    ['lint infra', []],
  ])('acraudit %s is completed', (words, expected) => {
    expect(offered(words)).toEqual(expected);
  });

  test('what the command prints is registered, with files where nothing is offered', () => {
    const printed = inShell(['bash', '--norc'], 'eval "$(acraudit completion bash)"; complete -p acraudit');
    expect(printed).toBe('complete -o default -F _acraudit_completion acraudit\n');
  });

  test('a command that stands in the line is not run', () => {
    const cwd = folderOf({});
    expect(offered("lint '$(touch ran)' '; touch ran;' sc", cwd)).toEqual([]);
    expect(existsSync(join(cwd, 'ran'))).toBe(false);
  });
});

test.runIf(hasShell('zsh'))('zsh can parse its script', () => {
  expect(spawnSync('zsh', ['-f', '-n', script('acraudit.zsh')], { encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  });
});

test.runIf(hasShell('fish'))('fish completes with its script, and runs no command of the line', () => {
  const cwd = folderOf({});
  const line = 'acraudit lint --rule (touch ran) --rule Azure.S';
  const text = `source '${script('acraudit.fish')}'; complete -C '${line}'`;
  expect(inShell(['fish', '-N'], text, cwd)).toMatch(/^Azure\.Subscription\.ActivityLog\t/);
  expect(existsSync(join(cwd, 'ran'))).toBe(false);
});

test.runIf(hasShell('pwsh'))('PowerShell can parse its script', () => {
  const text = `[scriptblock]::Create((Get-Content -Raw '${script('acraudit.ps1')}')) | Out-Null`;
  expect(inShell(['pwsh', '-NoProfile'], text)).toBe('');
});

test('no script evaluates the words of the line', () => {
  const texts = ['acraudit.bash', 'acraudit.zsh', 'acraudit.fish'].map((name) => readFileSync(script(name), 'utf8'));
  expect(texts.flatMap((text) => text.replaceAll(/^\s*#.*$/gm, '').match(/\beval\b(?!_)/g) ?? [])).toEqual([]);
});
