import type {
  BicepDiagnostic,
  BicepSpan,
  Decorator,
  Directive,
  Expr,
  Identifier,
  InvalidExpr,
  InvalidType,
  ResourceDeclaration,
  TypeExpr,
} from './nodes.ts';
import { T, type TokenKind } from './token-kinds.ts';

/** Rules that refer to each other, so that their files need not import in a circle. */
export interface Grammar {
  readonly expression: (p: Cursor) => Expr;
  readonly type: (p: Cursor) => TypeExpr;
  /** Undefined where decorators are followed by something else. */
  readonly nestedResource: (p: Cursor) => ResourceDeclaration | undefined;
  readonly decorators: (p: Cursor) => readonly Decorator[];
  /** Goes to the end of the interpolation. */
  readonly skipHole: (p: Cursor) => void;
}

/** Where parsing stands: at one token, with what was found on the way. */
export interface Cursor {
  /** Up to where it may be read. */
  text: string;
  readonly grammar: Grammar;
  kind: TokenKind;
  start: number;
  end: number;
  /** End of the token before. */
  previousEnd: number;
  /** A rule met a token that it cannot read: rules return until one that can resume, and say nothing more. */
  failing: boolean;
  /** Nothing more is said of this declaration. */
  muted: boolean;
  /** Levels of expressions and types around this place. */
  depth: number;
  /** Levels of the tree below the expression that is read, at most. */
  height: number;
  /** Interpolations around this place; in one there are no line ends. */
  holes: number;
  /** Whether array and object literals may stand here. */
  literals: boolean;
  /** Up to here comments and errors of the scanner are recorded; looking ahead reads a place twice. */
  scanned: number;
  /** The line end that was looked past last, and the token after it. */
  lookedPast: number;
  foundPast: TokenKind;
  readonly comments: BicepSpan[];
  readonly directives: Directive[];
  readonly errors: BicepDiagnostic[];
}

export function cursorOf(text: string, grammar: Grammar): Cursor {
  return {
    text,
    grammar,
    kind: T.newLine,
    start: 0,
    end: 0,
    previousEnd: 0,
    failing: false,
    muted: false,
    depth: 0,
    height: 0,
    holes: 0,
    literals: true,
    scanned: 0,
    lookedPast: -1,
    foundPast: T.end,
    comments: [],
    directives: [],
    errors: [],
  };
}

export function report(p: Cursor, code: string, message: string, start = p.start, end = p.end): void {
  if (!p.failing && !p.muted) p.errors.push({ code, message, start, end });
}

/** Reports the current token, and makes rules return. */
export function fail(p: Cursor, code: string, message: string): void {
  report(p, code, message);
  p.failing = true;
}

/** The end of a node that began at `start` and whose last token was read. */
export const endOf = (p: Cursor, start: number): number => (p.previousEnd > start ? p.previousEnd : start);

export const missingExpr = (p: Cursor): InvalidExpr => ({ kind: 'invalid', start: p.previousEnd, end: p.previousEnd });
export const missingType = (p: Cursor): InvalidType => ({
  kind: 'invalidType',
  start: p.previousEnd,
  end: p.previousEnd,
});
export const missingName = (p: Cursor): Identifier => ({
  kind: 'identifier',
  name: '',
  start: p.previousEnd,
  end: p.previousEnd,
});

/** Asks anew: what the compiler knows of the kind is old once the next token is read. */
export const isAt = (p: Cursor, kind: TokenKind): boolean => p.kind === kind;
/** The line or the file ends here. */
export const isLineOver = (p: Cursor): boolean => p.kind === T.newLine || p.kind === T.end;

export const isKeyword = (p: Cursor, word: string): boolean =>
  p.kind === T.word && p.end - p.start === word.length && p.text.startsWith(word, p.start);
