import type { ResourceSymbol } from '../bind/symbols.ts';
import { accessText, callText, quote } from './arm-text.ts';
import type { LowerContext } from './lower-context.ts';
import { resourceIdText } from './resource-ids.ts';
import { writtenNameText } from './resource-names.ts';
import { conditionText, referenceText } from './symbol-references.ts';

/**
 * A property of a declared resource. Its id, name, type and version are known from the declaration; all else is read from the
 * deployed resource, and safely only where that has one: a resource with a condition may be missing.
 */
export function resourcePropertyText(
  symbol: ResourceSymbol,
  at: string | undefined,
  name: string,
  safe: boolean,
  context: LowerContext,
): string {
  const reference = { symbol, at };
  const guarded = (text: string): string => {
    const condition = safe ? conditionText(reference, context) : undefined;
    return condition === undefined ? text : callText('if', [condition, text, 'null()']);
  };
  if (symbol.extension !== undefined) {
    const deployed = referenceText(reference, false, context);
    return safe ? callText('tryGet', [deployed, quote(name)]) : accessText(deployed, quote(name));
  }
  switch (name) {
    case 'id':
      return guarded(resourceIdText(reference, context));
    case 'name':
      return guarded(writtenNameText(reference, context));
    case 'type':
      return quote(symbol.type);
    case 'apiVersion':
      return quote(symbol.version);
    default:
      if (safe) return callText('tryGet', [guarded(referenceText(reference, true, context)), quote(name)]);
      if (name === 'properties') return referenceText(reference, false, context);
      return accessText(referenceText(reference, true, context), quote(name));
  }
}
