/** A part of a Terraform file that declarations are made of; comments and blanks are none. */
export interface TerraformToken {
  readonly kind: 'word' | 'text' | 'open' | 'close' | 'other';
  /** The word, or the content of a text without its quotes and without what it computes. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const BLANK = /[\s\uFEFF]+/y;
const COMMENT = /#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))/y;
const WORD = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const HEREDOC = /<<-?([\p{L}_][\p{L}\p{N}_-]*)\r?\n/uy;

/**
 * The tokens of a Terraform file (HCL, native syntax), one after the other, in linear time and without recursion: texts may hold
 * expressions, which hold texts. What is not closed ends with the file.
 */
export function* terraformTokens(text: string): Generator<TerraformToken> {
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const skipped = match(BLANK) ?? match(COMMENT);
    if (skipped !== undefined) {
      at += skipped.length;
      continue;
    }
    const start = at;
    const word = match(WORD);
    if (word !== undefined) {
      at += word.length;
      yield { kind: 'word', value: word, start, end: at };
    } else if (text[at] === '"') {
      at = textEnd(text, at);
      yield { kind: 'text', value: text.slice(start + 1, at - 1), start, end: at };
    } else {
      const heredoc = match(HEREDOC);
      at = heredoc === undefined ? at + 1 : heredocEnd(text, at, heredoc);
      const kind =
        heredoc !== undefined ? 'other' : text[start] === '{' ? 'open' : text[start] === '}' ? 'close' : 'other';
      yield { kind, value: '', start, end: at };
    }
  }
}

/** Where a text ends that begins with a quote. `${` and `%{` begin an expression, in which other texts may stand. */
function textEnd(text: string, start: number): number {
  // What is open: texts, and braces of expressions within them.
  const open: ('"' | '{')[] = ['"'];
  let at = start + 1;
  for (; at < text.length && open.length > 0; at++) {
    const letter = text[at];
    if (open.at(-1) === '"') {
      const isExpression = (letter === '$' || letter === '%') && text[at + 1] === '{';
      if (letter === '\\') at++;
      // Written twice, the sign stands for itself.
      else if (isExpression && text[at - 1] !== letter) {
        open.push('{');
        at++;
      } else if (letter === '"') open.pop();
      // A text ends with its line: what follows one that was not closed is still read.
      else if (letter === '\n' && open.length === 1) return at;
    } else if (letter === '"') open.push('"');
    else if (letter === '{') open.push('{');
    else if (letter === '}') open.pop();
  }
  return Math.min(at, text.length);
}

/** Where the line of the delimiter ends that closes a heredoc. */
function heredocEnd(text: string, at: number, opening: string): number {
  const delimiter = opening.replace(/^<<-?/, '').trim();
  let line = at + opening.length;
  while (line < text.length) {
    const newline = text.indexOf('\n', line);
    const end = newline < 0 ? text.length : newline;
    if (text.slice(line, end).trim() === delimiter) return end;
    line = end + 1;
  }
  return text.length;
}
