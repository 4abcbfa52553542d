import type { Identifier } from './nodes.ts';

/** A string of an expression or a type. */
interface StringParts {
  readonly kind: 'string';
  readonly segments: readonly string[];
  readonly holes: readonly unknown[];
}

/** The text of a string; undefined where interpolation makes it. */
export function literalText({ segments, holes }: StringParts): string | undefined {
  return holes.length === 0 ? (segments[0] ?? '') : undefined;
}

/** The name of a property; undefined where interpolation makes it. */
export function keyText(key: Pick<Identifier, 'kind' | 'name'> | StringParts): string | undefined {
  return key.kind === 'identifier' ? key.name : literalText(key);
}
