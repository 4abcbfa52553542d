import { FileChangeType, type FileEvent } from 'vscode-languageserver/node';
import type { Checker } from './checker.ts';
import { fileOfFileUri } from './document-uri.ts';
import type { OpenDocuments } from './open-documents.ts';

/** The files of which changes on disk matter: inputs, configurations, baselines and rule files. */
export const WATCHED: readonly string[] = [
  '**/*.{json,jsonc,bicep,bicepparam}',
  '**/acraudit.{yaml,yml}',
  '**/*.[Rr]ule.{yaml,yml}',
  '**/ps-rule.{yaml,yml}',
];

/** Whether a change on disk can be of interest: of an open document only that it has come to be or is gone. */
export function watchedChange(
  { uri, type }: FileEvent,
  { documents, checker }: { readonly documents: OpenDocuments; readonly checker: Checker },
): boolean {
  const file = fileOfFileUri(uri);
  if (file === undefined || /[\\/](?:node_modules|\.git)[\\/]/.test(file)) return false;
  if (type !== FileChangeType.Changed) return true;
  if (documents.at(file) !== undefined) return false;
  return !/\.(?:jsonc?|bicep|bicepparam)$/i.test(file) || checker.usesFile(file);
}
