import { message } from '../../messages/message.ts';
import { unknownKey } from './comment-directive.ts';
import type { SuppressionProblem, WrittenSuppression } from './written-suppression.ts';

/** An entry of `metadata.acraudit.suppress`. */
export interface MetadataEntry extends WrittenSuppression {
  /** A symbolic name, or a pattern of a name. */
  readonly resource?: string;
}

/** A part of `metadata.acraudit`, with the keys that lead to it. */
export type MetadataPart = { readonly steps: readonly (string | number)[] } & (
  | { readonly entry: MetadataEntry }
  | SuppressionProblem
);

const KEYS = ['rule', 'resource', 'reason', 'owner', 'expires'] as const;

/** Reads the value of `metadata.acraudit`. It is literal: nothing in it is evaluated. */
export function metadataEntries(value: unknown): readonly MetadataPart[] {
  if (!isObject(value)) return [{ steps: [], problem: wrongType('acraudit', 'an object') }];
  return Object.entries(value).flatMap(([key, list]): readonly MetadataPart[] => {
    if (key !== 'suppress') return [{ steps: [key], problem: unknownKey(key, ['suppress']) }];
    if (!Array.isArray(list)) return [{ steps: [key], problem: wrongType(key, 'a list') }];
    return list.map((entry: unknown, i) => ({ steps: [key, i], ...entryOf(entry) }));
  });
}

function entryOf(value: unknown): { readonly entry: MetadataEntry } | SuppressionProblem {
  if (!isObject(value)) return { problem: wrongType('an entry of suppress', 'an object') };
  const unknown = Object.keys(value).find((key) => !KEYS.some((known) => known === key));
  if (unknown !== undefined) return { problem: unknownKey(unknown, KEYS) };
  const wrong = KEYS.find((key) => value[key] !== undefined && typeof value[key] !== 'string');
  if (wrong !== undefined) return { problem: wrongType(wrong, 'a text') };
  const { rule = '', reason = '', resource, owner, expires } = value as Partial<MetadataEntry>;
  const rest = {
    ...(resource !== undefined && { resource }),
    ...(owner !== undefined && { owner }),
    ...(expires !== undefined && { expires }),
  };
  return { entry: { rule, reason, ...rest } };
}

function wrongType(key: string, wanted: string): string {
  return message('suppression.wrong-type', { key, wanted });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
