import { reveal } from '../../../value/secure.ts';
import { canonicalKey, expressionText, symbol, type Value } from '../../../value/value.ts';
import { argumentFault } from './arity.ts';

/** A value that only a deployed resource has, such as the result of `listKeys()`. */
export function runtimeValue(name: string, args: readonly Value[]): Value {
  const text = `${name}(${args.map(expressionText).join(', ')})`;
  const key = `${name.toLowerCase()}(${args.map((arg) => canonicalKey(reveal(arg))).join(',')})`;
  return argumentFault(args) ?? symbol({ key, text, type: 'object', cause: { kind: 'runtime', name: text } });
}
