/** What people call a target: its name, or where an expression makes that, what its template calls it. */
export function targetName({ name, writtenName }: { readonly name: string; readonly writtenName?: string }): string {
  return writtenName ?? name;
}
