import { message } from '../../messages/message.ts';
import { isDate } from '../../util/dates.ts';
import type { Suppression } from './suppression.ts';

/** What someone wrote to accept a result, wherever it stands. */
export interface WrittenSuppression {
  /** Name, alias or ref of a rule, or the beginning of one with `*`. */
  readonly rule: string;
  readonly reason: string;
  readonly owner?: string;
  readonly expires?: string;
}

/** What is wrong, as a sentence without a full stop. */
export interface SuppressionProblem {
  readonly problem: string;
}

/** The rules that a word means. */
export type FindRules = (word: string) => { readonly found: readonly { readonly name: string }[] } | SuppressionProblem;

export type CheckedSuppression = Pick<Suppression, 'rules' | 'reason' | 'owner' | 'expires'>;

/** Characters; the schema of the configuration has the same bounds. */
const MAX_REASON = 1000;
const MAX_OWNER = 200;

/** Takes what is well-formed; what is not suppresses nothing. */
export function checkWritten(
  { rule, reason, owner, expires }: WrittenSuppression,
  findRules: FindRules,
): CheckedSuppression | SuppressionProblem {
  if (rule.trim() === '') return { problem: message('suppression.no-rule') };
  const rules = findRules(rule.trim());
  if ('problem' in rules) return rules;
  if (reason.trim() === '') return { problem: message('suppression.no-reason') };
  const long = [
    { key: 'reason', text: reason, max: MAX_REASON },
    { key: 'owner', text: owner ?? '', max: MAX_OWNER },
  ].find(({ text, max }) => text.trim().length > max);
  if (long !== undefined) return { problem: message('suppression.too-long', { key: long.key, max: long.max }) };
  if (expires !== undefined && !isDate(expires.trim()))
    return { problem: message('suppression.wrong-date', { text: expires.slice(0, MAX_SHOWN) }) };
  return {
    rules: rules.found.map(({ name }) => name),
    reason: reason.trim(),
    ...(owner !== undefined && owner.trim() !== '' && { owner: owner.trim() }),
    ...(expires !== undefined && { expires: expires.trim() }),
  };
}

const MAX_SHOWN = 40;
