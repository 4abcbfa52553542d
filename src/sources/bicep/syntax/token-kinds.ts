/** Kinds of tokens. Those that parsing resumes at come first: they are bits of a set. */
export const T = {
  end: 0,
  newLine: 1,
  word: 2,
  string: 3,
  openBrace: 4,
  closeBrace: 5,
  closeParen: 6,
  closeSquare: 7,
  comma: 8,
  colon: 9,
  assign: 10,
  greater: 11,
  openParen: 12,
  openSquare: 13,
  integer: 14,
  at: 15,
  dot: 16,
  ellipsis: 17,
  question: 18,
  doubleColon: 19,
  semicolon: 20,
  hat: 21,
  not: 22,
  pipe: 23,
  arrow: 24,
  star: 25,
  slash: 26,
  percent: 27,
  plus: 28,
  minus: 29,
  less: 30,
  lessEqual: 31,
  greaterEqual: 32,
  equal: 33,
  notEqual: 34,
  like: 35,
  notLike: 36,
  and: 37,
  or: 38,
  coalesce: 39,
  unknown: 40,
} as const;

export type TokenKind = (typeof T)[keyof typeof T];

const BITS = 31;

export const setOf = (...kinds: readonly TokenKind[]): number =>
  kinds.reduce((set: number, kind) => set | (1 << kind), 0);

export const has = (set: number, kind: TokenKind): boolean => kind < BITS && (set & (1 << kind)) !== 0;
