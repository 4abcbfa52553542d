/** A section of a rule's page, as Markdown; '' where there is none. */
function section(page: string, heading: string): string {
  return new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## |(?![\\s\\S]))`, 'm').exec(page)?.[1] ?? '';
}

/** The text of a section without code, tables and lists, and without what only styles or links it. */
export function sectionText(page: string, heading: string): string {
  return section(page, heading)
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .replaceAll(/^(?:\||- ).*$/gm, '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\*+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The rows of the tables of a section. */
export function sectionTable(page: string, heading: string): readonly string[] {
  return section(page, heading)
    .split('\n')
    .filter((line) => line.startsWith('|'));
}

/** Sentences, without those that only introduce an example, unless there is nothing else. */
export function sentencesOf(text: string): readonly string[] {
  const all = text.split(/(?<=[.:?!]) (?=[A-Z`])|(?<=[。？！]) ?|(?<=：) /).filter((sentence) => sentence !== '');
  const own = all.filter((sentence) => !/[:：]$/.test(sentence));
  return own.length > 0 ? own : all.map((sentence) => sentence.replace(/:$/, '.').replace(/：$/, '。'));
}

/** Sentences as a text: Chinese ones have no space between them. */
export function joinSentences(sentences: readonly string[]): string {
  return sentences.join(' ').replaceAll(/(?<=[。？！]) /g, '');
}
