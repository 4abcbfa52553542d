/** Accepted deviations from RFC 8259, as shown in notes. */
type Tolerance =
  | 'comments'
  | 'trailing commas'
  | 'line breaks inside strings'
  | 'control characters inside strings'
  | 'single-quoted strings'
  | "the escape \\' in strings"
  | 'white space that JSON does not know'
  | 'numbers that begin with a point';

/** The state of reading one text. */
export interface Reader {
  readonly text: string;
  offset: number;
  /** Offsets of the opening brackets around the current offset, outermost first. */
  readonly open: number[];
  /** The first offset of each deviation. */
  readonly firstSeen: Map<Tolerance, number>;
  /** The last string that runs over several lines: a missing closing quote looks like one, so errors mention it. */
  multilineString: { readonly start: number; readonly end: number } | undefined;
}

export function tolerate(reader: Reader, what: Tolerance, offset: number): void {
  if (!reader.firstSeen.has(what)) reader.firstSeen.set(what, offset);
}
