import { message } from '../../messages/message.ts';
import type { SuppressionProblem, WrittenSuppression } from './written-suppression.ts';

/** The tag of a live registry that suppresses, letter case aside, as Azure compares names of tags. */
export const SUPPRESS_TAG = 'acraudit-suppress';

/** Reads the value of the tag: `RULE; reason; expires`, the last of which may be left out. */
export function tagEntry(value: unknown): WrittenSuppression | SuppressionProblem {
  if (typeof value !== 'string')
    return { problem: message('suppression.wrong-type', { key: SUPPRESS_TAG, wanted: 'a text' }) };
  const [rule = '', reason = '', expires, ...more] = value.split(';').map((part) => part.trim());
  if (more.length > 0) return { problem: message('suppression.wrong-tag') };
  return { rule, reason, ...(expires !== undefined && expires !== '' && { expires }) };
}
