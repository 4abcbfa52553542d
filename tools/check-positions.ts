import { readFileSync } from 'node:fs';
import { join as joinPath, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { lintTemplates } from '../src/api/lint/lint-templates.ts';
import type { Finding } from '../src/engine/finding.ts';
import { decodeBytes } from '../src/sources/arm/json/decode-bytes.ts';
import type { JsonValue } from '../src/sources/arm/json/json-value.ts';
import { locate } from '../src/sources/arm/json/locate-paths.ts';
import { parseJson } from '../src/sources/arm/json/parse-json.ts';
import { discover } from '../src/sources/discover/discover.ts';
import { formatPath, type Path, parsePath, type Range } from '../src/util/location.ts';
import { isJsonName } from '../src/util/paths.ts';

/**
 * `npm run check:positions -- FOLDER`: walks at random through every template of a folder and compares the text at a
 * path's range with the path's value; then looks up every finding's place. Ends with 1 on any difference.
 */

const MAX_SIZE = 200 * 1024 * 1024;
const WALKS = 200;
const REGISTRY = 'microsoft.containerregistry/registries';

export interface CheckedPositions {
  readonly checked: number;
  readonly differences: readonly string[];
}

/** Compares values with the texts at their ranges, for paths that a walk with this seed comes by. */
export function checkPaths(text: string, walks: number = WALKS, seed = 1): CheckedPositions {
  const { value } = parseJson(text);
  const random = randomGenerator(seed);
  const paths = new Map<string, Path>();
  for (let i = 0; i < walks; i++) {
    const path = walk(value, random);
    paths.set(JSON.stringify(path), path);
  }
  const list = [...paths.values()];
  const starts = lineStarts(text);
  const ranges = locate(text, list);
  const differences = list.flatMap((path, i) => {
    const place = formatPath(path);
    if (!isDeepStrictEqual(parsePath(place), path)) return [`${place} is not read back as ${JSON.stringify(path)}`];
    const range = ranges[i];
    return range !== undefined && hasValue(sliceOf(text, starts, range), valueAt(value, path))
      ? []
      : [`${place} has another value at ${range?.line}:${range?.column}`];
  });
  return { checked: list.length, differences };
}

/** A path from the root to any value below it, deeper ones as likely as shallow ones. */
function walk(root: JsonValue, random: () => number): Path {
  const path: (string | number)[] = [];
  let value = root;
  while (typeof value === 'object' && value !== null && random() > 0.1) {
    const steps: readonly (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
    const step = steps[Math.floor(random() * steps.length)];
    if (step === undefined) break;
    path.push(step);
    value = memberOf(value, step) ?? null;
  }
  return path;
}

function memberOf(value: JsonValue | undefined, step: string | number): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Readonly<Record<string | number, JsonValue>>)[step];
}

function valueAt(root: JsonValue, path: Path): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((value, step) => memberOf(value, step), root);
}

/** The same numbers for the same seed, from 0 to below 1 (linear congruence modulo 2^32). */
function randomGenerator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Offsets of the first character of each line, counted apart from `locate` so that the two can disagree. */
function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}

function sliceOf(text: string, starts: readonly number[], { line, column, endLine, endColumn }: Range): string {
  const offset = (at: number, unit: number): number => (starts[at - 1] ?? Number.NaN) + unit - 1;
  return text.slice(offset(line, column), offset(endLine, endColumn));
}

/** A whole value with nothing around it, neither white space nor comma nor comment. */
const BARE = /^(?:\{[\s\S]*\}|\[[\s\S]*\]|"[\s\S]*"|'[\s\S]*'|[-+.\w]+)$/;

/** Whether a text is exactly one value. */
function hasValue(text: string, value: JsonValue | undefined): boolean {
  if (!BARE.test(text)) return false;
  try {
    return isDeepStrictEqual(parseJson(text).value, value);
  } catch {
    return false;
  }
}

