import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/*
 * `npm run check:functions -- FOLDER`: puts recorded results of template functions to the built command line, with the
 * script that stands beside them, and fails on any difference that is not explained here.
 */

/** Expressions whose recorded value is not adopted, and why. */
const EXPLAINED: readonly (readonly [start: string, why: string])[] = [
  ["[dataUri('Hello')]", 'the engine is recorded to write utf-8, the page says utf8'],
  ['[max(createArray(6, 4), 8)]', 'an array among numbers is documented nowhere: unknown'],
  ['[min(createArray(6, 4), createArray(8))]', 'two arrays are documented nowhere: unknown'],
  ["[mod(7, '3')]", 'a text among numbers is documented nowhere: unknown'],
  ["[mul(5, '3')]", 'a text among numbers is documented nowhere: unknown'],
  ['[tryGet(json(', 'only the first step of tryGet is safe in Azure; the other engine forgives every step'],
];

function main(folder: string | undefined): number {
  if (folder === undefined) {
    console.error('usage: npm run check:functions -- FOLDER');
    return 2;
  }
  const script = join(folder, 'functions.mjs');
  const { stdout, status } = spawnSync(process.execPath, [script, '--', process.execPath, 'dist/cli.js'], {
    encoding: 'utf8',
  });
  if (status === null || !/\d+ right/.test(stdout)) {
    console.error(`${script} did not run to its end`);
    return 1;
  }
  const different = stdout.split('\n').filter((line) => /^(WRONG|ACCEPTED) /.test(line));
  const open = different.filter((line) => !EXPLAINED.some(([start]) => line.replace(/^\w+\s+/, '').startsWith(start)));
  for (const line of open) console.log(line);
  console.log(`${stdout.trim().split('\n').at(-1)}; ${different.length - open.length} explained, ${open.length} not`);
  return open.length === 0 ? 0 : 1;
}

process.exitCode = main(process.argv[2]);
