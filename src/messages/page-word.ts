import { translation } from './language.ts';

/** A text of the page of the HTML report itself in the language of the run. */
export function pageWord(english: string): string {
  const words = translation()?.page ?? {};
  return Object.hasOwn(words, english) ? (words[english] ?? english) : english;
}
