import type { ImportTarget } from '../../bind/symbols.ts';
import { accessText, callText, quote } from '../arm-text.ts';
import type { Imports } from '../lower-context.ts';
import type { CompiledName } from './compiled-expressions.ts';

/** The name that an imported symbol has in the template. */
export function templateName({ what, file, exported }: ImportTarget, imports: Imports): string {
  return (what === 'unread' ? undefined : imports.find(what, file, exported)?.name) ?? exported;
}

/** A value of a module that was not restored: nothing knows it before the deployment, like an output of that module. */
export function unreadText(reference: string, name: string): string {
  return accessText(callText('reference', [quote(reference)]), quote(name));
}

/** The name that something of a compiled template has in this one. */
export function compiledName({ what, name }: CompiledName, file: string, imports: Imports): string {
  return imports.find(what, file, name)?.name ?? name;
}
