import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, Diagnostic, TextDocumentEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { folderOf } from './cli.ts';
import { type LspClient, lspClient, type SpokenLanguage } from './lsp-client.ts';

/** A folder with files that an editor has open as its workspace. */
export interface LspWorkspace {
  readonly client: LspClient;
  readonly folder: string;
  readonly uri: (name: string) => string;
}

export async function lspWorkspace(
  files: Readonly<Record<string, unknown>>,
  spoken: SpokenLanguage = {},
): Promise<LspWorkspace> {
  const folder = folderOf(files);
  const uri = (name: string): string => pathToFileURL(join(folder, name)).href;
  return { client: await lspClient(pathToFileURL(folder).href, undefined, spoken), folder, uri };
}

/** A text as the tests write documents. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A diagnostic in short: `line severity code message`; lines count from 0. */
export function brief(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(
    ({ range, severity, code, message }) => `${range.start.line} ${severity} ${code ?? '-'} ${message}`,
  );
}

/** The text of one document after an action. */
export function applied(text: string, { edit }: CodeAction, uri: string): string {
  const document = TextDocument.create(uri, 'json', 1, text);
  const edits = (edit?.documentChanges ?? []).filter((one): one is TextDocumentEdit => 'textDocument' in one);
  const own = edits.filter(({ textDocument }) => textDocument.uri === uri).flatMap((one) => one.edits);
  return TextDocument.applyEdits(
    document,
    own.flatMap((one) => ('newText' in one ? [one] : [])),
  );
}
