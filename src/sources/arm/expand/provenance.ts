import type { Origin } from '../../../model/resource.ts';
import type { Path } from '../../../util/location.ts';
import { findKey, isFault } from '../../../value/value.ts';
import type { Frame, ValueSource } from '../expression/frame.ts';
import { type Expression, isExpression, parseExpression } from '../expression/parse.ts';
import type { JsonValue } from '../json/json-value.ts';
import { isJsonObject } from './sections.ts';

const MOST_SOURCES = 200;

/**
 * Where a person would change a value of a resource: in the parameter file that it comes from, through nested templates,
 * else where it is written, or as near to that as the template goes.
 */
export function placeToEdit(json: JsonValue, place: Origin, steps: Path, frame: Frame): Origin {
  const [found, depth] = closest(json, steps);
  const [given] = givenPlaces(found, frame);
  return given ?? { ...place, path: [...(place.path ?? []), ...steps.slice(0, depth)] };
}

function closest(json: JsonValue, steps: Path): readonly [JsonValue, number] {
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

/** The entries of parameter files that a piece of a template is made of, in the order they are used. */
export function givenPlaces(json: JsonValue, frame: Frame): readonly Origin[] {
  const places: Origin[] = [];
  const open: ValueSource[] = [{ json, frame }];
  const seen = new Set<string>();
  for (
    let source = open.shift(), count = 0;
    source !== undefined && count < MOST_SOURCES;
    source = open.shift(), count++
  ) {
    if ('file' in source) {
      places.push(source);
      continue;
    }
    const { deployment } = source.frame;
    for (const { kind, name } of namesIn(source.json)) {
      const key = `${deployment.key} ${kind} ${name.toLowerCase()}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const next = kind === 'parameters' ? deployment.parameterSource(name) : deployment.variableSource(name);
      if (next !== undefined) open.push(next);
    }
  }
  return places;
}

interface Name {
  readonly kind: 'parameters' | 'variables';
  readonly name: string;
}

/** Parameters and variables that are named in a text; texts inside objects and arrays are not gone into. */
function namesIn(json: JsonValue): readonly Name[] {
  if (typeof json !== 'string' || !isExpression(json)) return [];
  const parsed = parseExpression(json);
  const names: Name[] = [];
  if (!isFault(parsed)) collectNames(parsed, names);
  return names;
}

function collectNames(expression: Expression, into: Name[]): void {
  if (expression.kind === 'access') {
    collectNames(expression.base, into);
    collectNames(expression.key, into);
  } else if (expression.kind === 'call') {
    const [first] = expression.args;
    const { name } = expression;
    if ((name === 'parameters' || name === 'variables') && first?.kind === 'literal')
      into.push({ kind: name, name: String(first.value) });
    for (const arg of expression.args) collectNames(arg, into);
  }
}

/** The parameters that an expression names itself, each once. */
export function parametersIn(json: JsonValue): readonly string[] {
  return [...new Set(namesIn(json).flatMap(({ kind, name }) => (kind === 'parameters' ? [name] : [])))];
}
