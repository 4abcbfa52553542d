import { distribute } from '../../value/logic.ts';
import { concatText } from '../../value/symbolic-string.ts';
import {
  call,
  canonicalKey,
  isArray,
  isFault,
  isUnknown,
  limitSymbol,
  type Operation,
  type Value,
} from '../../value/value.ts';
import { joined, MAX_TEXT, replaced, splitAt } from './bounded-text.ts';
import { integerOf, type Literal, literalOf, truthOf } from './literal-equality.ts';
import { type ObjectPath, PathError, parsePathText } from './object-path.ts';
import { isSpecMap, pointerAt, type SpecReport, unknownKey } from './spec-report.ts';

/** What a function of a rule gives for a target: `{ $: { concat: [ { path: name }, '-x' ] } }`. */
export type SpecFunction =
  | { readonly kind: 'literal'; readonly literal: Literal }
  | { readonly kind: 'path'; readonly path: ObjectPath }
  | { readonly kind: 'configuration'; readonly name: string }
  | {
      readonly kind: 'call';
      readonly name: CallName;
      readonly args: readonly SpecFunction[];
      readonly parameters: Readonly<Record<string, Literal>>;
    }
  | { readonly kind: 'list'; readonly items: readonly SpecFunction[] };

type CallName = keyof typeof CALLS;

/** What functions are evaluated with. */
export interface FunctionEnv {
  /** What stands at a path of the target, whatever item a sub-selector is at. */
  readonly valueAt: (path: ObjectPath) => Value;
  readonly configuration: (name: string) => Value;
}

interface Call {
  /** Names of what stands beside it. */
  readonly parameters: readonly string[];
  /** How many of them have to be there, from the first. */
  readonly required?: number;
  readonly isList?: boolean;
  /** Undefined where the result is longer than `MAX_TEXT`. */
  readonly apply: (args: readonly Value[], parameters: Readonly<Record<string, Literal>>) => Value | undefined;
}

/** Lists and objects have no text. */
const textOf = (value: Value): string => {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return value === null || typeof value === 'object' ? '' : String(value);
};
const count = (value: Literal | undefined, otherwise: number): number => integerOf(value ?? null) ?? otherwise;
const MAX_PADDED = 10_000;

function padded(at: 'start' | 'end'): Call {
  return {
    parameters: ['totalLength', 'paddingCharacter'],
    apply: ([value = null], { totalLength, paddingCharacter }) => {
      if (value === null || typeof value === 'object') return null;
      const text = textOf(value);
      const length = Math.min(count(totalLength, 0), MAX_PADDED);
      // Anything but a single character is none.
      const character = typeof paddingCharacter === 'string' && paddingCharacter.length === 1 ? paddingCharacter : ' ';
      return at === 'start' ? text.padStart(length, character) : text.padEnd(length, character);
    },
  };
}

function element(index: 0 | -1): Call {
  return {
    parameters: [],
    apply: ([value = null]) => (isArray(value) || typeof value === 'string' ? (value.at(index) ?? null) : null),
  };
}

/** PSRule's functions of known values (docs/expressions/functions.md of PSRule). */
const CALLS = {
  boolean: { parameters: [], apply: ([value = null]) => truthOf(literalOf(value)) ?? false },
  string: {
    parameters: [],
    apply: ([value = null]) => (value === null || typeof value === 'object' ? null : textOf(value)),
  },
  integer: { parameters: [], apply: ([value = null]) => integerOf(literalOf(value)) ?? 0 },
  concat: { parameters: [], isList: true, apply: (args) => joined(args.map(textOf)) },
  substring: {
    parameters: ['length'],
    required: 1,
    apply: ([value = null], { length }) =>
      typeof value === 'string' ? value.slice(0, count(length, value.length)) : null,
  },
  replace: {
    parameters: ['oldString', 'newString', 'caseSensitive'],
    required: 2,
    apply: ([value = null], { oldString, newString, caseSensitive }) =>
      typeof value === 'string'
        ? replaced(value, String(oldString ?? ''), String(newString ?? ''), truthOf(caseSensitive ?? null) === true)
        : null,
  },
  trim: { parameters: [], apply: ([value = null]) => (typeof value === 'string' ? value.trim() : null) },
  first: element(0),
  last: element(-1),
  split: {
    parameters: ['delimiter'],
    required: 1,
    apply: ([value = null], { delimiter = null }) =>
      typeof value === 'string' ? splitAt(value, [delimiter].flat().map(String)) : null,
  },
  padLeft: padded('start'),
  padRight: padded('end'),
} as const satisfies Readonly<Record<string, Call>>;

const CALL_NAMES = Object.keys(CALLS);
const NAMES = [...CALL_NAMES, 'path', 'configuration'];

