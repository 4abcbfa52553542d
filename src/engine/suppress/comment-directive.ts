import { message } from '../../messages/message.ts';
import { nearest } from '../../util/nearest.ts';
import type { SuppressionProblem, WrittenSuppression } from './written-suppression.ts';

/*
 * What comments say, whatever language they stand in: `acraudit-disable-next-line RULE, RULE -- reason (owner: x, expires:
 * 2027-01-31)`, and `acraudit-disable` up to `acraudit-enable`.
 */

export type CommentDirective =
  | { readonly kind: 'next-line'; readonly entries: readonly WrittenSuppression[] }
  | { readonly kind: 'begin'; readonly entries: readonly WrittenSuppression[] }
  /** Without rules it ends all regions. */
  | { readonly kind: 'end'; readonly rules: readonly string[] }
  | ({ readonly kind: 'ill-formed' } & SuppressionProblem);

/** What a text has where one of its comments may be a directive. */
export const COMMENT_MARK = 'acraudit-';

const KINDS: Readonly<Record<string, 'next-line' | 'begin' | 'end'>> = {
  'acraudit-disable-next-line': 'next-line',
  'acraudit-disable': 'begin',
  'acraudit-enable': 'end',
};

/** Reads the text of a comment, without what opens and closes it; undefined for one that is no directive. */
export function commentDirective(text: string): CommentDirective | undefined {
  // Lines of a block comment may begin with a star.
  const flat = text
    .replaceAll(/\s*\n[\s*]*/g, ' ')
    .replace(/^[\s*]+/, '')
    .trimEnd();
  if (!flat.startsWith(COMMENT_MARK)) return undefined;
  const word = /^[^\s,:]+/.exec(flat)?.[0] ?? flat;
  const kind = Object.hasOwn(KINDS, word) ? KINDS[word] : undefined;
  if (kind === undefined) return unknownDirective(word);
  const [list = '', ...parts] = flat.slice(word.length).split(/(?<=^|\s)-{2,}(?=\s|$)/);
  const rules = list
    .split(',')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '');
  if (kind === 'end') return { kind, rules };
  if (rules.length === 0) return illFormed(message('suppression.no-rule'));
  const rest = withOptions(parts.join('--').trim());
  if ('problem' in rest) return illFormed(rest.problem);
  const unread = [rest.reason, rest.owner ?? ''].find((part) => UNREAD_OPTION.test(part));
  if (unread !== undefined)
    return illFormed(message('suppression.unread-option', { text: unread.slice(0, MAX_SHOWN) }));
  if (rest.reason === '') return illFormed(message('suppression.no-reason-comment', { directive: word }));
  return { kind, entries: rules.map((rule) => ({ rule, ...rest })) };
}

function illFormed(problem: string): CommentDirective {
  return { kind: 'ill-formed', problem };
}

/** Only what may be a slip of the pen: names of other things begin with the mark too. */
function unknownDirective(word: string): CommentDirective | undefined {
  const close = /^acraudit-(?:disable|enable|ignore|suppress)/.test(word)
    ? (nearest(word, Object.keys(KINDS)) ?? 'acraudit-disable-next-line')
    : nearest(word, Object.keys(KINDS));
  return close === undefined
    ? undefined
    : illFormed(message('suppression.unknown-directive', { word: word.slice(0, MAX_SHOWN), close }));
}

const MAX_SHOWN = 60;
const OPTIONS = ['owner', 'expires'] as const;
/** A last day that stands anywhere else would never be read, and the suppression would hold for ever. */
const UNREAD_OPTION = /\b(?:owner|expires?|expiry)\s*[:=]/i;

/** The reason, and what stands in brackets at its end where that is more than a part of the sentence. */
function withOptions(text: string): Omit<WrittenSuppression, 'rule'> | SuppressionProblem {
  const open = text.endsWith(')') ? text.lastIndexOf('(') : -1;
  const inner = open < 0 ? '' : text.slice(open + 1, -1);
  const parts = inner.split(',').map((part) => part.trim());
  const pairs = parts.map((part) => /^([A-Za-z-]+)\s*[:=]\s*(\S.*)$/.exec(part) ?? undefined);
  const keys = pairs.map((pair) => pair?.[1]?.toLowerCase() ?? '');
  const isMeant =
    keys.some((key) => key !== '' && nearest(key, OPTIONS) !== undefined) || /^(?:owner|expires)\b/i.test(inner);
  if (!isMeant) return { reason: text };
  const wrong = keys.find((key) => key !== '' && !OPTIONS.some((option) => option === key));
  if (wrong !== undefined) return { problem: unknownKey(wrong, OPTIONS) };
  if (keys.includes('') || new Set(keys).size < keys.length)
    return { problem: message('suppression.wrong-options', { text: inner.slice(0, MAX_SHOWN) }) };
  const value = (key: string): string | undefined => pairs[keys.indexOf(key)]?.[2];
  const [owner, expires] = [value('owner'), value('expires')];
  return {
    reason: text.slice(0, open).trim(),
    ...(owner !== undefined && { owner }),
    ...(expires !== undefined && { expires }),
  };
}

/** A key that a suppression does not have, with the one that was probably meant. */
export function unknownKey(key: string, known: readonly string[]): string {
  const close = nearest(key, known);
  const shown = key.slice(0, MAX_SHOWN);
  return close === undefined
    ? message('suppression.unknown-key', { key: shown, known: known.join(', ') })
    : message('suppression.unknown-key-close', { key: shown, close });
}
