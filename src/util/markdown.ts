import { escapeInvisible } from './escape.ts';

/**
 * Escapes text so that it renders literally, in a cell of a table too: no markup, links, HTML or line breaks. Words that
 * renderers turn into links or mentions on their own are put in code spans, because some do so even after a backslash.
 */
export function markdownText(text: string): string {
  return escapeInvisible(text)
    .split(BETWEEN_WORDS)
    .map((word) => (LINKING.test(word) ? markdownCode(word) : escapedWord(word)))
    .join('');
}

/**
 * Words that some renderers convert: addresses, mentions, emoji names; references to issues, merge requests, labels and
 * commits, as GitHub, GitLab and Azure DevOps write them.
 */
/** Blanks, and what Chinese has between words of other scripts. */
const BETWEEN_WORDS = /( +|[\p{Script=Han}，。；：！？、（）“”]+)/u;

const LINKING = /:\/\/|www\.|@|mailto:|xmpp:|:[\w+-]+:|[#!$%&~^]\w|\bgh-\d|\b[0-9a-f]{7,}\b/i;

function escapedWord(word: string): string {
  return word.replace(/[\\`*_{}[\]<>#!|~&$^]|^[-+=]/g, '\\$&').replace(/^(\d+)([.)])$/, '$1\\$2');
}

/** Code spans around any text. A pipe stands between two of them, since a table ends a cell even inside a span. */
export function markdownCode(text: string): string {
  const parts = escapeInvisible(text).split('|');
  return parts.map((part) => (part === '' && parts.length > 1 ? '' : codeSpan(part))).join('\\|');
}

function codeSpan(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1);
  // A renderer takes a blank off both ends, where both have one.
  const pad = /^`|`$|^ .* $|^$/.test(text) ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** A code block around any lines. */
export function markdownBlock(language: string, lines: readonly string[]): string {
  const shown = lines.map(escapeInvisible);
  const fence = '`'.repeat(Math.max(3, longestRun(shown.join('\n')) + 1));
  return [`${fence}${language}`, ...shown, fence].join('\n');
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
