import { scanMembers, skipBlank, stringAt } from './json-scan.ts';

/**
 * The kind of a file by its content: a deployment template, a parameter file, the output of `bicep snapshot`, or none of
 * them.
 */
export type FileKind = 'template' | 'parameters' | 'snapshot' | 'other';

export interface SniffOptions {
  /** Whether the user named the file itself: then it needs no `$schema` to be a template. */
  readonly named: boolean;
  /** Whether the extension is that of JSON: then invalid JSON is a broken file, and not another kind of file. */
  readonly json: boolean;
}

// Matched on bytes read as Latin-1: the optional NULs let it see UTF-16 text of either byte order as well.
const SCHEMA_MENTION = new RegExp(
  `${withOptionalNuls('deployment')}(${withOptionalNuls('template')}|${withOptionalNuls('parameters')})${withOptionalNuls('.json')}|${withOptionalNuls('predictedResources')}`,
  'gi',
);
/** Bytes by which chunks of a file have to overlap so that no mention is split. */
export const MAX_MENTION_BYTES = 2 * 'deploymentParameters.json'.length;

/** The schema nearly always stands among the first bytes of a file. */
export const HEAD_BYTES = 16 * 1024;

const TEMPLATE_SCHEMA = /^(?:subscription|managementgroup|tenant)?deploymenttemplate\.json$/;
const PARAMETERS_SCHEMA = /^(?:subscription|managementgroup|tenant)?deploymentparameters\.json$/;

/**
 * Detects templates and parameter files by their top-level `$schema`, without parsing the whole text.
 *
 * The file name of the schema decides, in any letter case, of any host and date. A file that mentions such a schema
 * but is too broken to be classified counts as what it mentions, so that the reader reports the syntax error. A named file
 * with top-level `resources` and no `$schema` is a template, unless it is a resource as returned by Azure, and so is a
 * named `.json` file that is too broken.
 */
export function sniffKind(bytes: Buffer, options: SniffOptions): FileKind {
  const early = sniffHead(bytes);
  if (early !== undefined) return early;
  const mentioned = mentions(bytes.toString('latin1'));
  if (!mentioned.template && !mentioned.parameters && !mentioned.snapshot && !options.named) return 'other';
  const text = decodeLeniently(bytes);
  const facts = topLevelFacts(text);
  if (facts.schema !== undefined) return schemaKind(facts.schema);
  if (facts.end !== 'broken') {
    if (facts.hasSchema) return 'other';
    if (facts.predictions && !facts.resources) return 'snapshot';
    return options.named && facts.resources && !facts.isAnswer ? 'template' : 'other';
  }
  if (!options.json && text[skipBlank(text, 0)] !== '{') return 'other';
  if (mentioned.template) return 'template';
  if (mentioned.parameters) return 'parameters';
  return options.named && (facts.resources || options.json) ? 'template' : 'other';
}

/** The same by the beginning of a file alone; undefined where its schema does not stand there. */
export function sniffHead(bytes: Buffer): FileKind | undefined {
  const { schema } = topLevelFacts(decodeLeniently(bytes.subarray(0, HEAD_BYTES)));
  return schema === undefined ? undefined : schemaKind(schema);
}

/** Whether a chunk of a file mentions a deployment schema or predicted resources; a file without is of kind `other`. */
export function mentionsSchema(bytes: Buffer): boolean {
  SCHEMA_MENTION.lastIndex = 0;
  return SCHEMA_MENTION.test(bytes.toString('latin1'));
}

/** The kind of file for a `$schema`. A missing closing quote, so that further lines follow, is tolerated. */
export function schemaKind(schema: string): FileKind {
  const [line = ''] = schema
    .trim()
    .toLowerCase()
    .split(/[#\r\n]/);
  const address = line.replace(/[\s,]{1,20}$/, '');
  const name = address.slice(Math.max(address.lastIndexOf('/'), address.lastIndexOf('\\')) + 1);
  if (TEMPLATE_SCHEMA.test(name)) return 'template';
  return PARAMETERS_SCHEMA.test(name) ? 'parameters' : 'other';
}

function topLevelFacts(text: string) {
  let schema: string | undefined;
  let hasSchema = false;
  let resources = false;
  let predictions = false;
  let hasId = false;
  let hasType = false;
  const end = scanMembers(text, 0, (key, value) => {
    const name = key.toLowerCase();
    if (name === 'resources') resources = true;
    if (name === 'predictedresources') predictions = true;
    if (name === 'id') hasId = true;
    if (name === 'type') hasType = true;
    if (name !== '$schema') return 'go';
    hasSchema = true;
    schema = stringAt(text, value);
    return schema === undefined ? 'go' : 'stop';
  });
  return { end, hasSchema, schema, resources, predictions, isAnswer: hasId && hasType };
}

function mentions(text: string): { template: boolean; parameters: boolean; snapshot: boolean } {
  const found = { template: false, parameters: false, snapshot: false };
  SCHEMA_MENTION.lastIndex = 0;
  for (let hit = SCHEMA_MENTION.exec(text); hit && !found.template; hit = SCHEMA_MENTION.exec(text)) {
    if (hit[1] === undefined) found.snapshot = true;
    else if (/^t/i.test(hit[1])) found.template = true;
    else found.parameters = true;
  }
  return found;
}

/** UTF-8, or UTF-16 of either byte order when it begins with the byte order mark. */
export function decodeLeniently(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const even = bytes.subarray(2, bytes.length - (bytes.length % 2));
    return Buffer.from(even).swap16().toString('utf16le');
  }
  return bytes.toString('utf8');
}

function withOptionalNuls(word: string): string {
  return [...word].map((letter) => `${letter === '.' ? '\\.' : letter}\\0?`).join('');
}
