import type { TemplateRun } from '../../sources/arm/arm-source.ts';
import type { FixTarget } from './targets.ts';

/**
 * A template of the run that deploys the file of a place, and would have to supply its new parameters: one that links to it by
 * a path, or one that links to something by an address that cannot be read and names the file.
 */
export function linkingTemplate(
  { file, templates }: Pick<FixTarget, 'file' | 'templates'>,
  { inventories }: Pick<TemplateRun, 'inventories'>,
  textOf: (file: string) => string | undefined,
): string | undefined {
  const reader = templates.find((template) => template !== file);
  if (reader !== undefined) return reader;
  const others = new Set(inventories.flatMap((one) => (one.modules.length > 0 && one.file !== file ? [one.file] : [])));
  return [...others].find((other) => namesFile(textOf(other) ?? '', file));
}

const PART_OF_NAME = /[\w.-]/;

/** Whether a text has the name of a file in it, not as a part of another name. Where the name stands does not matter: variables and defaults make addresses too. */
function namesFile(text: string, file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1).toLowerCase();
  const searched = text.toLowerCase();
  for (let at = searched.indexOf(name); at >= 0; at = searched.indexOf(name, at + 1)) {
    const [before, after] = [searched[at - 1] ?? '', searched[at + name.length] ?? ''];
    if (!PART_OF_NAME.test(before) && !PART_OF_NAME.test(after)) return true;
  }
  return false;
}
