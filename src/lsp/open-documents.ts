import { dirname, sep } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Overlay } from '../util/bounded-read.ts';
import { fileOfUri, uriOfFile } from './document-uri.ts';
import type { LineReader } from './text-ranges.ts';

/** A document that the editor has open, and the file that it stands for. */
export interface OpenDocument {
  readonly file: string;
  /** Its content as it is now; the same object for as long as it is open. */
  readonly text: TextDocument;
}

/** The documents that are open, by what they stand for. Those that stand for no file are not among them. */
export interface OpenDocuments {
  /** Takes over the content of a document; undefined for one that stands for no file. */
  readonly put: (text: TextDocument) => OpenDocument | undefined;
  readonly remove: (uri: string) => OpenDocument | undefined;
  readonly of: (uri: string) => OpenDocument | undefined;
  readonly at: (file: string) => OpenDocument | undefined;
  readonly all: () => readonly OpenDocument[];
  /** Their contents. It is another object after each change. */
  readonly overlay: () => Overlay;
  /** The address of a file: as the editor spells it where it is open. */
  readonly uriOf: (file: string) => string;
  /** The folder that a file's name is shown from: that of the workspace it lies in, else its own. */
  readonly folderOf: (file: string) => string;
}

/** @param folders The folders of the workspace, absolute, as they are now. */
export function openDocuments(folders: () => readonly string[]): OpenDocuments {
  const byUri = new Map<string, OpenDocument>();
  const byFile = new Map<string, OpenDocument>();
  let overlay: Overlay = new Map();
  return {
    put: (text) => {
      const file = byUri.get(text.uri)?.file ?? fileOfUri(text.uri, text.languageId, folders()[0] ?? sep);
      if (file === undefined) return undefined;
      const document = { file, text };
      byUri.set(text.uri, document);
      byFile.set(file, document);
      overlay = new Map([...overlay, [file, text.getText()]]);
      return document;
    },
    remove: (uri) => {
      const document = byUri.get(uri);
      byUri.delete(uri);
      if (document === undefined || byFile.get(document.file)?.text.uri !== uri) return document;
      byFile.delete(document.file);
      overlay = new Map([...overlay].filter(([file]) => file !== document.file));
      return document;
    },
    of: (uri) => byUri.get(uri),
    at: (file) => byFile.get(file),
    all: () => [...byFile.values()],
    overlay: () => overlay,
    uriOf: (file) => byFile.get(file)?.text.uri ?? uriOfFile(file),
    folderOf: (file) => nearestFolder(file, folders()) ?? dirname(file),
  };
}

function nearestFolder(file: string, folders: readonly string[]): string | undefined {
  const around = folders.filter((folder) => file.startsWith(folder.endsWith(sep) ? folder : folder + sep));
  return around.sort((a, b) => b.length - a.length)[0];
}

/** The lines of an open document, without going through all of its text. */
export function documentLines({ text }: OpenDocument): LineReader {
  return (line) =>
    text.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } }).replace(/[\r\n]+$/, '');
}
