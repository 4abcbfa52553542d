import { basename, dirname } from 'node:path';
import { pathFilter } from '../../sources/discover/globs.ts';
import { HEAD_BYTES, sniffHead, sniffKind } from '../../sources/discover/sniff-kind.ts';
import { isBicepName, isJsonName, relativePath } from '../../util/paths.ts';
import type { InputSelections } from '../lint/input-selections.ts';

/**
 * Whether a document is one that is linted: by its content, as a search of folders goes by it, for an editor opens every
 * kind of JSON. Bicep is told by its name.
 */
export function isLintable(file: string, content: string): boolean {
  const name = basename(file);
  if (isBicepName(name)) return true;
  if (!isJsonName(name)) return false;
  // Nearly always the schema stands among the first characters.
  const kind = sniffHead(Buffer.from(content.slice(0, HEAD_BYTES)));
  return (kind ?? sniffKind(Buffer.from(content), { named: false, json: true })) !== 'other';
}

/** Whether the configuration leaves out a file in a folder that is loaded, as it does when the folder is searched. */
export function isLeftOut(file: string, { rulesOf }: Pick<InputSelections, 'rulesOf'>): boolean {
  const rules = rulesOf(dirname(file));
  if (rules === undefined) return false;
  const path = relativePath(rules.root, file);
  if (pathFilter(rules.exclude ?? [], true).matches(path)) return true;
  return rules.include !== undefined && !pathFilter(rules.include, false).matches(path);
}
