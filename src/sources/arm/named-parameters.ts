import { nearest } from '../../util/nearest.ts';
import type { FoundFile } from '../discover/discover.ts';
import { templatesOf } from '../discover/parameters.ts';
import type { Supplied } from './expand/supplied.ts';
import { declaredNames, undeclared } from './given-values.ts';
import type { JsonValue } from './json/json-value.ts';
import { readParameterFile } from './parameter-file.ts';
import { isProblem, type ReadProblem } from './read-json-file.ts';

/** A file of `--parameters`, and which templates it fits. */
export interface NamedParameterFile {
  readonly file: FoundFile;
  /** The `file`s of the templates that it belongs to; empty where that cannot be told. */
  readonly belongsTo: ReadonlySet<string>;
  /** What it gives; none when it could not be read. */
  readonly values?: ReadonlyMap<string, Supplied>;
  readonly problem?: ReadProblem;
  /** The templates that it was tried on in vain. */
  readonly refused: Refused[];
  used: boolean;
}

/** A template that lacks parameters which a file gives values for. */
interface Refused {
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
      refused: [],
      used: false,
    };
  });
}

/** Whether a template gets a file of `--parameters`: it belongs to it or, if to none, the template declares all it gives. */
export function fits(one: NamedParameterFile, template: string, json: JsonValue): boolean {
  if (one.values === undefined) return false;
  const missing = one.belongsTo.size > 0 ? [] : undeclared(one.values, json);
  const isFit = one.belongsTo.size > 0 ? one.belongsTo.has(template) : missing.length === 0;
  if (isFit) one.used = true;
  else if (missing.length > 0) one.refused.push({ template, missing, declared: declaredNames(json) });
  return isFit;
}

/** Why a file of `--parameters` is wrong usage: it fits none of the templates. Names the one that lacks the least. */
export function unfitting(named: readonly NamedParameterFile[]): string | undefined {
  const unused = named.find(({ used, values }) => !used && values !== undefined);
  if (unused === undefined) return undefined;
  const { file, refused } = unused;
  const [best, ...others] = refused.toSorted((a, b) => a.missing.length - b.missing.length);
  const [first = ''] = best?.missing ?? [];
  const close = nearest(first, best?.declared ?? []);
  const why = best === undefined ? '' : `: ${best.template} has no parameter '${first}'`;
  const what = others.length === 0 ? 'does not fit the template' : `fits none of the ${refused.length} templates`;
  return `--parameters ${file.file} ${what}${why}${close === undefined ? '' : `; did you mean '${close}'?`}`;
}
