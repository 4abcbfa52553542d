import type { Origin } from '../../../model/resource.ts';
import type { Path } from '../../../util/location.ts';
import { findKey, isFault } from '../../../value/value.ts';
import type { Frame, ValueSource } from '../expression/frame.ts';
import { type Expression, isExpression, parseExpression } from '../expression/parse-expression.ts';
import type { JsonValue } from '../json/json-value.ts';
import { isJsonObject } from './json-access.ts';

const MAX_SOURCES = 200;

/**
 * Where to edit a property of a resource: in the parameter file that its value comes from, through nested templates, else
 * where it is declared, or the deepest existing ancestor.
 */
export function editLocation(json: JsonValue, origin: Origin, steps: Path, frame: Frame): Origin {
  const [found, depth] = deepestExisting(json, steps);
  const [given] = parameterFileLocations(found, frame);
  return given ?? { ...origin, path: [...(origin.path ?? []), ...steps.slice(0, depth)] };
}

function deepestExisting(json: JsonValue, steps: Path): readonly [JsonValue, number] {
  let at = json;
  for (const [depth, step] of steps.entries()) {
    const key = typeof step === 'string' && isJsonObject(at) ? findKey(at, step) : step;
    const next =
      typeof key === 'number' && Array.isArray(at) ? at[key] : isJsonObject(at) ? at[String(key)] : undefined;
    if (key === undefined || next === undefined) return [at, depth];
    at = next;
  }
  return [at, steps.length];
}

/** The parameter file entries that a part of a template depends on, in order of use. */
export function parameterFileLocations(json: JsonValue, frame: Frame): readonly Origin[] {
  const locations: Origin[] = [];
  const open: ValueSource[] = [{ json, frame }];
  const seen = new Set<string>();
  for (
    let source = open.shift(), count = 0;
    source !== undefined && count < MAX_SOURCES;
    source = open.shift(), count++
  ) {
    if ('file' in source) {
      locations.push(source);
      continue;
    }
    const { deployment } = source.frame;
    for (const { kind, name } of sourcesNamedIn(source.json)) {
      const key = `${deployment.key} ${kind} ${name.toLowerCase()}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const next = kind === 'parameters' ? deployment.parameterSource(name) : deployment.variableSource(name);
      if (next !== undefined) open.push(next);
    }
  }
  return locations;
}

interface NamedSource {
  readonly kind: 'parameters' | 'variables';
  readonly name: string;
}

/** Parameters and variables used in an expression; strings inside objects and arrays are not searched. */
function sourcesNamedIn(json: JsonValue): readonly NamedSource[] {
  if (typeof json !== 'string' || !isExpression(json)) return [];
  const parsed = parseExpression(json);
  const names: NamedSource[] = [];
  if (!isFault(parsed)) collectSources(parsed, names);
  return names;
}

function collectSources(expression: Expression, into: NamedSource[]): void {
  if (expression.kind === 'access') {
    collectSources(expression.base, into);
    collectSources(expression.key, into);
  } else if (expression.kind === 'call') {
    const [first] = expression.args;
    const { name } = expression;
    if ((name === 'parameters' || name === 'variables') && first?.kind === 'literal')
      into.push({ kind: name, name: String(first.value) });
    for (const arg of expression.args) collectSources(arg, into);
  }
}

/** The parameters that an expression uses directly, each once. */
export function parametersIn(json: JsonValue): readonly string[] {
  return [...new Set(sourcesNamedIn(json).flatMap(({ kind, name }) => (kind === 'parameters' ? [name] : [])))];
}
