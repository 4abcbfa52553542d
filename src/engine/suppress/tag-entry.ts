import { message } from '../../messages/message.ts';
import type { SuppressionProblem, WrittenSuppression } from './written-suppression.ts';

/** Reads the value of the tag: `RULE; reason; expires`, the last of which may be left out. */
export function tagEntry(value: unknown): WrittenSuppression | SuppressionProblem {
  if (typeof value !== 'string')
    return { problem: message('suppression.wrong-type', { key: 'the tag', wanted: 'a text' }) };
  const [rule = '', reason = '', expires, ...more] = value.split(';').map((part) => part.trim());
  if (more.length > 0) return { problem: message('suppression.wrong-tag') };
  return { rule, reason, ...(expires !== undefined && expires !== '' && { expires }) };
}
