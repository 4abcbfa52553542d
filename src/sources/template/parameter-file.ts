import { at, isJsonObject } from './expand/sections.ts';
import type { Supplied } from './expand/supplied.ts';
import type { JsonValue } from './text/json-value.ts';

/** The values of a parameter file by lower-case name, or undefined when it holds none. */
export function parameterValues(json: JsonValue, file: string): ReadonlyMap<string, Supplied> | undefined {
  if (!isJsonObject(json)) return undefined;
  const section = at(json, 'parameters') ?? (at(json, '$schema') === undefined ? json : {});
  if (!isJsonObject(section)) return undefined;
  const externalInputs = at(json, 'externalInputs');
  return new Map(
    Object.entries(section).map(([name, entry]) => [
      name.toLowerCase(),
      { entry, fromFlag: false, file, externalInputs },
    ]),
  );
}

/** The values of `--set NAME=VALUE` flags; for a flag of another form its name, never its value. */
export function flagValues(flags: readonly string[]): ReadonlyMap<string, Supplied> | { readonly wrong: string } {
  const values = new Map<string, Supplied>();
  for (const flag of flags) {
    const at = flag.indexOf('=');
    if (at < 1) return { wrong: flag.slice(0, at < 0 ? undefined : 0) };
    values.set(flag.slice(0, at).toLowerCase(), { entry: flag.slice(at + 1), fromFlag: true });
  }
  return values;
}
