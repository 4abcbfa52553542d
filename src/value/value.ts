import { hash } from 'node:crypto';
import type { FaultCode } from '../util/error-codes.ts';
import type { Cause } from './cause.ts';
import { countSteps } from './step-counter.ts';

/**
 * A value as far as it can be known without Azure: `T`, or an unknown that keeps its symbolic form, or a fault where
 * the template is wrong. Being part of the type, an unknown cannot be forgotten: narrow with `isUnknown` and `isFault`.
 */
export type Value<T = Tree> = T | Unknown | Fault;

/** Known at this level; members may still be unknown. */
export type Tree = null | boolean | number | string | readonly Value[] | ValueObject;

export interface ValueObject {
  readonly [key: string]: Value;
}

/** The static type of an unknown, by ARM's names; `any` when nothing is declared. */
export type ValueType = 'string' | 'int' | 'bool' | 'array' | 'object' | 'any';

const KIND = Symbol('kind of value');
/** Where what is not known keeps the text of `keyOf`, once it was made. */
const KEY = Symbol('key');

/** A leaf of the symbolic form: one thing that is not known. Equal keys are the same thing. */
export interface SymbolValue {
  readonly [KIND]: 'symbol';
  [KEY]: string | undefined;
  /** Unique in the run; it names the deployment instance the symbol belongs to. */
  readonly key: string;
  /** As it is written in a template: `parameters('name')`. */
  readonly text: string;
  readonly type: ValueType;
  readonly cause: Cause;
  /** All values it can have, if they are declared. */
  readonly domain?: readonly Value[];
  /** It cannot be `''`, `[]` or `{}`: a `minLength` of 1 or more. */
  readonly notEmpty?: boolean;
  /** It stands for a secure value, which is not shown. */
  readonly isSecure?: boolean;
  /** A member that is declared and always there, with what is declared of it. */
  readonly member?: (key: string | number) => SymbolValue | undefined;
}

/** An operation that could not be carried out because an argument is not known. */
export interface CallValue {
  readonly [KIND]: 'call';
  [KEY]: string | undefined;
  readonly operation: Operation;
  readonly args: readonly Value[];
  /** How many levels of values it is made of: one more than the deepest of its arguments. */
  readonly depth: number;
  /** A secure value is among what it is made of. */
  readonly isSecure: boolean;
}

export type Unknown = SymbolValue | CallValue;

/** What evaluating a wrong template gives: a missing property, an index out of range. An error only if it decides. */
export interface Fault {
  readonly [KIND]: 'fault';
  readonly code: FaultCode;
  readonly message: string;
}

/** One of the values that an unknown can be, and the question whether it is. */
export interface Alternative {
  readonly condition: Value;
  readonly value: Value;
}

/** One function of values. `apply` is total: it folds what it can and returns a `CallValue` of itself otherwise. */
export interface Operation {
  readonly name: string;
  readonly type: ValueType;
  readonly apply: (args: readonly Value[]) => Value;
  /** The result may be null although the call succeeds, as with `tryGet`. */
  readonly nullable?: boolean;
  /** When a value of this form is there as a destination: neither null nor empty. Undefined: by what the value is made of. */
  readonly isNotEmpty?: (args: readonly Value[]) => Value<boolean> | undefined;
  /** The values it is one of, each with the question whether it is that one; the last one's is not asked. */
  readonly alternatives?: (args: readonly Value[]) => readonly Alternative[] | undefined;
  /** Items that stand for all of an array that cannot be counted; null where there may be none. */
  readonly items?: (args: readonly Value[]) => readonly Value[];
  /** A member that is known although the whole is not; undefined when it is not known either. */
  readonly member?: (args: readonly Value[], key: Value) => Value | undefined;
  readonly print?: (args: readonly string[]) => string;
}

export function symbol(fields: Omit<SymbolValue, typeof KIND | typeof KEY>): SymbolValue {
  const created: SymbolValue = { [KIND]: 'symbol', ...fields, [KEY]: undefined };
  recorder?.add(created);
  return created;
}

let recorder: WeakSet<SymbolValue> | undefined;

/** Runs `work` and records every symbol created by it. */
export function recordingSymbols<T>(into: WeakSet<SymbolValue>, work: () => T): T {
  const outer = recorder;
  recorder = into;
  try {
    return work();
  } finally {
    recorder = outer;
  }
}

/**
 * The most levels that values are nested in, as many as of arrays and objects in a template. Nothing deeper is ever made,
 * so that going through any value may use the stack.
 */
export const MAX_DEPTH = 512;

/** An operation left undecided; one that would be nested too deeply is a limit. */
export function call(operation: Operation, args: readonly Value[]): Unknown {
  let depth = 0;
  let hasSecure = false;
  for (const arg of args) {
    depth = Math.max(depth, depthOf(arg));
    hasSecure ||= isSecure(arg);
  }
  return depth < MAX_DEPTH
    ? { [KIND]: 'call', [KEY]: undefined, operation, args, depth: depth + 1, isSecure: hasSecure }
    : depthLimitSymbol(operation, args);
}

