import { release } from './release-steps.ts';

/*
 * `npm run release -- VERSION`: checks that the tree is clean and on main, sets the version, dates the section of the
 * changelog, commits and tags. `--dry-run` prints what it would do. Pushing is manual; the tag publishes.
 */
const { code, lines } = release('.', process.argv.slice(2), new Date().toISOString().slice(0, 10));
for (const line of lines) (code === 0 ? console.log : console.error)(line);
process.exitCode = code;
