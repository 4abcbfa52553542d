/** A fenced block of a Markdown page: the words after the fence's language, the text inside, and the heading above it. */
export interface Block {
  readonly language: string;
  readonly words: readonly string[];
  readonly text: string;
  readonly heading: string;
  /** Of the opening fence, counted from 1. */
  readonly line: number;
}

/** The fenced blocks of a page in their order. Throws when the last one is not closed. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let heading = '';
  let open: { readonly info: readonly string[]; readonly line: number; readonly lines: string[] } | undefined;
  markdown.split('\n').forEach((text, i) => {
    const fence = /^```(.*)$/.exec(text);
    if (open === undefined) {
      if (fence !== null) open = { info: (fence[1] ?? '').split(' '), line: i + 1, lines: [] };
      else heading = /^## (.+)$/.exec(text)?.[1] ?? heading;
    } else if (fence === null) open.lines.push(text);
    else {
      const [language = '', ...words] = open.info;
      blocks.push({ language, words, text: `${open.lines.join('\n')}\n`, heading, line: open.line });
      open = undefined;
    }
  });
  if (open !== undefined) throw new Error('a fenced block is not closed');
  return blocks;
}

/** A page without its fenced blocks. */
export function proseOf(markdown: string): string {
  return markdown.replaceAll(/^```[\s\S]*?^```$/gm, '');
}

/** The second-level headings of a page, in their order; lines inside fenced blocks are no headings. */
export function headingsOf(markdown: string): string[] {
  return [...proseOf(markdown).matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
}
