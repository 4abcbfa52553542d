import { readFileSync } from 'node:fs';
import { lockProblems } from './lock-problems.ts';

/** `npm run check:lock`: ends with 1 when `package-lock.json` of the current folder leaves a package unchecked. */
const problems = lockProblems(readFileSync('package-lock.json', 'utf8'));
for (const problem of problems) console.error(`package-lock.json: ${problem}`);
if (problems.length > 0) process.exitCode = 1;
else console.log('package-lock.json: every entry has resolved and integrity');
