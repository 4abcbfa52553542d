import { DEPLOYMENT_STACK_TYPE, DEPLOYMENT_TYPE } from '../../../model/azure/resource-types.ts';
import { baseName } from '../../../util/paths.ts';
import { memoize } from '../../../value/memoize.ts';
import type { JsonObject } from '../expression/evaluate-json.ts';
import type { JsonValue } from '../json/json-value.ts';
import { isJsonObject, isSnapshot, property, templateHash } from './json-access.ts';

/**
 * Says of a nested template that it can hold no resource of the types that are read, by giving the hashes of the template
 * and of those nested in it; undefined where it may hold one.
 */
export type Relevance = (template: JsonObject) => readonly string[] | undefined;

/** `types` are in lower case. Only what is written counts, so in doubt a template may hold what is read. */
export function relevanceOf(types: readonly string[]): Relevance {
  const wanted: Wanted = {
    types: new Set(types),
    lastParts: new Set(types.map((type) => baseName(type))),
  };
  const relevance: Relevance = memoize((template) => hashesWithout(template, wanted, relevance));
  return relevance;
}

interface Wanted {
  readonly types: ReadonlySet<string>;
  /** What stands after the last slash of a type: in an extension that is written in a name, all that its type tells. */
  readonly lastParts: ReadonlySet<string>;
}

function hashesWithout(template: JsonObject, wanted: Wanted, inner: Relevance): readonly string[] | undefined {
  if (isSnapshot(template)) return undefined;
  const hashes = hashesIn(property(template, 'resources'), '', wanted, inner);
  const own = templateHash(template);
  return own === undefined || hashes === undefined ? hashes : [own, ...hashes];
}

/** Of the templates that are nested in a section of resources. */
function hashesIn(
  section: JsonValue | undefined,
  parentType: string,
  wanted: Wanted,
  inner: Relevance,
): readonly string[] | undefined {
  if (section === undefined) return [];
  if (typeof section !== 'object' || section === null) return undefined;
  const all: string[] = [];
  for (const resource of Object.values(section as JsonObject)) {
    const hashes = isJsonObject(resource) ? hashesOf(resource, parentType, wanted, inner) : undefined;
    if (hashes === undefined) return undefined;
    all.push(...hashes);
  }
  return all;
}

/** A namespace and at least one type, in the letters that types have. */
const PLAIN_TYPE = /^[\w-]+(?:\.[\w-]+)+(?:\/[\w-]+)+$/;
const DEPLOYMENTS: ReadonlySet<string> = new Set(
  [DEPLOYMENT_TYPE, DEPLOYMENT_STACK_TYPE].map((type) => type.toLowerCase()),
);

function hashesOf(
  resource: JsonObject,
  parentType: string,
  wanted: Wanted,
  inner: Relevance,
): readonly string[] | undefined {
  const written = property(resource, 'type');
  if (typeof written !== 'string') return undefined;
  const lower = written.toLowerCase();
  const type = parentType === '' || lower.split('/', 1)[0]?.includes('.') ? lower : `${parentType}/${lower}`;
  if (!PLAIN_TYPE.test(type)) return undefined;
  const existing = property(resource, 'existing') ?? false;
  if (existing !== true && mayBeRead(type, wanted)) return undefined;
  if (!DEPLOYMENTS.has(lower) || existing === true)
    return hashesIn(property(resource, 'resources'), type, wanted, inner);
  // Its loop may have no rounds, and then nothing is nested.
  const isOne = existing === false && (property(resource, 'copy') ?? null) === null;
  const template = property(property(resource, 'properties'), 'template');
  return isOne && isJsonObject(template) ? inner(template) : undefined;
}

function mayBeRead(type: string, { types, lastParts }: Wanted): boolean {
  if (!type.includes('/providers/')) return types.has(type);
  return lastParts.has(baseName(type));
}
