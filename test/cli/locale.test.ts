import { describe, expect, test } from 'vitest';
import { forLocale, showsUtf8 } from '../../src/cli/locale.ts';
import { safeLine } from '../../src/util/safe-text.ts';
import { registry, template } from '../support/arm-templates.ts';
import { acrauditIn, folderOf } from '../support/cli.ts';

describe('UTF-8 is shown', () => {
  test.each([
    [true, {}],
    [true, { LANG: 'en_US.UTF-8' }],
    [true, { LANG: 'C.utf8' }],
    [true, { LC_ALL: '', LC_CTYPE: 'de_DE.UTF-8', LANG: 'C' }],
    [false, { LANG: 'C' }],
    [false, { LC_ALL: 'POSIX', LANG: 'en_US.UTF-8' }],
    [false, { LANG: 'en_US.ISO-8859-1' }],
  ])('%s with %o', (expected, env) => {
    expect(showsUtf8(env)).toBe(expected);
  });
});

test('text for people is ASCII where UTF-8 is not shown, what goes into a file or a program is not touched', async () => {
  const cwd = folderOf({ 'grün.json': template([registry()]) });
  const lint = (...argv: readonly string[]) =>
    acrauditIn({ cwd, env: { LC_ALL: 'C' } }, 'lint', '--pack', 'core', ...argv);
  const { out } = await lint();
  expect(out).toContain('gr\\u{fc}n.json\n\n  x fail      ');
  expect((await lint('-f', 'json')).out).toContain('grün.json');
  expect((await lint('nichts-grünes.json')).err).toContain('nichts-gr\\u{fc}nes.json');
});

test('a terminal gets ASCII from every command, and its width is measured when it is asked for', () => {
  let width = 80;
  const shown: string[] = [];
  const streams = forLocale({
    out: (text) => void shown.push(text),
    err: (text) => void shown.push(text),
    isTerminal: true,
    get errWidth() {
      return width;
    },
    env: { LANG: 'C' },
  });
  streams.out(safeLine('ACRA-0001 · level error…'));
  streams.err(safeLine('Größe'));
  width = 40;
  expect([shown, streams.errWidth]).toEqual([['ACRA-0001 - level error...\n', 'Gr\\u{f6}\\u{df}e\n'], 40]);
});
