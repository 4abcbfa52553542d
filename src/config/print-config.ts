import { escapeInLiteral } from '../util/escape.ts';
import { printable } from './config-problems.ts';

type Scalar = string | number | boolean;

/** A setting, and where it comes from where that is one place: `acraudit.yaml:3`, `--fail-on`, `default`. */
export type PrintedSetting = { readonly source?: string } & (
  | { readonly value: Scalar }
  | { readonly items: readonly PrintedSetting[] }
  | { readonly entries: readonly (readonly [key: string, setting: PrintedSetting])[] }
);

/** Words that YAML 1.1 or 1.2 does not read as strings; `off` is a string in 1.2, which this tool reads. */
const RESERVED_SCALAR = /^(?:true|false|null|yes|no|on|y|n)$/i;
const PLAIN_SCALAR = /^[A-Za-z_][\w./-]*$/;

/**
 * Settings as YAML, for `--print-config`, each with its source as a comment. A file with this text gives the same settings.
 *
 * Does not use the YAML package, which a run without a configuration file never loads.
 *
 * @param head Lines of comments before them.
 */
export function printConfig(head: readonly string[], settings: readonly (readonly [string, PrintedSetting])[]): string {
  const lines = [...head.map((text) => `# ${printable(text)}`), ...mapLines(settings)];
  return `${lines.join('\n')}\n`;
}

function mapLines(entries: readonly (readonly [string, PrintedSetting])[]): string[] {
  return entries.flatMap(([key, setting]) => {
    const start = `${scalar(key)}:`;
    if ('value' in setting) return [`${start} ${scalar(setting.value)}${comment(setting)}`];
    const lines = 'items' in setting ? listLines(setting.items) : mapLines(setting.entries);
    if (lines.length === 0) return [`${start} ${'items' in setting ? '[]' : '{}'}${comment(setting)}`];
    return [`${start}${comment(setting)}`, ...indent(lines)];
  });
}

function listLines(items: readonly PrintedSetting[]): string[] {
  return items.flatMap((item) => {
    if ('value' in item) return [`- ${scalar(item.value)}${comment(item)}`];
    const lines = 'items' in item ? listLines(item.items) : mapLines(item.entries);
    const [first = '', ...rest] = lines;
    return [`- ${first}${comment(item)}`, ...indent(rest)];
  });
}

function comment({ source }: PrintedSetting): string {
  return source === undefined ? '' : ` # ${printable(source)}`;
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** Plain where that is safe, else in double quotes, of which YAML reads all that JSON writes. */
function scalar(text: Scalar): string {
  if (typeof text !== 'string') return String(text);
  if (PLAIN_SCALAR.test(text) && !RESERVED_SCALAR.test(text)) return text;
  return escapeInLiteral(JSON.stringify(text), (character) => {
    return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`;
  });
}
