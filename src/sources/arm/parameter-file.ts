import { isBicepName } from '../../util/path-text.ts';
import { bicepProblem } from '../discover/bicep.ts';
import type { FoundFile } from '../discover/discover.ts';
import { schemaKind } from '../discover/sniff.ts';
import { at, isJsonObject } from './expand/sections.ts';
import type { Supplied } from './expand/supplied.ts';
import type { JsonValue } from './json/json-value.ts';
import { isProblem, type ReadProblem, readJsonFile } from './read-json-file.ts';

/** Reads a parameter file; one that holds no values comes back as a problem. */
export function readParameterFile(
  { file, absolute }: FoundFile,
  { maxSize, overlay }: { readonly maxSize: number; readonly overlay?: ReadonlyMap<string, Uint8Array> },
): ReadonlyMap<string, Supplied> | ReadProblem {
  if (isBicepName(file)) return { ...bicepProblem(file), location: { file } };
  const read = readJsonFile(file, absolute, maxSize, overlay);
  if (isProblem(read)) return read;
  const schema = at(read.json, '$schema');
  const isTemplate = typeof schema === 'string' && schemaKind(schema) === 'template';
  const values = isTemplate ? undefined : parameterValues(read.json, file);
  const message = isTemplate ? 'the file is a template, not a parameter file' : 'the file holds no parameters';
  return values ?? { code: 'not-parameters', message, location: { file } };
}

/** The values of a parameter file by lower-case name, or undefined when it holds none. */
export function parameterValues(json: JsonValue, file: string): ReadonlyMap<string, Supplied> | undefined {
  if (!isJsonObject(json)) return undefined;
  const written = at(json, 'parameters');
  const section = written ?? (at(json, '$schema') === undefined ? json : {});
  if (!isJsonObject(section)) return undefined;
  const externalInputs = at(json, 'externalInputs');
  return new Map(
    Object.entries(section)
      .filter(([name]) => written !== undefined || name.toLowerCase() !== 'contentversion')
      .map(([name, entry]) => [name.toLowerCase(), { entry, name, fromFlag: false, file, externalInputs }]),
  );
}

/** The values of `--set NAME=VALUE` flags; for a flag of another form its name, never its value. */
export function flagValues(flags: readonly string[]): ReadonlyMap<string, Supplied> | { readonly wrong: string } {
  const values = new Map<string, Supplied>();
  for (const flag of flags) {
    const at = flag.indexOf('=');
    if (at < 1) return { wrong: flag.slice(0, at < 0 ? undefined : 0) };
    const name = flag.slice(0, at);
    values.set(name.toLowerCase(), { entry: flag.slice(at + 1), name, fromFlag: true });
  }
  return values;
}
