import { FileChangeType, type FileEvent } from 'vscode-languageserver/node';
import type { Checker } from './checker.ts';
import { fileOfFileUri } from './document-uri.ts';
import type { OpenDocuments } from './open-documents.ts';

/** Bicep loads files of every kind, so that an editor is asked about all. */
export const WATCHED: readonly string[] = ['**/*'];

/** The contents of these are inputs. */
const INPUT = /\.(?:jsonc?|bicep|bicepparam)$/i;
/** Configurations and rule files. */
const SETTINGS = /(?:^|[\\/])(?:acraudit|ps-rule|.*\.rule)\.ya?ml$/i;

/**
 * Whether a change on disk can be of interest: of settings always, of an input that nothing uses and of an open document only that it
 * has come to be or is gone, of other files where something uses them.
 */
export function watchedChange(
  { uri, type }: FileEvent,
  { documents, checker }: { readonly documents: OpenDocuments; readonly checker: Pick<Checker, 'usesFile'> },
): boolean {
  const file = fileOfFileUri(uri);
  if (file === undefined || /[\\/](?:node_modules|\.git)[\\/]/.test(file)) return false;
  const isSettings = SETTINGS.test(file);
  if (type !== FileChangeType.Changed && (isSettings || INPUT.test(file))) return true;
  return documents.at(file) === undefined && (isSettings || checker.usesFile(file));
}