/** A call whose arguments are listed on first access, for long lists that grow one by one. */
export function lazyCall(
  operation: Operation,
  { depth, isSecure }: Pick<CallValue, 'depth' | 'isSecure'>,
  list: () => readonly Value[],
): CallValue {
  let args: readonly Value[] | undefined;
  return {
    [KIND]: 'call',
    [KEY]: undefined,
    operation,
    depth,
    isSecure,
    get args() {
      args ??= list();
      return args;
    },
  };
}

function depthLimitSymbol(operation: Operation, args: readonly Value[]): SymbolValue {
  return limitSymbol(operation, args, `${operation.name}() of values nested deeper than ${MAX_DEPTH}`);
}

/** An unknown in place of a value that exceeds a limit; equal operations on equal arguments give the same symbol. */
export function limitSymbol(operation: Operation, args: readonly Value[], text: string): SymbolValue {
  const key = `${LIMIT_KEY}:${hashLongKey(`${operation.name}(${args.map(canonicalKey).join(',')})`)}`;
  return symbol({ key, text, type: operation.type, cause: { kind: 'limit', name: text } });
}

const LIMIT_KEY = 'bound';

/** Whether a limit of this tool was reached while computing a value. */
export function reachedLimit(value: Value): boolean {
  return symbolsOf(value).some(({ key }) => key.startsWith(`${LIMIT_KEY}:`));
}

interface Measures {
  readonly depth: number;
  readonly isSecure: boolean;
}

const FLAT: Measures = { depth: 0, isSecure: false };
const FLAT_AND_SECURE: Measures = { depth: 0, isSecure: true };
const measures = new WeakMap<object, Measures>();

/** Computed once for arrays and objects; calls carry their own. */
function measuresOf(value: Value): Measures {
  if (typeof value !== 'object' || value === null) return FLAT;
  const kind = kindOf(value);
  if (kind === 'call') return value as CallValue;
  if (kind !== undefined) return (value as SymbolValue).isSecure === true ? FLAT_AND_SECURE : FLAT;
  const known = measures.get(value);
  if (known !== undefined) return known;
  let depth = 0;
  let hasSecure = false;
  const members: readonly Value[] = isArray(value) ? value : Object.values(value);
  for (const member of members) {
    if (typeof member !== 'object') continue;
    const inner = measuresOf(member);
    if (inner.depth > depth) depth = inner.depth;
    hasSecure ||= inner.isSecure;
  }
  countSteps(1 + (members.length >> 4));
  const shared = hasSecure ? undefined : SHARED_MEASURES[depth];
  const result = shared ?? { depth: depth + 1, isSecure: hasSecure };
  // Walking a small value again is cheaper than a map lookup.
  if (shared === undefined || members.length >= MIN_MEMOIZED_MEMBERS) measures.set(value, result);
  return result;
}

/** Shared measures of small values, by depth. */
const SHARED_MEASURES: readonly Measures[] = [1, 2, 3].map((depth) => ({ depth, isSecure: false }));
const MIN_MEMOIZED_MEMBERS = 64;

/** How many levels a value has; a single one, a symbol and a fault have none. */
export function depthOf(value: Value): number {
  return typeof value === 'object' ? measuresOf(value).depth : 0;
}

/** Whether a secure value is among what a value is made of. */
export function isSecure(value: Value): boolean {
  return typeof value === 'object' && measuresOf(value).isSecure;
}

const NESTED_VALUE: Operation = { name: 'value', type: 'any', apply: ([value = null]) => value };

/** The value, or a limit symbol when it is nested too deeply. Call it wherever arrays or objects of values are created. */
export function limitDepth(value: Value): Value {
  return depthOf(value) > MAX_DEPTH ? depthLimitSymbol(NESTED_VALUE, [value]) : value;
}

export function fault(code: FaultCode, message: string): Fault {
  return { [KIND]: 'fault', code, message };
}

function kindOf(value: unknown): 'symbol' | 'call' | 'fault' | undefined {
  return typeof value === 'object' && value !== null
    ? (value as { [KIND]?: 'symbol' | 'call' | 'fault' })[KIND]
    : undefined;
}

export function isUnknown(value: unknown): value is Unknown {
  const kind = kindOf(value);
  return kind === 'symbol' || kind === 'call';
}

export function isSymbol(value: unknown): value is SymbolValue {
  return kindOf(value) === 'symbol';
}

export function isCall(value: unknown): value is CallValue {
  return kindOf(value) === 'call';
}

export function isFault(value: unknown): value is Fault {
  return kindOf(value) === 'fault';
}

export function isArray(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

export function isObject(value: unknown): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && kindOf(value) === undefined;
}

export function typeOf(value: Value): ValueType | 'null' {
  if (isSymbol(value)) return value.type;
  if (isCall(value)) return value.operation.type;
  if (value === null) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'int';
  if (isArray(value)) return 'array';
  return isFault(value) ? 'any' : 'object';
}

/** The key under which a member is found: the exact spelling first, then any letter case. ARM names ignore case. */
export function findKey(object: object, key: string): string | undefined {
  if (Object.hasOwn(object, key)) return key;
  const folded = key.toLowerCase();
  for (const candidate of Object.keys(object)) {
    if (candidate.length === key.length && candidate.toLowerCase() === folded) return candidate;
  }
  return undefined;
}

