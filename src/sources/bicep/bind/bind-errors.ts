import { nearest } from '../../../util/nearest.ts';
import type { BicepDiagnostic, BicepSpan } from '../syntax/nodes.ts';

export function bicepError(code: string, { start, end }: BicepSpan, message: string): BicepDiagnostic {
  return { code, message, start, end };
}

export function unknownName(name: string, at: BicepSpan, known: Iterable<string>): BicepDiagnostic {
  const meant = nearest(name, known);
  const message = `The name "${name}" does not exist in the current context.`;
  return meant === undefined
    ? bicepError('BCP057', at, message)
    : bicepError('BCP082', at, `${message} Did you mean "${meant}"?`);
}

export function duplicate(name: string, at: BicepSpan): BicepDiagnostic {
  return bicepError('BCP028', at, `Identifier "${name}" is declared multiple times. Remove or rename the duplicates.`);
}

/** The section of variables has its loops under this name. */
export function isReserved(name: string): boolean {
  return name.toLowerCase() === 'copy';
}

export function reservedName(name: string, at: BicepSpan): BicepDiagnostic {
  const message = `Identifier "${name}" is a reserved Bicep symbol name and cannot be used in this context.`;
  return bicepError('BCP239', at, message);
}

export function notAFunction(name: string, at: BicepSpan): BicepDiagnostic {
  return bicepError('BCP059', at, `The name "${name}" is not a function.`);
}

export function cycle(names: readonly string[], at: BicepSpan): BicepDiagnostic {
  if (names.length === 1)
    return bicepError('BCP079', at, 'This expression is referencing its own declaration, which is not allowed.');
  return bicepError('BCP080', at, `The expression is involved in a cycle ("${names.join('" -> "')}").`);
}

/** Files of a cycle that its message shows. */
const MAX_SHOWN = 20;

/** Of files that lead back to themselves, by their names. */
export function fileCycle(names: readonly string[]): { readonly code: string; readonly message: string } {
  if (names.length === 1) return { code: 'BCP094', message: 'This module references itself, which is not allowed.' };
  const shown = names.length > MAX_SHOWN ? [...names.slice(0, MAX_SHOWN), '…'] : names;
  return { code: 'BCP095', message: `The file is involved in a cycle ("${shown.join('" -> "')}").` };
}

export function noNestedResource(
  resource: string,
  name: string,
  at: BicepSpan,
  known: readonly string[],
): BicepDiagnostic {
  const list = known.length === 0 ? '(none)' : known.map((each) => `"${each}"`).join(', ');
  return bicepError(
    'BCP159',
    at,
    `The resource "${resource}" does not contain a nested resource named "${name}". Known nested resources are: ${list}.`,
  );
}
