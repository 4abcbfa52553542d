import {
  ArmError,
  type ConcreteValue,
  isInexact,
  type PureFunction,
  startWalk,
  typeName,
  unsupported,
} from './concrete-value.ts';
import { deepEqual } from './deep-equality.ts';
import { boolAt, define, typeError } from './define.ts';
import { compareInvariant } from './string-order.ts';

/** Negative, zero or positive. Throws unless both are numbers or both are texts. */
function compare(name: string, a: ConcreteValue, b: ConcreteValue): number {
  if (typeof a === 'string' && typeof b === 'string') return compareInvariant(a, b, name);
  if (typeof a === 'number' && typeof b === 'number') {
    if (a === b && isInexact(a)) throw unsupported(name, 'integers too large to compare exactly');
    return a - b;
  }
  throw new ArmError('type', `${name}: ${typeName(a)} and ${typeName(b)} have no order`);
}

function toBool([value]: readonly ConcreteValue[], name: string): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Number.isInteger(value)) return value !== 0;
    throw unsupported(name, 'a fraction');
  }
  if (typeof value !== 'string') throw typeError(name, 0, 'a string or an integer', value);
  if (/^true$/i.test(value)) return true;
  if (/^false$/i.test(value)) return false;
  if (/^\s*(?:true|false)\s*$/i.test(value)) throw unsupported(name, 'white space around a truth value');
  throw new ArmError('value', `${name}: the text is neither true nor false`);
}

export const comparisonFunctions: readonly PureFunction[] = [
  define('equals', [2, 2], 'bool', ([a, b], name) =>
    deepEqual(a as ConcreteValue, b as ConcreteValue, startWalk(name)),
  ),
  define('less', [2, 2], 'bool', ([a, b], name) => compare(name, a as ConcreteValue, b as ConcreteValue) < 0),
  define('not', [1, 1], 'bool', (args, name) => !boolAt(name, args, 0)),
  define('bool', [1, 1], 'bool', toBool),
];
