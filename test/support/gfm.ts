/** Cells of a row of a table of GitHub's Markdown: a backslash keeps a pipe from ending one, in code spans too. */
export function cellsOf(row: string): readonly string[] {
  return row
    .replace(/^\| | \|$/g, '')
    .split(/(?<!(?<!\\)(?:\\\\)*\\)\|/)
    .map((cell) => cell.trim());
}

/** What is left of Markdown without code spans and escaped characters: only this can be markup, a link or a mention. */
export function activeMarkdown(line: string): string {
  let active = '';
  let at = 0;
  while (at < line.length) {
    const [fence] = /^`+/.exec(line.slice(at)) ?? [];
    if (line[at] === '\\') at += 2;
    else if (fence === undefined) active += line[at++];
    else {
      const close = new RegExp(`(?<!\`)${fence}(?!\`)`).exec(line.slice(at + fence.length));
      if (close === null) throw new Error(`a code span does not end: ${line}`);
      at += fence.length + close.index + fence.length;
    }
  }
  return active;
}
