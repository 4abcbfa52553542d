import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type Block, blocksOf } from './markdown.ts';
import { run } from './run.ts';
import { isPrinted, stepsOf, wordsOf } from './sessions.ts';

/*
 * Every console block of these pages is a session in the project's folder: `$ acraudit …` lines are run, and what follows
 * each is what it prints. A line `…` stands for any number of lines. When output has changed on purpose,
 * `npx vitest run test/docs -u` writes it into the pages; read the difference before you keep it.
 */
const PAGES = [
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** The block with what its commands print now, except where it says the same already. */
async function playedBlock(block: Block): Promise<string> {
  let code: number | undefined;
  const played: string[] = [];
  for (const { command, expected } of stepsOf(block)) {
    const words = wordsOf(command.slice(2));
    let printed: string;
    if (command === '$ echo $?') printed = `${code}\n`;
    else if (words[0] === 'acraudit') {
      const result = await run(words.slice(1), resolve('.'));
      code = result.code;
      printed = result.err + result.out;
      if (printed.includes('internal error')) throw new Error(`${command}: ${printed}`);
    } else throw new Error(`line ${block.line}: only acraudit can be run, not '${command}'`);
    played.push(`${command}\n${isPrinted(printed, expected) ? expected : printed}`);
  }
  return played.join('');
}

test.each([
  ['a\nb\n', 'a\nb\n', true],
  ['a\nb\nc\n', 'a\n…\nc\n', true],
  ['a\nb\nc\n', 'a\n…\n', true],
  ['a\nb\nc\n', 'a\n…\nb\n', false],
  ['a\n', 'a\nb\n', false],
  ['axb\n', 'a.b\n', false],
])('%j is %j: %s', (printed, expected, same) => {
  expect(isPrinted(printed, expected)).toBe(same);
});

test('the README shows sessions', () => {
  expect(blocksOf(readFileSync('README.md', 'utf8')).some(({ language }) => language === 'console')).toBe(true);
});

test.each(PAGES)('%s shows what the program prints', async (page) => {
  let text = readFileSync(page, 'utf8');
  for (const block of blocksOf(text)) {
    if (block.language !== 'console') continue;
    const played = await playedBlock(block);
    text = text.replace(`\`\`\`console\n${block.text}\`\`\``, () => `\`\`\`console\n${played}\`\`\``);
  }
  await expect(text).toMatchFileSnapshot(resolve(page));
});
