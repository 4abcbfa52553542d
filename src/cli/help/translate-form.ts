/** Fixed text and names in turn. */
function piecesOf(form: string): readonly string[] {
  return form.split(/\{(\w+)\}/);
}

/** The values that stand in a text where a form has `{names}`; undefined where it is no text of the form. Linear in the text. */
function valuesIn(text: string, form: string): Readonly<Record<string, string>> | undefined {
  const pieces = piecesOf(form);
  const [start = ''] = pieces;
  if (!text.startsWith(start)) return undefined;
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  let at = start.length;
  for (let i = 1; i < pieces.length; i += 2) {
    const fixed = pieces[i + 1] ?? '';
    const isLast = i + 2 >= pieces.length;
    const end = isLast ? text.length - fixed.length : text.indexOf(fixed, at);
    if (end < at || !text.startsWith(fixed, end)) return undefined;
    values[pieces[i] ?? ''] = text.slice(at, end);
    at = end + fixed.length;
  }
  return at === text.length ? values : undefined;
}

/** A text in another language, by the first of the forms that it has; as it is where it has none of them. */
export function translateForm(text: string, forms: Readonly<Record<string, string>>): string {
  for (const [form, translated] of Object.entries(forms)) {
    const values = valuesIn(text, form);
    if (values !== undefined) return translated.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  }
  return text;
}
