/** Lines of a terminal that is as small as most are, without that of the prompt. */
const MAX_LINES = 23;
/** Sections that are shown, and the lines that each may have. */
const SECTIONS: readonly (readonly [string, number])[] = [
  ['Summary', 5],
  ['Why', 4],
  ['Fix', 3],
  ['Options', 6],
];

/** A screenful of a rule's page: what it asks for, why, what to do and what can be set, without the examples. */
export function shortPage(name: string, page: string): string {
  const lines = page.split('\n');
  const shown = SECTIONS.flatMap(([heading, max]) => {
    const text = sectionOf(page, heading);
    const own = text.length > max ? [...text.slice(0, max - 1), `${text[max - 1]} …`] : text;
    return ['', `## ${heading}`, ...own];
  });
  const head = lines.slice(0, 3).filter((line) => line !== '');
  const body = [...head, ...shown].slice(0, MAX_LINES - 1);
  return `${[...body, `Examples, controls, references: acraudit rules ${name} --full`].join('\n')}\n`;
}

/** The lines of a section without its code and blank lines. */
function sectionOf(page: string, heading: string): readonly string[] {
  const [, text = ''] = new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## |(?![\\s\\S]))`, 'm').exec(page) ?? [];
  return text
    .replace(/```[\s\S]*?```/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
}