const concreteness = new WeakMap<object, boolean>();

/** True when nothing in the value, at any depth, is unknown or a fault. */
export function isConcrete(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (kindOf(value) !== undefined) return false;
  const known = concreteness.get(value);
  if (known !== undefined) return known;
  countSteps();
  const members: readonly Value[] = isArray(value) ? value : Object.values(value);
  const result = members.every(isConcrete);
  concreteness.set(value, result);
  return result;
}

const faultless = new WeakSet<object>();

/**
 * The first fault that a value certainly contains, at any depth. A fault in an argument of an undecided operation, such as
 * a branch that may not be taken, does not count.
 */
export function faultIn(value: Value): Fault | undefined {
  const seen: object[] = [];
  const pending: Value[] = [value];
  while (pending.length > 0) {
    const part = pending.pop();
    if (isFault(part)) {
      for (const object of seen) faultless.delete(object);
      return part;
    }
    if (typeof part !== 'object' || part === null || isUnknown(part) || faultless.has(part)) continue;
    faultless.add(part);
    countSteps();
    seen.push(part);
    const members: readonly Value[] = isArray(part) ? part : Object.values(part);
    for (let i = members.length - 1; i >= 0; i--) pending.push(members[i] ?? null);
  }
  return undefined;
}

const canonicalKeys = new WeakMap<object, string>();
const MAX_KEY_LENGTH = 256;

/** A string that is equal for equal values and for equal symbolic forms. Long keys are hashed, so that shared parts stay cheap. */
export function canonicalKey(value: Value): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const cached = (isUnknown(value) ? value[KEY] : undefined) ?? canonicalKeys.get(value);
  if (cached !== undefined) return cached;
  const key = hashLongKey(buildKey(value));
  if (isUnknown(value) && !Object.isFrozen(value)) value[KEY] = key;
  else canonicalKeys.set(value, key);
  return key;
}

function hashLongKey(text: string): string {
  countSteps(1 + (text.length >> 8));
  return text.length > MAX_KEY_LENGTH ? `#${hash('sha256', text, 'base64')}` : text;
}

function buildKey(value: Exclude<Value, string | number | boolean | null>): string {
  if (isSymbol(value)) return `<${value.key}>`;
  if (isCall(value)) return `${value.operation.name}(${value.args.map(canonicalKey).join(',')})`;
  if (isFault(value)) return `!${value.code}:${value.message}`;
  if (isArray(value)) return `[${value.map(canonicalKey).join(',')}]`;
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalKey(value[name] ?? null)}`).join(',')}}`;
}

/** The symbols a value is made of, each once, in the order they occur. */
export function symbolsOf(value: Value): SymbolValue[] {
  const found = new Map<string, SymbolValue>();
  const seen = new Set<object>();
  const visit = (part: Value): void => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return;
    seen.add(part);
    countSteps();
    if (isSymbol(part)) found.set(part.key, part);
    else if (isCall(part)) part.args.forEach(visit);
    else if (isArray(part)) part.forEach(visit);
    else if (!isFault(part)) Object.values(part).forEach(visit);
  };
  visit(value);
  return [...found.values()];
}

const MAX_EXPRESSION_LENGTH = 4000;

/** Writes a value as the ARM expression it stands for, truncated with `…` when it is longer than a reader needs. */
export function expressionText(value: Value): string {
  const budget = { left: MAX_EXPRESSION_LENGTH };
  const text = printValue(value, budget);
  return text.length > MAX_EXPRESSION_LENGTH ? `${text.slice(0, MAX_EXPRESSION_LENGTH)}…` : text;
}

function printValue(value: Value, budget: { left: number }): string {
  if (budget.left <= 0) return '…';
  budget.left -= 8;
  if (typeof value === 'string') {
    budget.left -= value.length;
    return `'${value.slice(0, MAX_EXPRESSION_LENGTH).replaceAll("'", "''")}'`;
  }
  if (value === null) return 'null()';
  if (typeof value === 'boolean') return `${value}()`;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : `json('${value}')`;
  if (isSymbol(value)) {
    budget.left -= value.text.length;
    return value.text;
  }
  if (isFault(value)) return `fail('${value.message.replaceAll("'", "''")}')`;
  if (isCall(value)) {
    const args = printValues(value.args, budget);
    return value.operation.print?.(args) ?? `${value.operation.name}(${args.join(', ')})`;
  }
  if (isArray(value)) return `createArray(${printValues(value, budget).join(', ')})`;
  const members = Object.keys(value).flatMap((name) => [name, value[name] ?? null]);
  return `createObject(${printValues(members, budget).join(', ')})`;
}

const MIN_PRINTED_ITEMS = 16;

/** Items past the length budget are printed as one `…`. */
function printValues(list: readonly Value[], budget: { left: number }): string[] {
  const texts: string[] = [];
  for (const item of list) {
    if (budget.left <= 0 && texts.length >= MIN_PRINTED_ITEMS) return [...texts, '…'];
    texts.push(printValue(item, budget));
  }
  return texts;
}
