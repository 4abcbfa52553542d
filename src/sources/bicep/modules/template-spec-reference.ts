import type { ReferenceProblem } from './reference-problem.ts';

/** A template spec of Azure. */
export interface TemplateSpecReference {
  readonly kind: 'ts';
  /** A GUID. */
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly version: string;
}

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Of names of groups, specs and versions, in characters. */
const MAX_NAME = 90;
const GROUP = /^[\p{L}\p{Nd}_.()-]*[\p{L}\p{Nd}_()-]$/u;
const NAME = /^[\p{L}\p{Nd}\p{Mn}\p{Pc}.()-]*[\p{L}\p{Nd}\p{Mn}\p{Pc}()-]$/u;

/** Reads `SUBSCRIPTION/GROUP/NAME:VERSION` (Bicep.Core/Modules/TemplateSpecModuleReference.cs). */
export function templateSpecReference(full: string, written: string): TemplateSpecReference | ReferenceProblem {
  const [, subscription = '', resourceGroup = '', name = '', version = ''] =
    /^([^/:]+)\/([^/:]+)\/([^/:]+):([^/:]+)$/.exec(full) ?? [];
  if (version === '')
    return {
      code: 'BCP194',
      message: `"${written}" is no reference to a template spec: write "ts:SUBSCRIPTION/GROUP/NAME:VERSION" or "ts/ALIAS:NAME:VERSION".`,
    };
  if (!GUID.test(subscription))
    return { code: 'BCP217', message: `The subscription "${subscription}" in "${written}" is no GUID.` };
  return (
    nameProblem('resource group', resourceGroup, GROUP, ['BCP218', 'BCP219']) ??
    nameProblem('template spec', name, NAME, ['BCP220', 'BCP221']) ??
    nameProblem('version', version, NAME, ['BCP222', 'BCP223']) ?? {
      kind: 'ts',
      subscription,
      resourceGroup,
      name,
      version,
    }
  );
}

function nameProblem(
  what: string,
  name: string,
  pattern: RegExp,
  [tooLong, invalid]: readonly [string, string],
): ReferenceProblem | undefined {
  if (name.length > MAX_NAME)
    return { code: tooLong, message: `The name of the ${what} "${name}" is longer than ${MAX_NAME} characters.` };
  if (pattern.test(name)) return undefined;
  return {
    code: invalid,
    message: `The name of the ${what} "${name}" is not valid: it consists of letters, digits and . _ - ( ), and does not end with a point.`,
  };
}
