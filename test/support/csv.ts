/** Reads RFC 4180 in which every field is quoted, and throws at everything else. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const row: string[] = [];
    rows.push(row);
    for (;;) {
      const field = /"((?:[^"]|"")*)"(,|\r\n)/sy;
      field.lastIndex = at;
      const [found, value = '', end] = field.exec(text) ?? [];
      if (found === undefined) throw new Error(`no field at: ${text.slice(at, at + 40)}`);
      row.push(value.replaceAll('""', '"'));
      at += found.length;
      if (end !== ',') break;
    }
  }
  return rows;
}