/** Compares the places of findings with the files they name: each is an object of the registry's type. */
export function checkFindings(findings: readonly Finding[], textOf: (file: string) => string): CheckedPositions {
  const differences = findings.flatMap(({ location, target }) => {
    const { file, path = '', line, column, endLine, endColumn } = location;
    const where = `${file}: ${path}`;
    if (line === undefined || column === undefined || endLine === undefined || endColumn === undefined)
      return [`${where} has no range`];
    const text = textOf(file);
    const found = parsed(sliceOf(text, lineStarts(text), { line, column, endLine, endColumn }));
    const key = Object.keys(Object(found)).find((name) => name.toLowerCase() === 'type');
    const type = key === undefined ? undefined : memberOf(found, key);
    if (target.type.toLowerCase() !== REGISTRY) return [`${where} is about a ${target.type}`];
    return typeof type === 'string' && isTypeOf(type, target.type)
      ? []
      : [`${where} is at ${line}:${column} where the type is ${JSON.stringify(type)}`];
  });
  return { checked: findings.length, differences };
}

/** Old templates may compute a type; then there is nothing to compare. */
function isTypeOf(written: string, type: string): boolean {
  return written.startsWith('[') || written.replace(/\/$/, '').toLowerCase() === type.toLowerCase();
}

function parsed(text: string): JsonValue | undefined {
  try {
    return parseJson(text).value;
  } catch {
    return undefined;
  }
}

/** Findings of `Azure.ACR.Logs` for a template of a folder and its parameter files, with ranges. */
export async function locatedFindings(folder: string, file: string): Promise<readonly Finding[]> {
  const { result } = await lintTemplates({
    cwd: resolve(folder),
    paths: [file],
    config: false,
    rules: ['Azure.ACR.Logs'],
    defaults: 'count',
    maxSize: MAX_SIZE,
  });
  return result.findings;
}

export async function checkFolder(
  folder: string,
): Promise<{ templates: number; paths: CheckedPositions; findings: CheckedPositions }> {
  const found = discover({ cwd: folder, paths: ['.'], gitignore: false, maxSize: MAX_SIZE });
  const templates = found.templates.filter(({ file }) => isJsonName(file));
  const texts = new Map<string, string>();
  const textOf = (file: string): string => {
    const text = texts.get(file) ?? decodeBytes(readFileSync(joinPath(folder, file))).text;
    texts.set(file, text);
    return text;
  };
  const paths = templates.map(({ file }, i) => {
    const { checked, differences } = checkReadable(textOf(file), i + 1);
    return { checked, differences: differences.map((text) => `${file}: ${text}`) };
  });
  const findings: CheckedPositions[] = [];
  for (const { file } of templates) findings.push(checkFindings(await locatedFindings(folder, file), textOf));
  return { templates: templates.length, paths: total(paths), findings: total(findings) };
}

/** Text that is not JSON has no positions; whether it can be read is tested elsewhere. */
function checkReadable(text: string, seed: number): CheckedPositions {
  return parsed(text) === undefined ? { checked: 0, differences: [] } : checkPaths(text, WALKS, seed);
}

function total(parts: readonly CheckedPositions[]): CheckedPositions {
  return {
    checked: parts.reduce((sum, { checked }) => sum + checked, 0),
    differences: parts.flatMap(({ differences }) => differences),
  };
}

async function main(folder: string | undefined): Promise<number> {
  if (folder === undefined) {
    console.error('usage: npm run check:positions -- FOLDER');
    return 2;
  }
  const { templates, paths, findings } = await checkFolder(resolve(folder));
  const differences = [...paths.differences, ...findings.differences];
  for (const text of differences) console.log(text);
  console.log(
    `${templates} templates, ${paths.checked} paths, ${findings.checked} findings, ${differences.length} different`,
  );
  return differences.length > 0 || paths.checked === 0 ? 1 : 0;
}

if (import.meta.filename === process.argv[1]) process.exitCode = await main(process.argv[2]);
