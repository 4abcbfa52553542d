import { reveal } from '../../../value/secure.ts';
import { expressionText, keyOf, symbol, type Value } from '../../../value/value.ts';
import { argumentFault } from './arity.ts';

/** A value that only a deployed resource can give, such as what `listKeys()` returns. */
export function runtime(name: string, args: readonly Value[]): Value {
  const text = `${name}(${args.map(expressionText).join(', ')})`;
  const key = `${name.toLowerCase()}(${args.map((arg) => keyOf(reveal(arg))).join(',')})`;
  return argumentFault(args) ?? symbol({ key, text, type: 'object', cause: { kind: 'runtime', name: text } });
}
