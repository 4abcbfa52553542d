import { bicepError } from '../bind/bind-errors.ts';
import { keyText } from '../syntax/literal-text.ts';
import type { ObjectExpr } from '../syntax/nodes.ts';
import type { LowerContext } from './lower-context.ts';

/** Reports the keys with holes of an object whose members Bicep must know; true where there is one. */
export function reportOpenKeys(object: ObjectExpr | undefined, type: string, context: LowerContext): boolean {
  const open = (object?.items ?? []).filter((item) => item.kind === 'property' && keyText(item.key) === undefined);
  const message = `String interpolation is not supported for keys on objects of type "${type}".`;
  for (const item of open) if (item.kind === 'property') context.report(bicepError('BCP040', item.key, message));
  return open.length > 0;
}
