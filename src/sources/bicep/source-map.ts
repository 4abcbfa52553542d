import type { Path } from '../../util/location.ts';
import { findKey } from '../../value/value.ts';
import type { JsonValue } from '../arm/json/json-value.ts';
import type { BicepSpan } from './syntax/nodes.ts';

/** Where the members of a lowered object or array stand in the Bicep file that it was lowered from. */
export type MemberSpans = ReadonlyMap<string | number, BicepSpan>;

/** Of one lowered file: for each object and array that has places, those of its members. */
export type SourceMap = WeakMap<object, MemberSpans>;

/** The place of the value at `path` of a lowered template, or of its closest ancestor that has one, and how much of the path that is. */
export function spanAt(
  map: SourceMap,
  template: JsonValue,
  path: Path,
): { readonly span: BicepSpan; readonly depth: number } | undefined {
  let found: { span: BicepSpan; depth: number } | undefined;
  let at: JsonValue | undefined = template;
  for (const [i, step] of path.entries()) {
    if (typeof at !== 'object' || at === null) break;
    const key: string | number = typeof step === 'string' ? (findKey(at, step) ?? step) : step;
    const span = map.get(at)?.get(key);
    if (span !== undefined) found = { span, depth: i + 1 };
    at = (at as Readonly<Record<string | number, JsonValue>>)[key];
  }
  return found;
}
