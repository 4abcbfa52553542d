import { expressionOf, PatternError } from './text-pattern.ts';

/** A step of a path into an object, as PSRule writes it (docs/psrule.md). */
export type PathStep =
  /** A member by its name; `isExact`: with this letter case. */
  | { readonly kind: 'member'; readonly name: string; readonly isExact: boolean }
  /** An element, counted from the end where negative. */
  | { readonly kind: 'index'; readonly index: number }
  /** All elements, or all members of an object. */
  | { readonly kind: 'all' }
  | { readonly kind: 'slice'; readonly start?: number; readonly end?: number; readonly step: number }
  /** Every member of this name in what is below, not below one that matches. */
  | { readonly kind: 'descendants'; readonly name: string }
  | { readonly kind: 'filter'; readonly test: PathTest };

/** What a filter asks of an element. */
export type PathTest =
  | { readonly kind: 'and' | 'or'; readonly tests: readonly PathTest[] }
  | { readonly kind: 'not'; readonly test: PathTest }
  | { readonly kind: 'exists'; readonly path: ObjectPath }
  | {
      readonly kind: 'compare';
      readonly path: ObjectPath;
      readonly operator: CompareOperator;
      readonly literal: PathLiteral;
    };

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '~=';
export type PathLiteral = string | number | boolean;

export interface ObjectPath {
  /** As it is written. */
  readonly text: string;
  readonly steps: readonly PathStep[];
}

/** A path that is none, or one of the forms that PSRule skips in silence. */
export class PathError extends Error {}

const MAX_PATH_LENGTH = 1000;
const MAX_GROUPS = 20;
const MEMBER = /\$?[\p{L}\p{Nd}_-]+/uy;
const QUOTED = /'([^']*)'|"([^"]*)"/y;
const NUMBER = /-?\d{1,9}/y;
const SPACE = /\s*/y;
/** `$` may also begin a name: `$schema`. */
const REFERENCE = /@|\$(?![\p{L}\p{Nd}_-])/uy;
const NAME_START = /['"$\p{L}\p{Nd}_-]/uy;
const PLUS = /\+/y;
const OPERATOR = /==|!=|<=|>=|~=|<|>/y;

/**
 * Reads a path.
 *
 * @throws PathError for what is no path, which PSRule would skip.
 */
export function parsePathText(text: string): ObjectPath {
  if (text.length > MAX_PATH_LENGTH) throw new PathError(`a path of more than ${MAX_PATH_LENGTH} characters`);
  const reader = { text, at: 0, groups: 0 };
  const steps = readSteps(reader);
  if (reader.at < text.length) throw unexpected(reader);
  return { text, steps };
}

interface PathReader {
  readonly text: string;
  at: number;
  groups: number;
}

function unexpected({ text, at }: PathReader): PathError {
  const rest = text.slice(at, at + 20);
  return new PathError(rest === '' ? 'the path ends too early' : `PSRule reads no path from '${rest}' on`);
}

function take(reader: PathReader, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found === null) return undefined;
  reader.at = pattern.lastIndex;
  return found;
}

function isAt({ text, at }: PathReader, pattern: RegExp): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function takeText(reader: PathReader, text: string): boolean {
  if (!reader.text.startsWith(text, reader.at)) return false;
  reader.at += text.length;
  return true;
}

/** Steps up to what belongs to no path; `.`, `$` and `@` alone are the object itself. */
function readSteps(reader: PathReader): readonly PathStep[] {
  const steps: PathStep[] = [];
  const begun = reader.at;
  take(reader, REFERENCE);
  for (;;) {
    const step = readStep(reader, steps.length === 0);
    if (step === undefined) break;
    steps.push(step);
  }
  if (reader.at === begun) throw unexpected(reader);
  return steps;
}

function readStep(reader: PathReader, isFirst: boolean): PathStep | undefined {
  if (takeText(reader, '..')) return { kind: 'descendants', name: memberName(reader) };
  if (takeText(reader, '[') || takeText(reader, '.[')) return readBracket(reader);
  if (takeText(reader, '+')) return { kind: 'member', name: memberName(reader), isExact: true };
  if (takeText(reader, '.')) {
    if (reader.text.startsWith('*', reader.at)) throw new PathError("'.*' is not implemented by PSRule; write [*]");
    if (isFirst && !isAt(reader, NAME_START) && !isAt(reader, PLUS)) return undefined;
    const isExact = takeText(reader, '+');
    return { kind: 'member', name: memberName(reader), isExact };
  }
  return isFirst && isAt(reader, NAME_START) ? { kind: 'member', name: memberName(reader), isExact: false } : undefined;
}

