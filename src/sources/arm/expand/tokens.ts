import type { Location } from '../../../util/location.ts';
import { concatText } from '../../../value/symbolic-string.ts';
import { isConcrete, symbol, typeOf, type Value, type ValueType } from '../../../value/value.ts';
import { parseJson } from '../json/parse-json.ts';

/** Custom token delimiters from the configuration. */
export interface TokenPair {
  readonly prefix: string;
  readonly suffix: string;
}

/** The context in which an external value is read. */
export interface TokenContext {
  readonly tokens: readonly TokenPair[];
  /** The location of the value, for the cause of unknowns. */
  readonly location?: Location | undefined;
}

const TOKEN_NAME = '[A-Za-z_][A-Za-z0-9_.-]*';

/**
 * Tokens that a pipeline replaces before a deployment, in the syntax of common tools: azd's `${NAME}` with a default as in shells
 * (`${NAME=x}`, `:=`, `-`, `:-`), `#{NAME}#` and `__NAME__` (Replace Tokens), `$(NAME)` (Azure Pipelines), `{{NAME}}`
 * (Mustache, Jinja), `%NAME%` (cmd). Those tools allow spaces inside braces.
 */
const ANYWHERE: readonly string[] = [
  String.raw`\$\{(?<azd>[A-Za-z_][\w.]*)(?::?[=-](?<fallback>[^{}]*))?\}`,
  String.raw`#\{ *(${TOKEN_NAME}) *\}#`,
  String.raw`\$\((${TOKEN_NAME})\)`,
  String.raw`\{\{ *(${TOKEN_NAME}) *\}\}`,
];
/** Ambiguous inside a longer string, so they count only as a whole value. */
const WHOLE_VALUE = new RegExp(`^(?:%${TOKEN_NAME}%|__${TOKEN_NAME}__)$`);

const BUILT_IN = new RegExp(ANYWHERE.join('|'), 'g');

function patternOf(tokens: readonly TokenPair[]): RegExp {
  if (tokens.length === 0) return BUILT_IN;
  const own = tokens.map(({ prefix, suffix }) => `${escapeRegExp(prefix)}(${TOKEN_NAME}?)${escapeRegExp(suffix)}`);
  return new RegExp([...own, ...ANYWHERE].join('|'), 'g');
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/**
 * A string after the pipeline has replaced its tokens: by unknowns of the environment, or by their defaults. A string that
 * is one token has the expected type; undefined when there is no token.
 */
export function replaceTokens(text: string, type: ValueType, context: TokenContext): Value | undefined {
  if (WHOLE_VALUE.test(text)) return tokenSymbol(text, type, context);
  const parts: Value[] = [];
  let from = 0;
  for (const found of text.matchAll(patternOf(context.tokens))) {
    const [all] = found;
    const { azd, fallback } = found.groups ?? {};
    const isAll = all.length === text.length;
    // The name alone identifies an azd variable, whatever its default.
    const token = azd === undefined ? all : `\${${azd}}`;
    parts.push(text.slice(from, found.index), fallback ?? tokenSymbol(token, isAll ? type : 'string', context));
    from = found.index + all.length;
  }
  if (parts.length === 0) return undefined;
  const value = concatText([...parts, text.slice(from)]);
  return typeof value === 'string' && isConcrete(value) ? coerce(value, type) : value;
}

function tokenSymbol(token: string, type: ValueType, { location }: TokenContext): Value {
  const cause = { kind: 'environment', name: token, ...(location && { location }) } as const;
  return symbol({ key: `token:${token}`, text: token, type, cause });
}

/** Converts a string to the type: `true`, `3` and JSON are parsed, anything else remains a string. */
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
