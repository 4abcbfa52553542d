import type {
  Alias,
  Document,
  DocumentOptions,
  Pair,
  ParseOptions,
  SchemaOptions,
  YAMLMap,
  YAMLSeq,
  Node as YamlNode,
} from 'yaml';
import { pointerStep } from '../util/json-pointer.ts';
import { type ConfigProblem, quote } from './config-problems.ts';

type Yaml = typeof import('./yaml-library.ts');

/** Where a value and the key before it start, as offsets in the text. */
export interface ValueOffsets {
  readonly key?: number;
  readonly value: number;
}

/** A document as plain data: maps have no prototype, so `__proto__` is a key like any other. */
export interface YamlValues {
  /** null for a file without content. */
  readonly data: unknown;
  /** By JSON Pointer (RFC 6901), `''` for the root. */
  readonly offsets: ReadonlyMap<string, ValueOffsets>;
  readonly problems: readonly ConfigProblem[];
  readonly positionOf: (offset: number) => { line: number; column: number };
}

// An alias costs a few bytes and can stand for the whole file, so expansion is bounded by what comes out of it.
const MAX_VALUES = 20_000;
// The package takes some 10 µs for each token, and more for one that is out of place; counting them first is cheap.
const MAX_TOKENS = 100_000;
const MAX_DEPTH = 32;
const MAX_ALIASES = 100;
const MAX_KEY_LENGTH = 200;

interface YamlWalk {
  readonly yaml: Yaml;
  readonly offsets: Map<string, ValueOffsets>;
  readonly problems: ConfigProblem[];
  readonly anchors: Map<string, YamlNode>;
  /** An alias means the anchor before it in the text, also when it is expanded again further down. */
  readonly targets: Map<Alias, YamlNode>;
  values: number;
  aliases: number;
  /** Inside the expansion of an alias, where anchors have been seen before. */
  isExpanding: boolean;
  isAborted: boolean;
}

interface NodePosition {
  readonly pointer: string;
  readonly depth: number;
  readonly key?: number;
}

/** How single values are read: by the core schema of YAML 1.2, or every one as the text that is written. */
type YamlSchema = 'core' | 'failsafe';

/**
 * Reads YAML 1.2 (core schema; a `%YAML 1.1` line does not turn `off` into false) with the position of every value.
 * Custom tags, duplicate keys, keys that are not text and documents past the bounds are problems, never exceptions.
 */
export async function readYamlValues(text: string, schema: YamlSchema = 'core'): Promise<YamlValues> {
  const yaml = await import('./yaml-library.ts');
  const reading = startReading(yaml, text, schema);
  if ('problems' in reading) return reading;
  const { options, positionOf } = reading;
  return documentValues(yaml, yaml.parseDocument(text, options), positionOf);
}

/** The same of each of several documents in one text, which are bounded one by one. */
export async function readYamlDocuments(text: string, schema: YamlSchema = 'core'): Promise<readonly YamlValues[]> {
  const yaml = await import('./yaml-library.ts');
  const reading = startReading(yaml, text, schema);
  if ('problems' in reading) return [reading];
  const { options, positionOf } = reading;
  const documents = yaml.parseAllDocuments(text, options);
  return ('empty' in documents ? [] : documents).map((document) => documentValues(yaml, document, positionOf));
}

interface YamlReading {
  readonly options: ParseOptions & DocumentOptions & SchemaOptions;
  readonly positionOf: YamlValues['positionOf'];
}

function startReading(yaml: Yaml, text: string, schema: YamlSchema): YamlReading | YamlValues {
  const lines = new yaml.LineCounter();
  const positionOf = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) }; // 0 before anything was parsed
  };
  // The package compares each key with all before it; the walk below finds duplicates in linear time.
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false, schema, resolveKnownTags: false };
  if (!hasMoreTokens(yaml, text, MAX_TOKENS)) return { options, positionOf };
  const walk = newWalk(yaml);
  abort(walk, 0, `more than ${MAX_TOKENS} YAML tokens`);
  return { data: null, offsets: walk.offsets, problems: walk.problems, positionOf };
}

function documentValues(yaml: Yaml, document: Document.Parsed, positionOf: YamlValues['positionOf']): YamlValues {
  const walk = newWalk(yaml);
  walk.problems.push(...syntaxProblems(document));
  const root = { pointer: '', depth: 0 };
  const data = walk.problems.length === 0 ? plainValue(walk, document.contents, root) : null;
  return { data, offsets: walk.offsets, problems: walk.problems, positionOf };
}

function hasMoreTokens(yaml: Yaml, text: string, limit: number): boolean {
  const tokens = new yaml.Lexer().lex(text);
  for (let count = 0; count <= limit; count++) if (tokens.next().done) return false;
  return true;
}

