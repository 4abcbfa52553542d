let words: Readonly<Record<string, string>> = {};

/** Says what the page says by these texts, by the English ones. */
export function speak(texts: Readonly<Record<string, string>>): void {
  words = texts;
}

/** A text of the page itself in the language of the report, with values for its `{placeholders}`. */
export function say(english: string, values: Readonly<Record<string, string | number>> = {}): string {
  const text = Object.hasOwn(words, english) ? (words[english] ?? english) : english;
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
