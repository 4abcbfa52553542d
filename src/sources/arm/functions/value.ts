import { countSteps } from '../../../value/steps.ts';

/** A value that is fully known: JSON, with objects that have no prototype so that `__proto__` is a plain key. */
export type Known = null | boolean | number | string | readonly Known[] | KnownObject;
export type KnownObject = { readonly [key: string]: Known };

/**
 * Why a function gave no value. Two codes do not mean that the deployment would fail: `unsupported` (the result is not
 * known for certain here) and `limit` (a bound of this tool). All others are errors that Azure would report too.
 */
export type ArmErrorCode = 'arguments' | 'type' | 'value' | 'overflow' | 'missing' | 'unsupported' | 'limit';

/** A template function that gave no value. The message never quotes the text of an argument: it may be a secret. */
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
  readonly apply: (args: readonly Known[]) => Known;
}

export const maxTextLength = 4_000_000;
export const maxElements = 100_000;
export const maxDepth = 512;
const maxVisits = 1_000_000;

/** One walk over nested values. Shared parts are visited again each time, so depth alone does not bound the work. */
export interface Walk {
  readonly name: string;
  left: number;
}

export function startWalk(name: string): Walk {
  return { name, left: maxVisits };
}

/** Counts one visited value of the given text length; throws `limit` when the value is too deep or too large. */
export function visit(walk: Walk, depth: number, textLength = 0): void {
  const steps = 1 + (textLength >> 4);
  walk.left -= steps;
  countSteps(steps);
  if (depth > maxDepth)
    throw new ArmError('limit', `${walk.name}: a value is nested more than ${maxDepth} levels deep`);
  if (walk.left < 0) throw new ArmError('limit', `${walk.name}: a value is too large`);
}

export function checkTextLength(name: string, length: number): void {
  if (length > maxTextLength) {
    throw new ArmError('limit', `${name}: the text would be longer than ${maxTextLength} characters`);
  }
}

export function checkElements(name: string, count: number): void {
  if (count > maxElements) throw new ArmError('limit', `${name}: more than ${maxElements} elements`);
}

export function isArray(value: Known | undefined): value is readonly Known[] {
  return Array.isArray(value);
}

export function isObject(value: Known | undefined): value is KnownObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object to fill: without prototype, so that every key is a plain key. */
export function newObject(): { [key: string]: Known } {
  return Object.create(null) as { [key: string]: Known };
}

/** The name that Azure's messages use for the type of a value. */
export function typeName(value: Known | undefined): string {
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
