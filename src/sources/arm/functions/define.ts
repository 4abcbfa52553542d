import {
  ArmError,
  type ConcreteObject,
  type ConcreteValue,
  checkElements,
  checkStringLength,
  isArray,
  isObject,
  type PureFunction,
  type ResultType,
  typeName,
} from './concrete-value.ts';

/** The body of a function: the number of arguments is already checked, and the name is for messages. */
export type FunctionBody = (args: readonly ConcreteValue[], name: string) => ConcreteValue;

/** Adds what every function checks: the number of arguments, and the size of the result. */
export function define(
  name: string,
  [min, max]: [number, number],
  returns: ResultType,
  body: FunctionBody,
): PureFunction {
  function apply(args: readonly ConcreteValue[]): ConcreteValue {
    if (args.length < min || args.length > max) {
      throw new ArmError('arguments', `${name}: ${args.length} arguments given, expected ${arityText(min, max)}`);
    }
    const result = body(args, name);
    if (typeof result === 'string') checkStringLength(name, result.length);
    if (isArray(result)) checkElements(name, result.length);
    return result;
  }
  return { name, min, max, returns, apply };
}

function arityText(min: number, max: number): string {
  if (min === max) return `${min}`;
  return max === Number.POSITIVE_INFINITY ? `at least ${min}` : `${min} to ${max}`;
}

export function typeError(name: string, index: number, expected: string, value: ConcreteValue | undefined): ArmError {
  return new ArmError('type', `${name}: argument ${index + 1} must be ${expected}, not ${typeName(value)}`);
}

export function stringAt(name: string, args: readonly ConcreteValue[], index: number): string {
  const value = args[index];
  if (typeof value === 'string') return value;
  throw typeError(name, index, 'a string', value);
}

export function intAt(name: string, args: readonly ConcreteValue[], index: number): number {
  const value = args[index];
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw typeError(name, index, 'an integer', value);
}

export function boolAt(name: string, args: readonly ConcreteValue[], index: number): boolean {
  const value = args[index];
  if (typeof value === 'boolean') return value;
  throw typeError(name, index, 'a boolean', value);
}

export function arrayAt(name: string, args: readonly ConcreteValue[], index: number): readonly ConcreteValue[] {
  const value = args[index];
  if (isArray(value)) return value;
  throw typeError(name, index, 'an array', value);
}

export function objectAt(name: string, args: readonly ConcreteValue[], index: number): ConcreteObject {
  const value = args[index];
  if (isObject(value)) return value;
  throw typeError(name, index, 'an object', value);
}
