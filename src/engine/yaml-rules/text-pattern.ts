import { RE2JS, RE2JSSyntaxException } from 're2js';
import { lifted } from '../../value/lifted.ts';
import { beginsWith, matchesPattern } from '../../value/matching.ts';
import { countSteps } from '../../value/step-counter.ts';
import { isCall, type Unknown, type Value } from '../../value/value.ts';

export interface TextOptions {
  readonly caseSensitive?: boolean;
  /** Numbers and booleans count as their text. */
  readonly convert?: boolean;
}

/** A pattern that is none, or needs what cannot be matched in linear time. */
export class PatternError extends Error {}

const MAX_PATTERN_LENGTH = 1000;
const MAX_COMPILED = 1000;
const compiled = new Map<string, RE2JS>();

/**
 * A regular expression of .NET, matched in linear time: what RE2 has no syntax for (lookaround, backreferences) is refused.
 *
 * @throws PatternError
 */
export function expressionOf(pattern: string, { caseSensitive = false }: TextOptions): RE2JS {
  const key = `${caseSensitive} ${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  if (pattern.length > MAX_PATTERN_LENGTH)
    throw new PatternError(`an expression of more than ${MAX_PATTERN_LENGTH} characters`);
  const made = compileExpression(pattern, caseSensitive);
  // Patterns come from rules, of which there are few; that they are bounded is for a program that runs for long.
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(key, made);
  return made;
}

function compileExpression(pattern: string, caseSensitive: boolean): RE2JS {
  try {
    // .NET's \Z is the end, also before a last line break.
    return RE2JS.compile(
      pattern.replaceAll(/(?<=(?:^|[^\\])(?:\\\\)*)\\Z/g, '\\n?\\z'),
      caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE,
    );
  } catch (error) {
    if (error instanceof RE2JSSyntaxException)
      throw new PatternError(error.message.replace(/^error parsing regexp: /, '').replace('`(?i)', '`'));
    throw error;
  }
}

/** Whether a regular expression is found in a text. */
export function matchesExpression(value: Value, pattern: string, options: TextOptions): Value<boolean> {
  const expression = expressionOf(pattern, options);
  return onText(value, `matches ${options.caseSensitive ? 'exactly ' : ''}${pattern}`, {}, (text) => {
    countSteps(1 + (text.length >> 4));
    return expression.matcher(text).find();
  });
}

/** Whether a text as a whole fits wildcards of PowerShell: `*`, `?` and `[a-z]`. */
export function isLike(value: Value, pattern: string, options: TextOptions): Value<boolean> {
  const expression = likeExpression(pattern, options);
  const isPlain = !options.caseSensitive && !options.convert && !/[?[\]`]/.test(pattern);
  return onText(
    value,
    `is like ${nameOf(options)}${pattern}`,
    options,
    (text) => expression.matcher(text).find(),
    (unknown) => (isPlain ? decided(matchesPattern(unknown, pattern)) : undefined),
  );
}

/**
 * The regular expression that wildcards of PowerShell stand for.
 *
 * @throws PatternError
 */
export function likeExpression(pattern: string, options: TextOptions): RE2JS {
  return expressionOf(wildcardExpression(pattern), options);
}

function wildcardExpression(pattern: string): string {
  const escaped = (text: string): string => text.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&');
  const parts = pattern.match(/`.|\*|\?|\[[^\]]*\]|[^`*?[]+|[`[]/gs) ?? [];
  const expression = parts.map((part) => {
    if (part === '*') return '(?s:.*)';
    if (part === '?') return '(?s:.)';
    if (part.startsWith('`') && part.length > 1) return escaped(part.slice(1));
    return /^\[[^\]]+\]$/.test(part) ? `[${part.slice(1, -1).replaceAll(/[\\^[]/g, '\\$&')}]` : escaped(part);
  });
  return `\\A${expression.join('')}\\z`;
}

export type TextPlace = 'startsWith' | 'endsWith' | 'contains';

const PLACES: Readonly<Record<TextPlace, (text: string, part: string) => boolean>> = {
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};

/** Whether a text begins with, ends in or contains another. */
export function hasText(value: Value, place: TextPlace, part: string, options: TextOptions): Value<boolean> {
  const fold = (text: string): string => (options.caseSensitive ? text : text.toLowerCase());
  const wanted = fold(part);
  return onText(
    value,
    `${place} ${nameOf(options)}${part}`,
    options,
    (text) => PLACES[place](fold(text), wanted),
    (unknown) => {
      if (options.caseSensitive || options.convert) return undefined;
      if (place === 'startsWith') return decided(beginsWith(unknown, part));
      if (part.includes('*')) return undefined;
      return decided(matchesPattern(unknown, place === 'endsWith' ? `*${part}` : `*${part}*`));
    },
  );
}

function nameOf({ caseSensitive, convert }: TextOptions): string {
  return `${caseSensitive ? 'exactly ' : ''}${convert ? 'converted ' : ''}`;
}

/** The answer for a text; anything else has none, unless it is converted. */
function onText(
  value: Value,
  name: string,
  { convert = false }: TextOptions,
  test: (text: string) => boolean,
  askInPart?: (unknown: Unknown) => boolean | undefined,
): Value<boolean> {
  return lifted(
    value,
    name,
    (known) => {
      if (typeof known === 'string') return test(known);
      if (!convert || (typeof known !== 'number' && typeof known !== 'boolean')) return false;
      return test(typeof known === 'boolean' ? (known ? 'True' : 'False') : String(known));
    },
    askInPart,
  );
}

/** Undefined for a question that stays open. */
function decided(answer: Value<boolean>): boolean | undefined {
  return isCall(answer) ? undefined : answer === true ? true : answer === false ? false : undefined;
}
