import { isBicepName } from '../../util/paths.ts';
import type { FoundFile } from '../discover/discover.ts';
import { schemaKind } from '../discover/sniff-kind.ts';
import type { ParameterFileValues } from './bicep-reader.ts';
import type { GivenParameter } from './expand/given-parameter.ts';
import { isJsonObject, property } from './expand/json-access.ts';
import type { JsonValue } from './json/json-value.ts';
import { isProblem, type LocatedProblem, readJsonFile } from './read-json-file.ts';
import { type ReadOptions, withBicep } from './read-template.ts';

/** Reads a parameter file; one without values is returned as a problem. */
export function readParameterFile(found: FoundFile, options: ReadOptions): ParameterFileValues | LocatedProblem {
  const { file } = found;
  if (isBicepName(file)) return withBicep(options.bicep).parameters(found);
  const values = readJsonParameters(found, options);
  return isProblem(values) ? values : { values, partlyRead: [], problems: [], reads: [] };
}

function readJsonParameters(
  { file, absolute }: FoundFile,
  { maxSize, overlay }: ReadOptions,
): ReadonlyMap<string, GivenParameter> | LocatedProblem {
  const read = readJsonFile(file, absolute, maxSize, overlay);
  if (isProblem(read)) return read;
  const schema = property(read.json, '$schema');
  const isTemplate = typeof schema === 'string' && schemaKind(schema) === 'template';
  const values = isTemplate ? undefined : parameterValues(read.json, file);
  const message = isTemplate ? 'the file is a template, not a parameter file' : 'the file holds no parameters';
  return values ?? { code: 'not-parameters', message, location: { file } };
}

/** The values of a parameter file by lower-case name, or undefined when there are none. */
export function parameterValues(json: JsonValue, file: string): ReadonlyMap<string, GivenParameter> | undefined {
  if (!isJsonObject(json)) return undefined;
  const written = property(json, 'parameters');
  const section = written ?? (property(json, '$schema') === undefined ? json : {});
  if (!isJsonObject(section)) return undefined;
  const externalInputs = property(json, 'externalInputs');
  return new Map(
    Object.entries(section)
      .filter(([name]) => written !== undefined || name.toLowerCase() !== 'contentversion')
      .map(([name, entry]) => [name.toLowerCase(), { entry, name, fromFlag: false, file, externalInputs }]),
  );
}

/** The values of `--set NAME=VALUE` flags; for an invalid flag only its name, never its value. */
export function flagValues(flags: readonly string[]): ReadonlyMap<string, GivenParameter> | { readonly wrong: string } {
  const values = new Map<string, GivenParameter>();
  for (const flag of flags) {
    const at = flag.indexOf('=');
    if (at < 1) return { wrong: flag.slice(0, at < 0 ? undefined : 0) };
    const name = flag.slice(0, at);
    values.set(name.toLowerCase(), { entry: flag.slice(at + 1), name, fromFlag: true });
  }
  return values;
}
