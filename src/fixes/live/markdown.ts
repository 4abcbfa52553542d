import { escapeInvisible } from '../../util/escape.ts';

/**
 * Escapes text so that it renders literally: no markup, links, HTML or line breaks. Words that renderers turn into links or
 * mentions on their own are put in code spans, because some do so even after a backslash.
 */
export function markdownText(text: string): string {
  return escapeInvisible(text)
    .split(/( +)/)
    .map((word) => (LINKING.test(word) ? markdownCode(word) : escapedWord(word)))
    .join('');
}

/** Words that some renderers convert: addresses, mentions, emoji names. */
const LINKING = /:\/\/|www\.|@|mailto:|xmpp:|:[\w+-]+:/i;

function escapedWord(word: string): string {
  return word.replace(/[\\`*_{}[\]<>#!|~&$^]|^[-+=]/g, '\\$&').replace(/^(\d+)([.)])$/, '$1\\$2');
}

/** A code span around any text. */
export function markdownCode(text: string): string {
  const shown = escapeInvisible(text);
  const fence = '`'.repeat(longestRun(shown) + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') || shown === '' ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
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
