import { type CodeAction, CodeActionKind } from 'vscode-languageserver/node';
import { message } from '../messages/message.ts';
import type { ShownFinding } from './analysis.ts';
import { documentLines, type OpenDocument, type OpenDocuments } from './open-documents.ts';
import { type EditAbilities, workspaceEdit } from './workspace-edit.ts';

/** Where a comment is one: editors mark it as an error in plain JSON, unless the file has some already. */
const COMMENT = /(?:^|[\s,{[])\/[/*]/m;

/**
 * The action that accepts a result by a comment above what it is about; undefined for one that a comment in this document
 * would not cover, since it was reached through another template.
 */
export function suppressAction(
  { finding, diagnostic }: ShownFinding,
  document: OpenDocument,
  documents: OpenDocuments,
  abilities: EditAbilities,
): CodeAction | undefined {
  const { rule, location, target } = finding;
  if (target.template !== undefined || location.line === undefined) return undefined;
  const title = message('editor.suppress', { rule });
  const action = { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  const { text } = document;
  if (text.languageId === 'json' && !COMMENT.test(text.getText()))
    return { ...action, disabled: { reason: message('editor.no-comments') } };
  const { line } = location;
  const [indent = ''] = /^\s*/.exec(documentLines(document)(line - 1)) ?? [];
  const comment = `${indent}// acraudit-disable-next-line ${rule} -- ${message('editor.suppress-reason')}\n`;
  const range = { line, column: 1, endLine: line, endColumn: 1 };
  const changes = [{ file: document.file, replacements: [{ range, text: comment }] }];
  return { ...action, edit: workspaceEdit(changes, document.file, documents, abilities) };
}
