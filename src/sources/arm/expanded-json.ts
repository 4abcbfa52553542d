import { formatPath, type Path, type Range } from '../../util/location.ts';
import type { Cause } from '../../value/cause.ts';
import { LimitError } from '../../value/limit-error.ts';
import { decided } from '../../value/secure.ts';
import {
  expressionText,
  type Fault,
  isArray,
  isFault,
  isUnknown,
  symbolsOf,
  type Unknown,
  type Value,
} from '../../value/value.ts';
import type { Expansion } from './expand/expand.ts';
import { at, isJsonObject } from './expand/sections.ts';
import type { TemplateResource } from './expand/template-instance.ts';
import { evaluateJson } from './expression/json.ts';
import type { JsonValue } from './json/json-value.ts';

/** JSON as it is printed. */
export type Printed = null | boolean | number | string | readonly Printed[] | { readonly [key: string]: Printed };

/** Something of the template that cannot be evaluated, and where. */
export interface ExpansionError {
  readonly code: string;
  readonly message: string;
  readonly location: { readonly file: string; readonly path: string };
}

export interface ExpandedJson {
  readonly version: 1;
  readonly resources: readonly Printed[];
  readonly unknowns: readonly Cause[];
  readonly errors: readonly ExpansionError[];
  /** What a person should look at although everything could be expanded. */
  readonly warnings: readonly ExpansionError[];
}

interface Sink {
  readonly unknowns: Map<string, Cause>;
  readonly errors: ExpansionError[];
  /** How many values may still be printed: shared parts are printed wherever they occur. */
  readonly left: { values: number };
  /** One unknown is often printed in many places. */
  readonly printed: Map<Unknown, Printed>;
}

const MOST_VALUES = 1_000_000;

/** Where a value stands, innermost step first: an array is made of it only when there is something to say. */
interface Trail {
  readonly step: string | number;
  readonly outer: Trail | undefined;
}

/** What is not part of the body, or is printed in a form of its own. */
const SET_APART = new Set([
  'type',
  'name',
  'apiversion',
  'scope',
  'condition',
  'existing',
  'copy',
  'dependson',
  'resources',
  'comments',
  'location',
]);

/** The resources of an expansion as `expand -f json` prints them; `ranges` holds their places in the order of the resources. */
export function expandedJson(expansion: Expansion, ranges: readonly (Range | undefined)[]): ExpandedJson {
  const sink: Sink = { unknowns: new Map(), errors: [], left: { values: MOST_VALUES }, printed: new Map() };
  const resources = expansion.resources.flatMap((resource, i) =>
    resource.isRepeated === true ? [] : [printResource(resource, ranges[i], sink)],
  );
  const warnings: ExpansionError[] = [];
  for (const { level, code, message, file, path } of expansion.diagnostics) {
    (level === 'error' ? sink.errors : warnings).push({ code, message, location: { file, path: formatPath(path) } });
  }
  return { version: 1, resources, unknowns: [...sink.unknowns.values()], errors: sink.errors, warnings };
}

function printResource(resource: TemplateResource, range: Range | undefined, sink: Sink): Printed {
  const { origin, existing, symbolicName, frame } = resource;
  const { file = '', path = [] } = origin;
  // Azure does not evaluate what is not deployed, so nothing in it is an error.
  const own = resource.deployed === false ? { ...sink, errors: [] } : sink;
  const show = (value: Value, member?: string): Printed =>
    print(value, own, { file, path }, member === undefined ? undefined : { step: member, outer: undefined });
  const body: Record<string, Printed> = Object.create(null);
  for (const member of resource.members) {
    if (!SET_APART.has(member.toLowerCase())) body[member] = show(shown(resource, member) ?? null, member);
  }
  const location = shown(resource, 'location');
  return {
    id: show(resource.id),
    type: show(resource.shownType, 'type'),
    name: show(resource.name, 'name'),
    apiVersion: show(shown(resource, 'apiVersion') ?? null, 'apiVersion'),
    scope: show(resource.scope, 'scope'),
    ...(location !== undefined && { location: show(location, 'location') }),
    condition: show(resource.deployed, 'condition'),
    existing,
    ...(symbolicName !== undefined && { symbolicName }),
    ...(frame.loop?.kind === 'resource' && { copyIndex: show(frame.loop.index) }),
    ...body,
    origin: { file, ...(range !== undefined && { line: range.line, column: range.column }), path: formatPath(path) },
  };
}

/** A member evaluated to be shown. Of a deployment's properties the template is left out: its resources are listed themselves. */
function shown({ nested, frame, json }: TemplateResource, member: string): Value | undefined {
  const written = at(json, member);
  if (written === undefined) return undefined;
  if (nested === undefined || member.toLowerCase() !== 'properties' || !isJsonObject(written)) {
    return evaluateJson(written, frame);
  }
  const rest = Object.entries(written).filter(([name]) => name.toLowerCase() !== 'template');
  return evaluateJson(Object.fromEntries(rest) as JsonValue, frame);
}

interface Place {
  readonly file: string;
  readonly path: Path;
}

function print(value: Value, sink: Sink, place: Place, trail: Trail | undefined): Printed {
  if (--sink.left.values < 0)
    throw new LimitError('output-limit', `the expanded template has more than ${MOST_VALUES} values`);
  if (isUnknown(value)) {
    const asked = decided(value);
    return isFault(asked) ? printFault(asked, sink, place, trail) : printUnknown(value, sink);
  }
  if (isFault(value)) return printFault(value, sink, place, trail);
  if (isArray(value)) return value.map((item, step) => print(item, sink, place, { step, outer: trail }));
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, Printed> = Object.create(null);
  for (const step of Object.keys(value)) result[step] = print(value[step] ?? null, sink, place, { step, outer: trail });
  return result;
}

function printUnknown(value: Unknown, sink: Sink): Printed {
  const known = sink.printed.get(value);
  if (known !== undefined) return known;
  const symbols = symbolsOf(value);
  for (const { cause } of symbols) sink.unknowns.set(`${cause.kind}:${cause.name}`, cause);
  const printed = { $unknown: expressionText(value), cause: symbols[0]?.cause.kind ?? 'limit' };
  sink.printed.set(value, printed);
  return printed;
}

function printFault({ code, message }: Fault, sink: Sink, { file, path }: Place, trail: Trail | undefined): Printed {
  const steps: (string | number)[] = [];
  for (let at = trail; at !== undefined; at = at.outer) steps.unshift(at.step);
  sink.errors.push({ code, message, location: { file, path: formatPath([...path, ...steps]) } });
  return { $error: message };
}
