/** Text that shows as it is: no markup, links, HTML or line breaks come of it. */
export function markdownText(text: string): string {
  return visible(text).replace(/[\\`*_{}[\]<>()#+\-.!|~&:@$=^]/g, (char) =>
    /[-.()+=:]/.test(char) && !LINKING.test(text) ? char : `\\${char}`,
  );
}

/** Something that renderers make a link of without being asked. */
const LINKING = /:\/\/|www\.|@/i;

/** A code span around any text. */
export function markdownCode(text: string): string {
  const shown = visible(text);
  const fence = '`'.repeat(longestRun(shown) + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') || shown === '' ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A code block around any lines. */
export function markdownBlock(language: string, lines: readonly string[]): string {
  const shown = lines.map(visible);
  const fence = '`'.repeat(Math.max(3, longestRun(shown.join('\n')) + 1));
  return [`${fence}${language}`, ...shown, fence].join('\n');
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** Control characters, line breaks and marks that change the direction of text, in a form that can be seen. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}