/** Warnings count too: they are unresolved tags and unknown directives. */
function syntaxProblems({ errors, warnings }: Document.Parsed): ConfigProblem[] {
  const all = [...errors, ...warnings];
  // The package catches its own stack overflow; its position means nothing, and later errors are consequences.
  if (all.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return [{ offset: 0, message: 'nested too deeply' }];
  return all.map(({ code, pos, message }) => {
    return { offset: pos[0], message: code === 'MULTIPLE_DOCS' ? 'more than one YAML document' : oneLine(message) };
  });
}

function newWalk(yaml: Yaml): YamlWalk {
  const empty = { offsets: new Map(), problems: [], anchors: new Map(), targets: new Map() };
  return { yaml, ...empty, values: 0, aliases: 0, isExpanding: false, isAborted: false };
}

function oneLine(message: string): string {
  return message.replaceAll(/\s+/g, ' ').trim();
}

function offsetOf(node: YamlNode | null | undefined): number {
  return node?.range?.[0] ?? 0;
}

function plainValue(walk: YamlWalk, node: YamlNode | null, place: NodePosition): unknown {
  const value = node?.range?.[0] ?? place.key ?? 0;
  walk.offsets.set(place.pointer, { key: place.key, value });
  walk.values += 1;
  if (walk.values > MAX_VALUES) return abort(walk, value, `more than ${MAX_VALUES} values`);
  if (place.depth > MAX_DEPTH) return abort(walk, value, `nested more than ${MAX_DEPTH} levels deep`);
  if (walk.isAborted || node === null) return null;
  const { yaml } = walk;
  if (yaml.isAlias(node)) return aliasValue(walk, node, place);
  if (yaml.isScalar(node) || yaml.isCollection(node)) {
    if (node.anchor !== undefined && !walk.isExpanding) walk.anchors.set(node.anchor, node);
  }
  if (yaml.isMap(node)) return mapValue(walk, node, place);
  if (yaml.isSeq(node)) return listValue(walk, node, place);
  return yaml.isScalar(node) ? node.value : null;
}

function abort(walk: YamlWalk, offset: number, message: string): null {
  if (!walk.isAborted) walk.problems.push({ offset, message });
  walk.isAborted = true;
  return null;
}

function aliasValue(walk: YamlWalk, alias: Alias, place: NodePosition): unknown {
  walk.aliases += 1;
  if (walk.aliases > MAX_ALIASES) return abort(walk, offsetOf(alias), `more than ${MAX_ALIASES} aliases`);
  const target = walk.targets.get(alias) ?? walk.anchors.get(alias.source);
  if (target === undefined) {
    walk.problems.push({ offset: offsetOf(alias), message: `unknown alias ${quote(`*${alias.source}`)}` });
    return null;
  }
  walk.targets.set(alias, target);
  const outer = walk.isExpanding;
  walk.isExpanding = true;
  const value = plainValue(walk, target, { ...place, depth: place.depth + 1 });
  walk.isExpanding = outer;
  return value;
}

function listValue(walk: YamlWalk, list: YAMLSeq, { pointer, depth }: NodePosition): unknown[] {
  const values: unknown[] = [];
  for (const [index, item] of list.items.entries()) {
    if (walk.isAborted) break;
    values.push(plainValue(walk, item as YamlNode | null, { pointer: `${pointer}/${index}`, depth: depth + 1 }));
  }
  return values;
}

function mapValue(walk: YamlWalk, map: YAMLMap, { pointer, depth }: NodePosition): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null);
  for (const pair of map.items as Pair<YamlNode | null, YamlNode | null>[]) {
    if (walk.isAborted) break;
    const key = stringKey(walk, pair.key, offsetOf(map));
    if (key === undefined) continue;
    const place = { pointer: `${pointer}/${pointerStep(key)}`, depth: depth + 1, key: offsetOf(pair.key) };
    if (Object.hasOwn(values, key)) walk.problems.push({ offset: place.key, message: `duplicate key ${quote(key)}` });
    else values[key] = plainValue(walk, pair.value, place);
  }
  return values;
}

function stringKey(walk: YamlWalk, key: YamlNode | null, fallback: number): string | undefined {
  const text = walk.yaml.isScalar(key) ? key.value : undefined;
  const offset = key === null ? fallback : offsetOf(key);
  if (typeof text !== 'string') walk.problems.push({ offset, message: 'a key must be text' });
  else if (text.length > MAX_KEY_LENGTH)
    walk.problems.push({ offset, message: `a key longer than ${MAX_KEY_LENGTH} characters` });
  else return text;
  return undefined;
}
