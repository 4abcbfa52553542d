import { dirname, resolve } from 'node:path';
import { isJsonName } from '../../../../util/paths.ts';
import { isJsonObject } from '../../../arm/expand/json-access.ts';
import type { JsonObject } from '../../../arm/expression/evaluate-json.ts';
import type { BicepHost } from '../../host.ts';
import { parseModuleReference, referenceText } from '../../modules/registry-reference.ts';
import type { StringExpr } from '../../syntax/nodes.ts';
import type { BicepFiles } from '../lower-context.ts';

/** What the reference of an import leads to. */
export type ImportSource =
  | { readonly kind: 'bicep'; readonly file: string }
  | CompiledSource
  /** A module of a registry that was not restored. */
  | { readonly kind: 'unread'; readonly reference: string }
  | { readonly kind: 'problem'; readonly code: string; readonly message: string; readonly file?: string };

/** A compiled template; `file` is absolute, or the reference of a module of a registry. */
export interface CompiledSource {
  readonly kind: 'json';
  readonly file: string;
  readonly template: JsonObject;
  /** The file that was read, if there is one. */
  readonly read: string | undefined;
}

export function importSource(path: StringExpr, from: string, files: BicepFiles, host: BicepHost): ImportSource {
  if (path.holes.length > 0)
    return { kind: 'problem', code: 'BCP092', message: 'String interpolation is not supported in file paths.' };
  const reference = parseModuleReference(path.segments[0] ?? '', host.configOf(dirname(from)));
  if (reference.kind === 'problem') return { kind: 'problem', ...reference.problem };
  if (reference.kind === 'path') return localSource(resolve(dirname(from), reference.path), files);
  const text = referenceText(reference);
  const restored = host.restoredModule(reference, from);
  // What stands in for a module that was not restored exports nothing.
  const isWhole = restored !== undefined && restored.known === undefined && isJsonObject(restored.template);
  if (!isWhole) return { kind: 'unread', reference: text };
  return { kind: 'json', file: text, template: restored.template, read: restored.file };
}

function localSource(file: string, files: BicepFiles): ImportSource {
  if (isJsonName(file)) {
    const read = files.json(file);
    if ('json' in read) return { kind: 'json', file, template: read.json, read: file };
    return unreadable(file, read.message);
  }
  const parsed = files.parsed(file);
  return 'declarations' in parsed ? { kind: 'bicep', file } : unreadable(file, parsed.message);
}

function unreadable(file: string, why: string): ImportSource {
  return { kind: 'problem', code: 'BCP091', message: `An error occurred reading file: ${why}.`, file };
}
