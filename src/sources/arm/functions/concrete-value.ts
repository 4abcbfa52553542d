import { countSteps } from '../../../value/step-counter.ts';

/** A fully known value: JSON, with objects without prototype so that `__proto__` is a plain key. */
export type ConcreteValue = null | boolean | number | string | readonly ConcreteValue[] | ConcreteObject;
export type ConcreteObject = { readonly [key: string]: ConcreteValue };

/**
 * Why a function has no result. Two codes do not mean that the deployment would fail: `unsupported` (the result is not
 * certain here) and `limit` (a limit of this tool). All others are errors that Azure would report too.
 */
export type ArmErrorCode = 'arguments' | 'type' | 'value' | 'overflow' | 'missing' | 'unsupported' | 'limit';

/** A template function failed. The message never quotes an argument: it may be a secret. */
export class ArmError extends Error {
  override readonly name = 'ArmError';
  readonly code: ArmErrorCode;

  constructor(code: ArmErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export type ResultType = 'string' | 'int' | 'bool' | 'array' | 'object' | 'any';

/** A template function whose result depends on nothing but its arguments. */
export interface PureFunction {
  /** As the documentation spells it; lookup ignores case. */
  readonly name: string;
  readonly min: number;
  /** May be Infinity. */
  readonly max: number;
  readonly returns: ResultType;
  /** Throws ArmError: for a wrong number of arguments too. */
  readonly apply: (args: readonly ConcreteValue[]) => ConcreteValue;
}

export const MAX_STRING_LENGTH = 4_000_000;
export const MAX_ELEMENTS = 100_000;
export const MAX_VALUE_DEPTH = 512;
const MAX_VISITS = 1_000_000;

/** One traversal of nested values. Shared parts are visited each time, so depth alone does not limit the work. */
export interface ValueWalk {
  readonly name: string;
  remaining: number;
}

export function startWalk(name: string): ValueWalk {
  return { name, remaining: MAX_VISITS };
}

/** Counts one visited value of the given text length; throws `limit` when the value is too deep or too large. */
export function visit(walk: ValueWalk, depth: number, textLength = 0): void {
  const steps = 1 + (textLength >> 4);
  walk.remaining -= steps;
  countSteps(steps);
  if (depth > MAX_VALUE_DEPTH)
    throw new ArmError('limit', `${walk.name}: a value is nested more than ${MAX_VALUE_DEPTH} levels deep`);
  if (walk.remaining < 0) throw new ArmError('limit', `${walk.name}: a value is too large`);
}

export function checkStringLength(name: string, length: number): void {
  if (length > MAX_STRING_LENGTH) {
    throw new ArmError('limit', `${name}: the text would be longer than ${MAX_STRING_LENGTH} characters`);
  }
}

export function checkElements(name: string, count: number): void {
  if (count > MAX_ELEMENTS) throw new ArmError('limit', `${name}: more than ${MAX_ELEMENTS} elements`);
}

export function isArray(value: ConcreteValue | undefined): value is readonly ConcreteValue[] {
  return Array.isArray(value);
}

export function isObject(value: ConcreteValue | undefined): value is ConcreteObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object to fill: without prototype, so that every key is a plain key. */
export function newObject(): { [key: string]: ConcreteValue } {
  return Object.create(null) as { [key: string]: ConcreteValue };
}

/** The name that Azure's messages use for the type of a value. */
export function typeName(value: ConcreteValue | undefined): string {
  if (value === undefined) return 'Undefined';
  if (value === null) return 'Null';
  if (isArray(value)) return 'Array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Float';
  return { boolean: 'Boolean', string: 'String', object: 'Object' }[typeof value as 'boolean' | 'string' | 'object'];
}

/** The digits of an integer that a double cannot hold exactly are not known. */
export function isInexact(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

export function unsupported(name: string, what: string): ArmError {
  return new ArmError('unsupported', `${name}: ${what}`);
}
