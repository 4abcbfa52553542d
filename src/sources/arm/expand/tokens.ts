import type { Location } from '../../../util/location.ts';
import { concatText } from '../../../value/symbolic-string.ts';
import { isWhole, symbol, typeOf, type Value, type ValueType } from '../../../value/value.ts';
import { parseJson } from '../json/parse.ts';

/** What stands before and after the name in tokens of a project's own, from the configuration. */
export interface TokenPair {
  readonly prefix: string;
  readonly suffix: string;
}

/** How a value given from outside is read. */
export interface Reading {
  readonly tokens: readonly TokenPair[];
  /** Where the value stands, for what is not known of it. */
  readonly location?: Location | undefined;
}

const NAME = '[A-Za-z_][A-Za-z0-9_.-]*';

/**
 * Tokens that a pipeline replaces before a deployment, as the tools write them: azd's `${NAME}` with a default as in shells
 * (`${NAME=x}`, `:=`, `-`, `:-`), `#{NAME}#` and `__NAME__` (Replace Tokens), `$(NAME)` (Azure Pipelines), `{{NAME}}`
 * (Mustache, Jinja), `%NAME%` (cmd). Those tools let blanks stand inside braces.
 */
const ANYWHERE: readonly string[] = [
  String.raw`\$\{(?<azd>[A-Za-z_][\w.]*)(?::?[=-](?<fallback>[^{}]*))?\}`,
  String.raw`#\{ *(${NAME}) *\}#`,
  String.raw`\$\((${NAME})\)`,
  String.raw`\{\{ *(${NAME}) *\}\}`,
];
/** These look like other things inside a text, so they count as the whole of a value only. */
const WHOLE = new RegExp(`^(?:%${NAME}%|__${NAME}__)$`);

const BUILT_IN = new RegExp(ANYWHERE.join('|'), 'g');

function patternOf(tokens: readonly TokenPair[]): RegExp {
  if (tokens.length === 0) return BUILT_IN;
  const own = tokens.map(({ prefix, suffix }) => `${escaped(prefix)}(${NAME}?)${escaped(suffix)}`);
  return new RegExp([...own, ...ANYWHERE].join('|'), 'g');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/**
 * A text as it will be when a pipeline has put in its values: unknowns of the environment, or the defaults that stand
 * there. A text that is one token is of the wanted type; undefined when it holds no token.
 */
export function replaceTokens(text: string, type: ValueType, reading: Reading): Value | undefined {
  if (WHOLE.test(text)) return tokenSymbol(text, type, reading);
  const parts: Value[] = [];
  let from = 0;
  for (const found of text.matchAll(patternOf(reading.tokens))) {
    const [all] = found;
    const { azd, fallback } = found.groups ?? {};
    const isAll = all.length === text.length;
    // The name alone tells azd's variable, whatever default another place gives it.
    const written = azd === undefined ? all : `\${${azd}}`;
    parts.push(text.slice(from, found.index), fallback ?? tokenSymbol(written, isAll ? type : 'string', reading));
    from = found.index + all.length;
  }
  if (parts.length === 0) return undefined;
  const value = concatText([...parts, text.slice(from)]);
  return typeof value === 'string' && isWhole(value) ? coerce(value, type) : value;
}

function tokenSymbol(written: string, type: ValueType, { location }: Reading): Value {
  const cause = { kind: 'environment', name: written, ...(location && { location }) } as const;
  return symbol({ key: `token:${written}`, text: written, type, cause });
}

/** A text read as a value of the type: `true`, `3` and JSON become what they say, anything else stays a text. */
export function coerce(text: string, type: ValueType): Value {
  if (type === 'string' || type === 'any') return text;
  if (type === 'bool') return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : text;
  try {
    const { value, tolerant } = parseJson(text);
    return !tolerant && typeOf(value) === type ? value : text;
  } catch {
    return text;
  }
}