/** Dashes around a name are no part of it; a name in quotes may have them. */
function memberName(reader: PathReader): string {
  const quoted = take(reader, QUOTED);
  const plain = quoted === undefined ? take(reader, MEMBER)?.[0].replaceAll(/^-+|-+$/g, '') : undefined;
  const name = plain ?? (quoted === undefined ? '' : quotedText(quoted));
  if (name === '') throw unexpected(reader);
  return name;
}

function readBracket(reader: PathReader): PathStep {
  const step = bracketStep(reader);
  take(reader, SPACE);
  if (takeText(reader, ',')) throw new PathError('several names or indexes in one [ ] are not implemented by PSRule');
  if (!takeText(reader, ']')) throw unexpected(reader);
  return step;
}

function bracketStep(reader: PathReader): PathStep {
  take(reader, SPACE);
  if (takeText(reader, '*')) return { kind: 'all' };
  if (takeText(reader, '?')) return { kind: 'filter', test: readOr(reader) };
  const quoted = take(reader, QUOTED);
  if (quoted !== undefined) return { kind: 'member', name: quotedText(quoted), isExact: false };
  const start = readNumber(reader);
  if (!takeText(reader, ':')) {
    if (start === undefined) throw unexpected(reader);
    return { kind: 'index', index: start };
  }
  const end = readNumber(reader);
  const step = takeText(reader, ':') ? (readNumber(reader) ?? 1) : 1;
  if (step === 0) throw new PathError('a slice with step 0');
  return { kind: 'slice', ...(start !== undefined && { start }), ...(end !== undefined && { end }), step };
}

function quotedText(found: RegExpExecArray): string {
  return found[1] ?? found[2] ?? '';
}

function readNumber(reader: PathReader): number | undefined {
  const found = take(reader, NUMBER)?.[0];
  return found === undefined ? undefined : Number(found);
}

function readOr(reader: PathReader): PathTest {
  return readJunction(reader, '||', 'or', (one) => readJunction(one, '&&', 'and', readUnary));
}

function readJunction(
  reader: PathReader,
  sign: string,
  kind: 'and' | 'or',
  readOperand: (reader: PathReader) => PathTest,
): PathTest {
  const tests = [readOperand(reader)];
  for (;;) {
    take(reader, SPACE);
    if (!takeText(reader, sign)) break;
    tests.push(readOperand(reader));
  }
  const [only] = tests;
  return tests.length === 1 && only !== undefined ? only : { kind, tests };
}

function readUnary(reader: PathReader): PathTest {
  take(reader, SPACE);
  if (++reader.groups > MAX_GROUPS) throw new PathError(`a filter of more than ${MAX_GROUPS} parts`);
  if (takeText(reader, '!')) return { kind: 'not', test: readUnary(reader) };
  if (takeText(reader, '(')) {
    const test = readOr(reader);
    take(reader, SPACE);
    if (!takeText(reader, ')')) throw unexpected(reader);
    return test;
  }
  return readComparison(reader);
}

function readComparison(reader: PathReader): PathTest {
  // The root is out of reach in a filter.
  if (!reader.text.startsWith('@', reader.at) && (!isAt(reader, NAME_START) || isAt(reader, REFERENCE)))
    throw unexpected(reader);
  const start = reader.at;
  const steps = readSteps(reader);
  const path = { text: reader.text.slice(start, reader.at), steps };
  take(reader, SPACE);
  const operator = take(reader, OPERATOR)?.[0] as CompareOperator | undefined;
  if (operator === undefined) return { kind: 'exists', path };
  take(reader, SPACE);
  const literal = readLiteral(reader);
  if (operator === '~=') checkPattern(String(literal));
  return { kind: 'compare', path, operator, literal };
}

function checkPattern(pattern: string): void {
  try {
    expressionOf(pattern, {});
  } catch (error) {
    throw error instanceof PatternError ? new PathError(error.message) : error;
  }
}

function readLiteral(reader: PathReader): PathLiteral {
  const quoted = take(reader, QUOTED);
  if (quoted !== undefined) return quotedText(quoted);
  const number = readNumber(reader);
  if (number !== undefined) return number;
  const word = take(reader, /true|false/iy)?.[0];
  if (word === undefined) throw unexpected(reader);
  return word.toLowerCase() === 'true';
}

/** The plain members that a path begins with, `$` and `.` aside; what of an object it reads, up to where spelling counts. */
export function leadingMembers({ steps }: ObjectPath): readonly string[] {
  const names: string[] = [];
  for (const step of steps) {
    if (step.kind !== 'member' || step.isExact) break;
    names.push(step.name);
  }
  return names;
}
