import { resolve } from 'node:path';
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { FileChange } from '../engine/finding.ts';
import type { OpenDocuments } from './open-documents.ts';
import { textRange } from './text-ranges.ts';

/** What the editor can do with changes of files. */
export interface EditAbilities {
  /** It takes changes of a certain version of a document, and refuses those that came too late. */
  readonly versions: boolean;
}

/** Changes of files, by their names from a folder, as the editor makes them. */
export function workspaceEdit(
  changes: readonly FileChange[],
  folder: string,
  documents: OpenDocuments,
  { versions }: EditAbilities,
): WorkspaceEdit {
  const files = changes.map(({ file, replacements }) => {
    const absolute = resolve(folder, file);
    const edits = replacements.map(({ range, text }): TextEdit => ({ range: textRange(range), newText: text }));
    return { uri: documents.uriOf(absolute), version: documents.at(absolute)?.text.version ?? null, edits };
  });
  if (!versions) return { changes: Object.fromEntries(files.map(({ uri, edits }) => [uri, edits])) };
  return { documentChanges: files.map(({ uri, version, edits }) => ({ textDocument: { uri, version }, edits })) };
}
