import { ASTERISK, commentEnd, DOUBLE_QUOTE, opensComment, SINGLE_QUOTE } from './characters.ts';
import { skipString } from './skip-json.ts';

/** A comment of a text that `parseJson` accepts. */
export interface JsonComment {
  /** Without what opens and closes it. */
  readonly text: string;
  /** Offsets of what opens it, and after what closes it. */
  readonly start: number;
  readonly end: number;
}

/** The comments of a text, in its order. What looks like one in a string is none. */
export function commentsIn(text: string): readonly JsonComment[] {
  const comments: JsonComment[] = [];
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) offset = skipString(text, offset) - 1;
    else if (opensComment(text, offset)) {
      const end = commentEnd(text, offset);
      if (end === -1) break;
      const isBlock = text.charCodeAt(offset + 1) === ASTERISK;
      comments.push({ text: text.slice(offset + 2, isBlock ? end - 2 : end), start: offset, end });
      offset = end - 1;
    }
  }
  return comments;
}
