import { nearest } from '../../util/nearest.ts';
import type { FoundFile } from '../discover/discover.ts';
import { type ConfiguredTemplates, templatesOf } from '../discover/pair-parameter-files.ts';
import type { ParameterFileValues } from './bicep-reader.ts';
import { declaredNames, undeclared } from './check-set-flags.ts';
import type { JsonValue } from './json/json-value.ts';
import { readParameterFile } from './parameter-file.ts';
import { asError, isProblem, type LocatedProblem } from './read-json-file.ts';
import type { ReadOptions } from './read-template.ts';
import type { InventoryProblem } from './template-inventory.ts';

/** A file of `--parameters` and the templates it fits. */
export interface NamedParameterFile {
  readonly file: FoundFile;
  /** The `file`s of its templates; empty when they cannot be determined. */
  readonly belongsTo: ReadonlySet<string>;
  readonly read: ParameterFileValues | LocatedProblem;
  /** The templates that it does not fit. */
  readonly rejected: RejectedTemplate[];
  used: boolean;
}

/** A template without some of the parameters that a file sets. */
interface RejectedTemplate {
  readonly template: string;
  /** Names as written in the file, and in the template. */
  readonly missing: readonly string[];
  readonly declared: readonly string[];
}

/** What of a request for templates says which parameter files are named, and how they are read. */
interface NamingRequest extends ReadOptions {
  readonly cwd: string;
  readonly named: readonly FoundFile[];
  readonly configured?: ConfiguredTemplates;
}

export function namedParameterFiles(
  request: NamingRequest,
  templates: readonly FoundFile[],
): readonly NamedParameterFile[] {
  const { named, cwd, maxSize, configured, overlay } = request;
  const partners = templatesOf(named, { templates, cwd, maxSize, overlay, ...(configured && { configured }) });
  return named.map((file) => ({
    file,
    belongsTo: new Set(partners.get(file)?.map((template) => template.file)),
    read: readParameterFile(file, request),
    rejected: [],
    used: false,
  }));
}

/** What is wrong in a file, or why it cannot be read. */
export function problemsOfFile({ read }: NamedParameterFile): readonly InventoryProblem[] {
  return isProblem(read) ? [asError(read)] : read.problems;
}

/** Whether a template uses a file of `--parameters`: they are paired or, if it has no template, all its parameters exist. */
export function fitsTemplate(one: NamedParameterFile, template: string, json: JsonValue): boolean {
  if (isProblem(one.read)) return false;
  const missing = one.belongsTo.size > 0 ? [] : undeclared(one.read.values, json);
  const isFit = one.belongsTo.size > 0 ? one.belongsTo.has(template) : missing.length === 0;
  if (isFit) one.used = true;
  else if (missing.length > 0) one.rejected.push({ template, missing, declared: declaredNames(json) });
  return isFit;
}

/** The usage error for a file of `--parameters` that fits no template; names the closest one. */
export function unusedFileProblem(named: readonly NamedParameterFile[]): string | undefined {
  const unused = named.find(({ used, read }) => !used && !isProblem(read));
  if (unused === undefined) return undefined;
  const { file, rejected } = unused;
  const [best, ...others] = rejected.toSorted((a, b) => a.missing.length - b.missing.length);
  const [first = ''] = best?.missing ?? [];
  const suggestion = nearest(first, best?.declared ?? []);
  const reason = best === undefined ? '' : `: ${best.template} has no parameter '${first}'`;
  const what = others.length === 0 ? 'does not fit the template' : `fits none of the ${rejected.length} templates`;
  return `--parameters ${file.file} ${what}${reason}${suggestion === undefined ? '' : `; did you mean '${suggestion}'?`}`;
}
