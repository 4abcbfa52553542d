import type { ModuleSymbol } from '../bind/symbols.ts';
import { callText, quote } from './arm-text.ts';
import { faultText, type LowerContext } from './lower-context.ts';
import { bodyProperty, bodyText } from './resource-names.ts';

/** The longest name of a deployment has 64 characters; the compiler leaves room for the index of a loop and for a hash. */
const MAX_PREFIX = 50;
const MAX_LOOP_PREFIX = 46;

/** The name of a module's deployment: as written, else one that the compiler makes of its symbol. */
export function moduleNameText(symbol: ModuleSymbol, at: string | undefined, context: LowerContext): string {
  if (symbol.isCyclic) return faultText('BCP080');
  const name = bodyProperty(symbol.body, 'name');
  if (name !== undefined) return bodyText(name, symbol, at, context);
  const hash = callText('uniqueString', [quote(symbol.name), 'deployment().name']);
  if (symbol.loop === undefined) return callText('format', [quote(`${symbol.name.slice(0, MAX_PREFIX)}-{0}`), hash]);
  return callText('format', [quote(`${symbol.name.slice(0, MAX_LOOP_PREFIX)}-{0}-{1}`), at ?? 'copyIndex()', hash]);
}
