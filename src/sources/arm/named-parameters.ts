import { nearest } from '../../util/nearest.ts';
import type { FoundFile } from '../discover/discover.ts';
import { templatesOf } from '../discover/pair-parameter-files.ts';
import { declaredNames, undeclared } from './check-set-flags.ts';
import type { GivenParameter } from './expand/given-parameter.ts';
import type { JsonValue } from './json/json-value.ts';
import { readParameterFile } from './parameter-file.ts';
import { isProblem, type LocatedProblem } from './read-json-file.ts';

/** A file of `--parameters` and the templates it fits. */
export interface NamedParameterFile {
  readonly file: FoundFile;
  /** The `file`s of its templates; empty when they cannot be determined. */
  readonly belongsTo: ReadonlySet<string>;
  /** Its values; undefined when it could not be read. */
  readonly values?: ReadonlyMap<string, GivenParameter>;
  readonly problem?: LocatedProblem;
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
interface NamingRequest {
  readonly cwd: string;
  readonly maxSize: number;
  readonly named: readonly FoundFile[];
  readonly configured?: (parameterFile: string) => readonly FoundFile[] | undefined;
  readonly overlay?: ReadonlyMap<string, Uint8Array>;
}

export function namedParameterFiles(
  request: NamingRequest,
  templates: readonly FoundFile[],
): readonly NamedParameterFile[] {
  const { named, cwd, maxSize, configured } = request;
  const partners = templatesOf(named, { templates, cwd, maxSize, ...(configured && { configured }) });
  return named.map((file) => {
    const read = readParameterFile(file, request);
    return {
      file,
      belongsTo: new Set(partners.get(file)?.map((template) => template.file)),
      ...(isProblem(read) ? { problem: read } : { values: read }),
      rejected: [],
      used: false,
    };
  });
}

/** Whether a template uses a file of `--parameters`: they are paired or, if it has no template, all its parameters exist. */
export function fitsTemplate(one: NamedParameterFile, template: string, json: JsonValue): boolean {
  if (one.values === undefined) return false;
  const missing = one.belongsTo.size > 0 ? [] : undeclared(one.values, json);
  const isFit = one.belongsTo.size > 0 ? one.belongsTo.has(template) : missing.length === 0;
  if (isFit) one.used = true;
  else if (missing.length > 0) one.rejected.push({ template, missing, declared: declaredNames(json) });
  return isFit;
}

/** The usage error for a file of `--parameters` that fits no template; names the closest one. */
export function unusedFileProblem(named: readonly NamedParameterFile[]): string | undefined {
  const unused = named.find(({ used, values }) => !used && values !== undefined);
  if (unused === undefined) return undefined;
  const { file, rejected } = unused;
  const [best, ...others] = rejected.toSorted((a, b) => a.missing.length - b.missing.length);
  const [first = ''] = best?.missing ?? [];
  const suggestion = nearest(first, best?.declared ?? []);
  const reason = best === undefined ? '' : `: ${best.template} has no parameter '${first}'`;
  const what = others.length === 0 ? 'does not fit the template' : `fits none of the ${rejected.length} templates`;
  return `--parameters ${file.file} ${what}${reason}${suggestion === undefined ? '' : `; did you mean '${suggestion}'?`}`;
}
