/** A text with values put in for its `{placeholders}`. Values are not searched for placeholders. */
export function fillText(text: string, value: (name: string) => string): string {
  const [start = '', ...rest] = piecesOf(text);
  let filled = start;
  for (let i = 0; i < rest.length; i += 2) filled += value(rest[i] ?? '') + (rest[i + 1] ?? '');
  return filled;
}

/** Texts come from catalogs and rules, so there are few, and each is used for many results. */
const known = new Map<string, readonly string[]>();

/** Fixed text and names in turn. */
function piecesOf(text: string): readonly string[] {
  const pieces = known.get(text) ?? text.split(/\{(\w+)\}/);
  known.set(text, pieces);
  return pieces;
}
