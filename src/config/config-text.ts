import type { ConfigPlace } from './config.ts';
import type { ConfigProblem } from './config-problems.ts';
import type { KnownRule, Lookup } from './known-rules.ts';
import type { YamlValues } from './yaml-values.ts';

export interface ParseContext {
  /** The file as messages name it. */
  readonly file: string;
  readonly knownRules: readonly KnownRule[];
  /** When given, packs have to be some of these, which are in lower case, letter case aside. */
  readonly knownPacks?: readonly string[];
}

/** The text of a configuration as the parts that read it see it: where values stand, and where to report what is wrong. */
export interface ConfigText extends ParseContext {
  /** By JSON Pointer: of the value, or of its key when `atKey`. */
  readonly report: (pointer: string, message: string, atKey?: boolean) => void;
  /** Where the value at a JSON Pointer is set: at its key, or where an entry of a list begins. */
  readonly placeOf: (pointer: string) => ConfigPlace;
}

export function configText(
  { offsets, positionOf }: YamlValues,
  context: ParseContext,
  problems: ConfigProblem[],
): ConfigText {
  return {
    ...context,
    report: (pointer, message, atKey = false) => {
      const place = offsets.get(pointer);
      const offset = (atKey ? place?.key : undefined) ?? place?.value ?? 0;
      problems.push({ offset, message });
    },
    placeOf: (pointer) => {
      const place = offsets.get(pointer);
      return { file: context.file, ...positionOf(place?.key ?? place?.value ?? 0) };
    },
  };
}

/** What was found, or undefined and the problem reported. */
export function unwrap<T>(result: Lookup<T>, report: (problem: string) => void): T | undefined {
  if ('found' in result) return result.found;
  report(result.problem);
  return undefined;
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
