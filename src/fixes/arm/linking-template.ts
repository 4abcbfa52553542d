import type { TemplateRun } from '../../sources/arm/template-request.ts';
import { baseName } from '../../util/paths.ts';
import { jsonOf } from './json-text.ts';
import { mayBeAddressOf } from './link-address.ts';
import type { TemplateJson } from './print-json.ts';
import { isJsonObject, memberAt, type TemplateObject } from './resource-context.ts';

/** A template that deploys another from its file. */
export interface LinkingTemplate {
  readonly file: string;
  /** Whether it names the file; else it has a link whose address cannot be read. */
  readonly isKnown: boolean;
}

/** Texts that tell which templates link to which. */
export interface LinkTexts {
  readonly textOf: (file: string) => string | undefined;
  /** The JSON files of the folder of a file, as many as can be read in a moment. */
  readonly neighbours: (file: string) => Iterable<NamedText>;
}

export interface NamedText {
  readonly file: string;
  readonly text: string;
}

/**
 * A template that deploys the file of a place, and would have to supply its new parameters: one of the run that links to it by
 * a path, one that links to something by an address that cannot be read and names the file, one of the folder that does, or
 * one of the run whose link may be to any file.
 */
export function linkingTemplate(
  { file, templates }: { readonly file: string; readonly templates: readonly string[] },
  { inventories }: Pick<TemplateRun, 'inventories'>,
  { textOf, neighbours }: LinkTexts,
): LinkingTemplate | undefined {
  const reader = templates.find((template) => template !== file);
  if (reader !== undefined) return { file: reader, isKnown: true };
  const others = inventories.filter((one) => one.modules.length > 0 && one.file !== file);
  const named = others.find((other) => namesFile(textOf(other.file) ?? '', file))?.file ?? linkingNeighbour();
  if (named !== undefined) return { file: named, isKnown: true };
  const unread = others.find(({ modules }) => modules.some((module) => mayLinkTo(file, module, textOf)));
  return unread === undefined ? undefined : { file: unread.file, isKnown: false };

  function linkingNeighbour(): string | undefined {
    const known = new Set([file, ...inventories.map((one) => one.file)]);
    for (const { file: other, text } of neighbours(file))
      if (!known.has(other) && /"templateLink"/i.test(text) && namesFile(text, file)) return other;
    return undefined;
  }
}

type Module = TemplateRun['inventories'][number]['modules'][number];

function mayLinkTo(file: string, { link, origin }: Module, textOf: LinkTexts['textOf']): boolean {
  const { path = [] } = origin;
  const root: TemplateJson = jsonOf(textOf(origin.file ?? '') ?? '') ?? null;
  // Those of a nested template may be others of the same name.
  const variables = path.length > 2 ? undefined : memberAt(root, 'variables');
  return mayBeAddressOf(baseName(file), link, isJsonObject(variables) ? variables : NO_VARIABLES);
}

const NO_VARIABLES: TemplateObject = {};
const PART_OF_NAME = /[\w.-]/;

/** Whether a text has the name of a file in it, not as a part of another name. Where the name stands does not matter: variables and defaults make addresses too. */
function namesFile(text: string, file: string): boolean {
  const name = baseName(file).toLowerCase();
  const searched = text.toLowerCase();
  for (let at = searched.indexOf(name); at >= 0; at = searched.indexOf(name, at + 1)) {
    const [before, after] = [searched[at - 1] ?? '', searched[at + name.length] ?? ''];
    if (!PART_OF_NAME.test(before) && !PART_OF_NAME.test(after)) return true;
  }
  return false;
}
