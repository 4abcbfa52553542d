import { basename, dirname, resolve } from 'node:path';
import type { FileProblem } from '../../../util/bounded-read.ts';
import { fileCycle } from '../bind/bind-errors.ts';
import type { BicepHost } from '../host.ts';
import type { BoundBicep } from '../lower/lower-context.ts';
import { localPath } from '../modules/local-path.ts';
import { parseModuleReference, referenceText } from '../modules/registry-reference.ts';
import { literalString } from '../syntax/literal-text.ts';
import type { BicepDiagnostic, ExtendsDeclaration, StringExpr } from '../syntax/nodes.ts';
import type { LoweredParameters } from './lowered-parameters.ts';

type Report = (error: BicepDiagnostic) => void;

/** Files that extend one another. */
const MAX_EXTENDED = 16;

/** What `using` names: an absolute path, a reference in full, or `none`. */
export function usingOf({ syntax, file }: BoundBicep, host: BicepHost, report: Report): LoweredParameters['using'] {
  const [using, second] = syntax.declarations.filter((each) => each.kind === 'using');
  if (using === undefined) {
    report({
      code: 'BCP261',
      message: 'A using declaration must be present in this parameters file.',
      start: 0,
      end: 0,
    });
    return undefined;
  }
  if (second !== undefined) report(error('BCP262', 'More than one using declaration is present.', second));
  if (using.path === undefined) return 'none';
  const text = plainText(using.path, report);
  if (text === undefined) return undefined;
  const reference = parseModuleReference(text, host.configOf(dirname(file)));
  if (reference.kind === 'problem') {
    report(error(reference.problem.code, reference.problem.message, using.path));
    return undefined;
  }
  return reference.kind === 'path' ? resolve(dirname(file), reference.path) : referenceText(reference);
}

export function extendsOf({ syntax }: BoundBicep): ExtendsDeclaration | undefined {
  return syntax.declarations.find((each) => each.kind === 'extends');
}

/** The file that `extends` names, as it is by itself. */
export type BaseFile = LoweredParameters;

export function baseOf(
  bound: BoundBicep,
  open: readonly string[],
  report: Report,
  lower: (absolute: string) => LoweredParameters | FileProblem,
): BaseFile | undefined {
  const { file } = bound;
  const declaration = extendsOf(bound);
  const text = declaration && plainText(declaration.path, report);
  if (declaration === undefined || text === undefined) return undefined;
  const fail = (code: string, message: string): undefined => {
    report(error(code, message, declaration.path));
    return undefined;
  };
  const path = localPath(text);
  if ('code' in path) return fail(path.code, path.message);
  const absolute = resolve(dirname(file), path.path);
  const from = open.indexOf(absolute);
  if (absolute === file) return fail('BCP278', 'This parameters file references itself, which is not allowed.');
  if (from >= 0) {
    const { code, message } = fileCycle(open.slice(from).map((each) => basename(each)));
    return fail(code, message);
  }
  if (open.length > MAX_EXTENDED) return fail('BCP095', `More than ${MAX_EXTENDED} files extend one another.`);
  const base = lower(absolute);
  if ('parameters' in base) return base;
  return fail('BCP091', `An error occurred reading file: ${base.message}.`);
}

function plainText(path: StringExpr, report: Report): string | undefined {
  const text = literalString(path);
  if (text !== undefined) return text;
  report(error('BCP092', 'String interpolation is not supported in file paths.', path));
  return undefined;
}

function error(
  code: string,
  message: string,
  { start, end }: { readonly start: number; readonly end: number },
): BicepDiagnostic {
  return { code, message, start, end };
}
