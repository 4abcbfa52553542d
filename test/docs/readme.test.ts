import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type Block, blocksOf } from './markdown.ts';
import { run } from './run.ts';

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

interface Step {
  readonly command: string;
  readonly expected: string;
}

function stepsOf({ text }: Block): Step[] {
  return text
    .split(/^(?=\$ )/m)
    .filter((part) => part !== '')
    .map((part) => {
      const end = part.indexOf('\n');
      return { command: part.slice(0, end), expected: part.slice(end + 1) };
    });
}

/** Words of a command line as a shell would split it; quotes of one kind, nothing else. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

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
    played.push(`${command}\n${matches(printed, expected) ? expected : printed}`);
  }
  return played.join('');
}

function matches(printed: string, expected: string): boolean {
  const lines = expected.split('\n').map((line) => line.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const pattern = lines.map((line, i) => (line === '…' ? '(?:.*\\n)*' : i === lines.length - 1 ? line : `${line}\\n`));
  return new RegExp(`^${pattern.join('')}$`).test(printed);
}

test.each([
  ['a\nb\n', 'a\nb\n', true],
  ['a\nb\nc\n', 'a\n…\nc\n', true],
  ['a\nb\nc\n', 'a\n…\n', true],
  ['a\nb\nc\n', 'a\n…\nb\n', false],
  ['a\n', 'a\nb\n', false],
  ['axb\n', 'a.b\n', false],
])('%j is %j: %s', (printed, expected, same) => {
  expect(matches(printed, expected)).toBe(same);
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
