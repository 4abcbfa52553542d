import { escapeJson } from '../../util/escape.ts';

export type TemplateJson =
  | null
  | boolean
  | number
  | string
  | readonly TemplateJson[]
  | { readonly [key: string]: TemplateJson };

/** The layout of a document. */
export interface JsonStyle {
  /** One step of indentation. */
  readonly unit: string;
  readonly lineEnd: string;
  /** Everything on one line. */
  readonly isOneLine: boolean;
  /** Between a name and its value. */
  readonly colon: string;
  /** Of a value on one line. */
  readonly spacing?: { readonly insideBraces: string; readonly afterComma: string } | undefined;
}

/** Prints a value for a place whose line is indented by `indent`; the first line is not indented. */
export function printJson(value: TemplateJson, style: JsonStyle, indent: string): string {
  if (value === null || typeof value !== 'object') return escapeJson(JSON.stringify(value));
  const isArray = Array.isArray(value);
  const [open, close] = isArray ? ['[', ']'] : ['{', '}'];
  const inner = indent + style.unit;
  const items = isArray
    ? value.map((item: TemplateJson) => printJson(item, style, inner))
    : Object.entries(value).map(
        ([key, item]) => `${escapeJson(JSON.stringify(key))}${style.colon}${printJson(item, style, inner)}`,
      );
  if (items.length === 0) return open + close;
  if (style.isOneLine) {
    const { insideBraces = '', afterComma = '' } = style.spacing ?? {};
    const pad = isArray ? '' : insideBraces;
    return `${open}${pad}${items.join(`,${afterComma}`)}${pad}${close}`;
  }
  const lines = items.map((item) => `${style.lineEnd}${inner}${item}`);
  return `${open}${lines.join(',')}${style.lineEnd}${indent}${close}`;
}

/** The white space at the beginning of the line that an offset is in. */
export function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

/** The line end that is in use before an offset, else the first of the text. */
export function lineEndAt(text: string, offset: number): string {
  const before = text.lastIndexOf('\n', offset);
  const at = before < 0 ? text.indexOf('\n') : before;
  return at > 0 && text.charCodeAt(at - 1) === 13 ? '\r\n' : '\n';
}

const DEFAULT_INDENT = '  ';

/** One step of indentation: that of the first indented line after the document's opening brace. */
export function indentUnit(text: string): string {
  const found = /\n([ \t]+)["'}\]/]/.exec(text.slice(0, 10_000))?.[1];
  if (found === undefined) return DEFAULT_INDENT;
  return found.startsWith('\t') ? '\t' : found.slice(0, 8);
}
