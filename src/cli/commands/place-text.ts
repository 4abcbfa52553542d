/** `main.bicep:2:7`, as far as the place is known. */
export function placeText({
  file,
  line,
  column,
}: Readonly<Record<'file', unknown>> & Partial<Readonly<Record<'line' | 'column', unknown>>>): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
