import { message } from './message.ts';

/** Causes or reasons that the message of a finding names; reports list the rest. */
export const MAX_LISTED = 5;

/** `a, b, c and 2 more`. */
export function listed(names: readonly string[]): string {
  const list = names.slice(0, MAX_LISTED).join(message('list.comma'));
  const count = names.length - MAX_LISTED;
  return count > 0 ? message('list.more', { list, count }) : list;
}

/** The same for sentences: `a; b; and 2 more`. */
export function listedSentences(sentences: readonly string[]): string {
  const list = sentences.slice(0, MAX_LISTED).join(message('list.semicolon'));
  const count = sentences.length - MAX_LISTED;
  return count > 0 ? message('list.more-sentences', { list, count }) : list;
}