/** Reads what stands behind `$:`, or nested in it. What is wrong is reported, and null stands for it. */
export function parseFunction(data: unknown, pointer: string, report: SpecReport): SpecFunction {
  if (Array.isArray(data)) {
    // Elements may be functions too.
    return { kind: 'list', items: data.map((one, i) => parseFunction(one, pointerAt(pointer, i), report)) };
  }
  if (!isSpecMap(data)) return { kind: 'literal', literal: literalIn(data) };
  const keys = Object.keys(data);
  const name = keys.find((key) => NAMES.includes(key));
  if (name === undefined) {
    const [first] = keys;
    if (first === undefined) report(pointer, 'needs a function');
    else report(pointerAt(pointer, first), unknownKey(first, NAMES), true);
    return { kind: 'literal', literal: null };
  }
  const at = pointerAt(pointer, name);
  if (name === 'path') return pathFunction(data[name], at, report);
  if (name === 'configuration') return { kind: 'configuration', name: String(data[name]) };
  return callFunction(name as CallName, data, pointer, report);
}

function literalIn(data: unknown): Literal {
  if (Array.isArray(data)) return data.map(literalIn);
  return typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean' ? data : null;
}

function pathFunction(text: unknown, pointer: string, report: SpecReport): SpecFunction {
  try {
    return { kind: 'path', path: parsePathText(String(text)) };
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    report(pointer, error.message);
    return { kind: 'literal', literal: null };
  }
}

function callFunction(
  name: CallName,
  data: Readonly<Record<string, unknown>>,
  pointer: string,
  report: SpecReport,
): SpecFunction {
  const { isList = false }: Call = CALLS[name];
  const at = pointerAt(pointer, name);
  const given = data[name];
  if (isList && !Array.isArray(given)) report(at, `${name} needs a list`);
  const list: readonly unknown[] = isList ? (Array.isArray(given) ? given : []) : [given];
  const args = list.map((one, i) => parseFunction(one, isList ? pointerAt(at, i) : at, report));
  return { kind: 'call', name, args, parameters: parametersOf(name, data, pointer, report) };
}

/** What stands beside a function; literals, as PSRule takes no function there. */
function parametersOf(
  name: CallName,
  data: Readonly<Record<string, unknown>>,
  pointer: string,
  report: SpecReport,
): Readonly<Record<string, Literal>> {
  const { parameters: known, required = 0 }: Call = CALLS[name];
  const parameters: Record<string, Literal> = {};
  for (const key of Object.keys(data)) {
    if (key === name) continue;
    if (!known.includes(key)) report(pointerAt(pointer, key), unknownKey(key, known), true);
    else if (isSpecMap(data[key])) report(pointerAt(pointer, key), `${key} takes no function`);
    else parameters[key] = literalIn(data[key]);
  }
  const missing = known.slice(0, required).filter((key) => !Object.hasOwn(data, key));
  if (missing.length > 0) report(pointerAt(pointer, name), `${name} needs ${missing.join(' and ')} beside it`, true);
  return parameters;
}

/** The value of a function for a target. */
export function functionValue(fn: SpecFunction, env: FunctionEnv): Value {
  switch (fn.kind) {
    case 'literal':
      return fn.literal as Value;
    case 'path':
      return env.valueAt(fn.path);
    case 'configuration':
      return env.configuration(fn.name);
    case 'list':
      return fn.items.map((item) => functionValue(item, env));
    case 'call':
      return applied(
        fn,
        fn.args.map((arg) => functionValue(arg, env)),
      );
  }
}

/** Carried out where everything is known, in each branch of what is not. */
function applied(fn: Extract<SpecFunction, { kind: 'call' }>, args: readonly Value[]): Value {
  const broken = args.find(isFault);
  if (broken !== undefined) return broken;
  if (!args.some(isUnknown)) {
    const result: Value | undefined = CALLS[fn.name].apply(args, fn.parameters);
    const limit = `${fn.name}() of more than ${MAX_TEXT} characters`;
    return result === undefined ? limitSymbol(operationOf(fn), args, limit) : result;
  }
  if (fn.name === 'concat') return concatText(args.map((arg) => (isUnknown(arg) ? arg : textOf(arg))));
  const [first = null] = args;
  const split = args.length === 1 ? distribute(first, (part) => applied(fn, [part])) : undefined;
  if (split !== undefined) return split;
  return call(operationOf(fn), args);
}

function operationOf(fn: Extract<SpecFunction, { kind: 'call' }>): Operation {
  return {
    name: `$${fn.name} ${canonicalKey(JSON.stringify(fn.parameters))}`,
    type: 'any',
    nullable: true,
    apply: (again) => applied(fn, again),
    print: (texts) => `${fn.name}(${texts.join(', ')})`,
  };
}

/** The paths that a function reads. */
export function pathsOfFunction(fn: SpecFunction): readonly ObjectPath[] {
  if (fn.kind === 'path') return [fn.path];
  if (fn.kind === 'list') return fn.items.flatMap(pathsOfFunction);
  return fn.kind === 'call' ? fn.args.flatMap(pathsOfFunction) : [];
}
