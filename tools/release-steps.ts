import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressedSchema, prepareRelease, type ReleaseTexts } from './release-texts.ts';

/** How a release ended: the exit code, and what to print. */
export interface ReleaseOutcome {
  readonly code: 0 | 1 | 2;
  readonly lines: readonly string[];
}

const FILES = { package: 'package.json', lock: 'package-lock.json', changelog: 'CHANGELOG.md' } as const;
const USAGE = 'usage: npm run release -- VERSION [--dry-run]';

/**
 * Makes the commit and the tag of a release in a repository, and pushes nothing. Ends with 2 for wrong usage and with 1
 * when the repository is not ready, both before anything is written. `today` is `YYYY-MM-DD`.
 */
export function release(root: string, argv: readonly string[], today: string): ReleaseOutcome {
  const [version, ...others] = argv.filter((word) => word !== '--dry-run');
  if (version === undefined || others.length > 0 || version.startsWith('-')) return { code: 2, lines: [USAGE] };
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  const tag = `v${version}`;
  const obstacle = releaseProblem(tag, git);
  if (obstacle !== undefined) return { code: 1, lines: [obstacle] };
  const prepared = prepareRelease(readTexts(root), version, today);
  if ('refused' in prepared) return { code: 1, lines: [prepared.refused] };
  const steps = [
    `set ${version} in ${FILES.package} and ${FILES.lock}`,
    `date ${version} in ${FILES.changelog}: ${today}`,
    `commit 'Release ${version}'`,
    `tag ${tag}`,
  ];
  if (argv.includes('--dry-run')) return { code: 0, lines: ['would:', ...steps] };
  for (const key of ['package', 'lock', 'changelog'] as const)
    writeFileSync(join(root, FILES[key]), prepared.texts[key]);
  const schemas = schemaFiles(root);
  for (const file of schemas)
    writeFileSync(join(root, file), addressedSchema(readFileSync(join(root, file), 'utf8'), version));
  git('commit', '--quiet', '--message', `Release ${version}`, '--', ...Object.values(FILES), ...schemas);
  git('tag', '--annotate', tag, '--message', `acraudit ${version}`);
  return { code: 0, lines: [...steps, `next: git push --atomic origin main ${tag}`] };
}

function schemaFiles(root: string): readonly string[] {
  if (!existsSync(join(root, 'schemas'))) return [];
  return readdirSync(join(root, 'schemas')).map((name) => `schemas/${name}`);
}

function releaseProblem(tag: string, git: (...args: readonly string[]) => string): string | undefined {
  const branch = git('branch', '--show-current');
  if (branch !== 'main') return `on ${branch === '' ? 'no branch' : `branch ${branch}`}: releases are made on main`;
  const changes = git('status', '--porcelain');
  if (changes !== '') return `there are changes that are not committed:\n${changes}`;
  if (git('tag', '--list', tag) !== '') return `there is a tag ${tag} already`;
  return undefined;
}

function readTexts(root: string): ReleaseTexts {
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  return { package: read(FILES.package), lock: read(FILES.lock), changelog: read(FILES.changelog) };
}
