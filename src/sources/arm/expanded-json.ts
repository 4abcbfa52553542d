import { formatPath, type Path, type Range } from '../../util/location.ts';
import type { Cause } from '../../value/cause.ts';
import { LimitError } from '../../value/limit-error.ts';
import { revealDecision } from '../../value/secure.ts';
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
import type { Expansion } from './expand/expand-template.ts';
import { isJsonObject, property } from './expand/json-access.ts';
import type { TemplateResource } from './expand/template-instance.ts';
import { evaluateJson } from './expression/evaluate-json.ts';
import type { JsonValue } from './json/json-value.ts';
import type { InventoryProblem } from './template-inventory.ts';

/** JSON output. */
export type PrintedValue =
  | null
  | boolean
  | number
  | string
  | readonly PrintedValue[]
  | { readonly [key: string]: PrintedValue };

/** A part of the template that cannot be evaluated, and its location. */
export interface ExpansionError {
  readonly code: string;
  readonly message: string;
  /** With a line, or with a path. */
  readonly location: {
    readonly file: string;
    readonly path?: string;
    readonly line?: number;
    readonly column?: number;
  };
}

export interface ExpandedJson {
  readonly version: 1;
  readonly resources: readonly PrintedValue[];
  readonly unknowns: readonly Cause[];
  readonly errors: readonly ExpansionError[];
  /** Notices about a template that could be expanded. */
  readonly warnings: readonly ExpansionError[];
}

interface PrintState {
  readonly unknowns: Map<string, Cause>;
  readonly errors: ExpansionError[];
  /** Remaining number of values: shared parts are printed at each occurrence. */
  readonly remaining: { values: number };
  /** Cache: one unknown is often printed many times. */
  readonly printed: Map<Unknown, PrintedValue>;
}

const MAX_PRINTED_VALUES = 1_000_000;

/** The path of a value, innermost step first; converted to an array only for an error. */
interface Trail {
  readonly step: string | number;
  readonly outer: Trail | undefined;
}

/** Members that are not part of the body, or are printed separately. */
const EXCLUDED_FROM_BODY = new Set([
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
export function expandedJson(
  expansion: Expansion,
  ranges: readonly (Range | undefined)[],
  problems: readonly InventoryProblem[] = [],
): ExpandedJson {
  const sink: PrintState = {
    unknowns: new Map(),
    errors: problems.filter(({ error }) => error).map(printProblem),
    remaining: { values: MAX_PRINTED_VALUES },
    printed: new Map(),
  };
  const resources = expansion.resources.flatMap((resource, i) =>
    resource.isRepresentative === true ? [] : [printResource(resource, ranges[i], sink)],
  );
  const warnings = problems.filter(({ error }) => !error).map(printProblem);
  for (const { level, code, message, file, path } of expansion.diagnostics) {
    (level === 'error' ? sink.errors : warnings).push({ code, message, location: { file, path: formatPath(path) } });
  }
  return { version: 1, resources, unknowns: [...sink.unknowns.values()], errors: sink.errors, warnings };
}

function printProblem({ code, message, location }: InventoryProblem): ExpansionError {
  const { file, line, column, path } = location;
  const place = line === undefined || column === undefined ? {} : { line, column };
  return { code, message, location: { file, ...place, ...(path !== undefined && { path }) } };
}

function printResource(resource: TemplateResource, range: Range | undefined, sink: PrintState): PrintedValue {
  const { origin, existing, symbolicName, frame } = resource;
  const { file = '', path = [] } = origin;
  // Azure does not evaluate resources that are not deployed, so they cause no errors.
  const own = resource.deployed === false ? { ...sink, errors: [] } : sink;
  const show = (value: Value, member?: string): PrintedValue =>
    printValue(value, own, { file, path }, member === undefined ? undefined : { step: member, outer: undefined });
  const body: Record<string, PrintedValue> = Object.create(null);
  for (const member of resource.members) {
    if (!EXCLUDED_FROM_BODY.has(member.toLowerCase()))
      body[member] = show(printableMember(resource, member) ?? null, member);
  }
  const location = printableMember(resource, 'location');
  return {
    id: show(resource.id),
    type: show(resource.displayType, 'type'),
    name: show(resource.name, 'name'),
    apiVersion: show(printableMember(resource, 'apiVersion') ?? null, 'apiVersion'),
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

/** A member evaluated for printing. The template of a nested deployment is left out: its resources are listed. */
function printableMember({ nested, frame, json }: TemplateResource, member: string): Value | undefined {
  const written = property(json, member);
  if (written === undefined) return undefined;
  if (nested === undefined || member.toLowerCase() !== 'properties' || !isJsonObject(written)) {
    return evaluateJson(written, frame);
  }
  const rest = Object.entries(written).filter(([name]) => name.toLowerCase() !== 'template');
  return evaluateJson(Object.fromEntries(rest) as JsonValue, frame);
}

interface ResourceLocation {
  readonly file: string;
  readonly path: Path;
}

function printValue(value: Value, sink: PrintState, place: ResourceLocation, trail: Trail | undefined): PrintedValue {
  if (--sink.remaining.values < 0)
    throw new LimitError('output-limit', `the expanded template has more than ${MAX_PRINTED_VALUES} values`);
  if (isUnknown(value)) {
    const resolved = revealDecision(value);
    return isFault(resolved) ? printFault(resolved, sink, place, trail) : printUnknown(value, sink);
  }
  if (isFault(value)) return printFault(value, sink, place, trail);
  if (isArray(value)) return value.map((item, step) => printValue(item, sink, place, { step, outer: trail }));
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, PrintedValue> = Object.create(null);
  for (const step of Object.keys(value))
    result[step] = printValue(value[step] ?? null, sink, place, { step, outer: trail });
  return result;
}

function printUnknown(value: Unknown, sink: PrintState): PrintedValue {
  const known = sink.printed.get(value);
  if (known !== undefined) return known;
  const symbols = symbolsOf(value);
  for (const { cause } of symbols) sink.unknowns.set(`${cause.kind}:${cause.name}`, cause);
  const printed = { $unknown: expressionText(value), cause: symbols[0]?.cause.kind ?? 'limit' };
  sink.printed.set(value, printed);
  return printed;
}

function printFault(
  { code, message }: Fault,
  sink: PrintState,
  { file, path }: ResourceLocation,
  trail: Trail | undefined,
): PrintedValue {
  const steps: (string | number)[] = [];
  for (let at = trail; at !== undefined; at = at.outer) steps.unshift(at.step);
  sink.errors.push({ code, message, location: { file, path: formatPath([...path, ...steps]) } });
  return { $error: message };
}
