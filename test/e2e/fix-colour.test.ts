import { describe, expect, test } from 'vitest';
import { registry, template, WORKSPACE } from '../support/arm-templates.ts';
import { acraudit, acrauditIn, folderOf, type Surroundings } from '../support/cli.ts';

const ARGV = ['fix', '--workspace-id', WORKSPACE] as const;
const folder = () => folderOf({ 'main.json': template([registry()]) });

const code = (...numbers: readonly number[]): string => numbers.map((number) => `\u001b[${number}m`).join('');

/** The diff with the styles of git: headers bold, hunks cyan, lines green and red. */
function inColours(diff: string): string {
  let isInHunk = false;
  return diff
    .split('\n')
    .map((line) => {
      isInHunk ||= line.startsWith('@@');
      if (line === '') return line;
      if (!isInHunk) return `${code(1)}${line}${code(22)}`;
      const on = { '@': 36, '+': 32, '-': 31 }[line.charAt(0)];
      return on === undefined ? line : `${code(on)}${line}${code(39)}`;
    })
    .join('\n');
}

describe('the diff of fix', () => {
  test.each<readonly [string, readonly string[], Omit<Surroundings, 'cwd'>, boolean]>([
    ['on a terminal', [], { isTerminal: true }, true],
    ['on a terminal without colours', [], { isTerminal: true, env: { TERM: 'dumb' } }, false],
    ['on a terminal with NO_COLOR', [], { isTerminal: true, env: { NO_COLOR: '1' } }, false],
    ['on a terminal with --no-color', ['--no-color'], { isTerminal: true }, false],
    ['in a pipe', [], {}, false],
    ['in a pipe with FORCE_COLOR', [], { env: { FORCE_COLOR: '1' } }, true],
    ['in a pipe with --color', ['--color'], {}, true],
    [
      'in a file with FORCE_COLOR, since it is to be applied',
      [],
      { outIsFile: true, env: { FORCE_COLOR: '1' } },
      false,
    ],
    ['in a file with --color', ['--color'], { outIsFile: true }, true],
  ])('%s', async (_, argv, around, isColoured) => {
    const { out: plain } = await acraudit(folder(), ...ARGV);
    const { out } = await acrauditIn({ cwd: folder(), ...around }, ...ARGV, ...argv);
    expect(out).toBe(isColoured ? inColours(plain) : plain);
  });

  test.each<readonly [string, Omit<Surroundings, 'cwd'>]>([
    ['on a terminal', { isTerminal: true }],
    ['in a pipe with --color', {}],
  ])('shows what could act as text, in colours too, %s', async (_, around) => {
    const text = JSON.stringify(template([registry({ tags: { x: 'ESC[2J' } })]), null, 2);
    const cwd = folderOf({ 'main.json': `${text.replace('ESC', '\u001b')}\n` });
    const { out, err } = await acrauditIn({ cwd, ...around }, ...ARGV, '--color');
    expect(out).toContain('"x": "\\u{1b}[2J"');
    expect(out).toContain(`${code(36)}@@ escaped -`);
    expect(err).toContain('main.json: holds characters that could act on a terminal or log');
  });
});
