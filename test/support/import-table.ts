import { type Import, importsOf, type Sources, withoutComments } from './imports.ts';

/** A part of the program, and what it may import besides itself. */
interface Part {
  /** Beginning of the paths that belong to it; the longest one that fits decides. */
  readonly at: string;
  /** Beginnings of paths or package names. */
  readonly may: readonly string[];
  /** Of these only types. */
  readonly types?: readonly string[];
  /** It is one file per idea that do not know each other. */
  readonly strangers?: boolean;
}

const LEAVES = [
  'src/errors.ts',
  'src/invisible.ts',
  'src/nearest.ts',
  'src/safe-text.ts',
  'src/system-error.ts',
  'src/crash.ts',
];
/** What reading files asks of everyone who does it. */
const READING = ['src/bounded-read.ts', 'src/wildcards.ts'];
/** The one place that makes matchers of globs, so that none escapes its guard. */
const GLOBS = 'src/sources/template/discover/globs.ts';
const MODEL = 'src/model/';
const CONTRACT = ['src/engine/rule.ts', 'src/engine/cases.ts', 'src/engine/finding.ts'];
const FILES = ['node:fs', 'node:fs/promises', 'node:path'];

/** The import table of the design: who may know whom. */
const PARTS: readonly Part[] = [
  { at: MODEL, may: ['node:crypto'] },
  { at: 'src/sources/azure/', may: [MODEL] },
  {
    at: 'src/sources/template/',
    may: [MODEL, 'src/sources/azure/', ...LEAVES, ...READING, ...FILES]
      .concat('node:crypto', 'node:buffer', 'ignore')
      .concat(GLOBS),
  },
  { at: GLOBS, may: ['src/sources/template/', ...LEAVES, ...READING, 'picomatch'] },
  {
    at: 'src/sources/live/',
    may: [
      MODEL,
      'src/sources/azure/',
      ...LEAVES,
      'node:async_hooks',
      'node:events',
      'node:stream',
      'node:zlib',
      '@azure/',
      '@azure-rest/',
    ],
  },
  { at: 'src/sources/export/', may: [MODEL, 'src/sources/azure/', ...LEAVES, ...READING, ...FILES] },
  { at: 'src/engine/', may: [MODEL, 'src/crash.ts', 'node:crypto'] },
  { at: 'rules/', may: [MODEL, 'src/engine/rule.ts'], types: CONTRACT, strangers: true },
  { at: 'rules/index.ts', may: ['rules/'], types: CONTRACT },
  { at: 'rules/packs/', may: [], types: CONTRACT },
  {
    at: 'src/reports/',
    may: ['src/invisible.ts', 'src/safe-text.ts', 'src/model/cause.ts'],
    types: ['src/engine/finding.ts', MODEL],
  },
  { at: 'src/fixes/', may: [MODEL, 'templates/', ...LEAVES], types: ['src/engine/finding.ts'] },
  {
    at: 'src/fixes/template/',
    // An edit is one of a text, and what stands in it has to be read as the source reads it.
    may: [MODEL, 'src/fixes/', 'src/sources/template/text/', 'src/sources/template/expression/parse.ts', ...LEAVES],
    types: ['src/engine/finding.ts'],
  },
  { at: 'src/config/', may: [MODEL, ...LEAVES, ...READING, ...FILES, 'yaml', 'ajv'], types: ['src/engine/'] },
  {
    at: 'src/commands/',
    may: ['src/model/', 'src/sources/', 'src/engine/', 'src/reports/', 'src/fixes/', 'src/config/', 'rules/']
      .concat(LEAVES, READING, FILES)
      .concat('src/version.ts', 'node:crypto', 'node:url', 'node:v8', 'commander', 'diff'),
  },
  { at: 'src/errors.ts', may: [] },
  { at: 'src/invisible.ts', may: [] },
  { at: 'src/nearest.ts', may: [] },
  { at: 'src/safe-text.ts', may: ['src/invisible.ts'] },
  { at: 'src/system-error.ts', may: ['src/errors.ts'] },
  { at: 'src/crash.ts', may: ['src/errors.ts', 'node:crypto'] },
  { at: 'src/bounded-read.ts', may: ['src/system-error.ts', 'node:fs', 'node:buffer'] },
  { at: 'src/wildcards.ts', may: [] },
  { at: 'src/version.ts', may: ['package.json'] },
  { at: 'src/cli.ts', may: ['src/commands/', ...LEAVES, 'src/version.ts', 'commander'] },
  { at: 'src/bin.ts', may: ['src/cli.ts', 'node:fs', ...LEAVES] },
  { at: 'src/dev/', may: ['src/', 'rules/', 'test/arm/', 'node:', 'esbuild', '(computed)'] },
];

/** Files that may talk to the terminal and the process. */
const SPEAKERS = ['src/bin.ts', 'src/dev/'];
const SPEECH = /(?<![\w./])console\s*\.\s*\w+|\bprocess\s*\.\s*(?:stdout|stderr|exit\b|exitCode)/;

/** What breaks the table, as `file: …`; empty when all is well. */
export function violations(sources: Sources): string[] {
  return [...sources].flatMap(([file, text]) => {
    const part = partOf(file);
    if (part === undefined) return [`${file}: belongs to no part of the import table`];
    const imports = importsOf(file, text).flatMap((found) => complaint(file, part, found));
    const speech = SPEAKERS.some((start) => file.startsWith(start)) ? undefined : SPEECH.exec(withoutComments(text));
    return speech ? [...imports, `${file}: uses ${speech[0]}`] : imports;
  });
}

function partOf(path: string): Part | undefined {
  return PARTS.filter(({ at }) => path.startsWith(at)).sort((a, b) => b.at.length - a.at.length)[0];
}

function complaint(file: string, part: Part, { target, typeOnly }: Import): string[] {
  const own = partOf(target) === part;
  if (own && part.strangers !== true) return [];
  if (!own && fits(target, part.may)) return [];
  if (!own && fits(target, part.types ?? [])) return typeOnly ? [] : [`${file}: imports more than types of ${target}`];
  return [`${file}: imports ${target}`];
}

function fits(target: string, allowed: readonly string[]): boolean {
  return allowed.some((start) => target === start || (/[/:]$/.test(start) && target.startsWith(start)));
}
