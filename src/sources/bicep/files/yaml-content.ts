import { isAlias, isMap, isScalar, isSeq, Lexer, type Node, type Pair, parseAllDocuments } from 'yaml';
import type { JsonValue } from '../../arm/json/json-value.ts';

/** An alias costs a few bytes and can stand for the whole file, so what comes out of the text is counted. */
const MAX_VALUES = 100_000;
/** The package takes some 10 µs for each token. */
const MAX_TOKENS = 400_000;
const MAX_DEPTH = 128;

class YamlRefusal extends Error {}

/** The first document of a YAML text, by the core schema of YAML 1.2, as JSON; undefined where it is wrong or beyond a limit. */
export function yamlContent(text: string): { readonly value: JsonValue } | undefined {
  if (hasTooManyTokens(text)) return undefined;
  const documents = parseAllDocuments(text, {
    schema: 'core',
    prettyErrors: false,
    uniqueKeys: false,
    resolveKnownTags: false,
  });
  const [document] = 'empty' in documents ? [] : documents;
  if (document === undefined || document.errors.length > 0 || document.contents === null) return undefined;
  try {
    return { value: plain(document.contents, { anchors: new Map(), open: new Set(), values: 0 }, 0) };
  } catch (error) {
    if (error instanceof YamlRefusal) return undefined;
    throw error;
  }
}

function hasTooManyTokens(text: string): boolean {
  const tokens = new Lexer().lex(text);
  for (let count = 0; count <= MAX_TOKENS; count++) if (tokens.next().done) return false;
  return true;
}

interface Walk {
  readonly anchors: Map<string, Node>;
  /** Nodes that are being read: an alias to one of them has no end. */
  readonly open: Set<Node>;
  values: number;
}

function plain(node: Node | null, walk: Walk, depth: number): JsonValue {
  if (++walk.values > MAX_VALUES || depth > MAX_DEPTH) throw new YamlRefusal();
  if (node === null) return null;
  if (isAlias(node)) {
    const target = walk.anchors.get(node.source);
    if (target === undefined || walk.open.has(target)) throw new YamlRefusal();
    return plain(target, walk, depth + 1);
  }
  if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined) walk.anchors.set(node.anchor, node);
  if (isScalar(node)) return scalar(node.value);
  walk.open.add(node);
  const value = isSeq(node)
    ? node.items.map((item) => plain(item as Node | null, walk, depth + 1))
    : members(isMap(node) ? (node.items as Pair<Node | null, Node | null>[]) : [], walk, depth + 1);
  walk.open.delete(node);
  return value;
}

function members(pairs: readonly Pair<Node | null, Node | null>[], walk: Walk, depth: number): JsonValue {
  const result: Record<string, JsonValue> = Object.create(null);
  for (const { key, value } of pairs) {
    const name = plain(key, walk, depth);
    if (typeof name === 'object' && name !== null) throw new YamlRefusal();
    const text = String(name ?? '');
    if (Object.hasOwn(result, text)) throw new YamlRefusal();
    result[text] = plain(value, walk, depth);
  }
  return result;
}

function scalar(value: unknown): JsonValue {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new YamlRefusal();
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
