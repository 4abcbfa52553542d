import {
  type _Connection,
  type CancellationToken,
  type ClientCapabilities,
  CodeActionKind,
  createConnection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  type Logger,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { createProtocolConnection, type PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { inLanguage, type Language, languageOfLocale } from '../messages/language.ts';
import { crashOf } from '../util/crash.ts';
import { version } from '../util/version.ts';
import { kindOf } from './analysis.ts';
import { type Checker, createChecker } from './checker.ts';
import { type ActionAbilities, codeActions, FIX_ALL, fixesOnce } from './code-actions.ts';
import { fileOfFileUri } from './document-uri.ts';
import { hoverOfFindings, hoverOfRuleName } from './finding-hover.ts';
import { messageReader, messageWriter, type ServerStreams } from './message-streams.ts';
import { type OpenDocument, type OpenDocuments, openDocuments } from './open-documents.ts';
import { WATCHED, watchedChange } from './watched-files.ts';

const NOT_SHUT_DOWN = 1;

interface Speech {
  lang: Language;
}

/** What handlers share. */
interface Server {
  readonly connection: _Connection;
  readonly documents: OpenDocuments;
  readonly checker: Checker;
  readonly folders: string[];
  /** What its texts are in: asked for by a flag, else that of the editor. */
  readonly speech: Speech;
  abilities: ActionAbilities;
  capabilities: ClientCapabilities;
}

/** Serves one editor until it says good-bye or is gone; the exit code, 0 where it asked to shut down first. */
export function runServer(streams: ServerStreams): Promise<number> {
  return new Promise((resolve) => {
    const reader = messageReader(streams);
    const watchDog = { shutdownReceived: false, initialize: () => undefined, exit: resolve };
    reader.onClose(() => resolve(watchDog.shutdownReceived ? 0 : NOT_SHUT_DOWN));
    const connection = createConnection(
      (logger) => createProtocolConnection(reader, messageWriter(streams), quietAtEnd(logger)),
      watchDog,
    );
    const server = createServer(connection, streams);
    connection.onInitialize((params) => {
      if (streams.lang === undefined) server.speech.lang = languageOfLocale(params.locale ?? '');
      return initialized(params, server);
    });
    connection.onInitialized(() => watch(server));
    handleDocuments(server);
    handleRequests(server);
    connection.listen();
  });
}

/** The same log, which takes what is written to an editor that is gone. */
function quietAtEnd(log: Logger): Logger {
  const quiet = (write: (text: string) => void) => (text: string) => {
    try {
      write(text);
    } catch {
      // There is no other place to say it: standard output is the protocol's.
    }
  };
  return {
    error: quiet((text) => log.error(text)),
    warn: quiet((text) => log.warn(text)),
    info: quiet((text) => log.info(text)),
    log: quiet((text) => log.log(text)),
  };
}

function createServer(connection: _Connection, { env: environment, lang }: ServerStreams): Server {
  const folders: string[] = [];
  const documents = openDocuments(() => folders);
  const publish = (file: string, diagnostics: PublishDiagnosticsParams['diagnostics']): void => {
    const open = documents.at(file);
    const about = { uri: documents.uriOf(file), diagnostics, ...(open && { version: open.text.version }) };
    // An editor that is gone needs none.
    connection.sendDiagnostics(about).catch(() => undefined);
  };
  const speech: Speech = { lang: lang ?? 'en' };
  const checker = createChecker(documents, environment, {
    publish: (file, diagnostics) => publish(file, [...diagnostics]),
    log: (text) => quietAtEnd(connection.console).error(text),
    speak: (make) => inLanguage(speech.lang, make, lang === undefined),
  });
  return {
    connection,
    documents,
    checker,
    folders,
    speech,
    abilities: { versions: false, disabled: false },
    capabilities: {},
  };
}

function initialized({ capabilities, workspaceFolders, rootUri }: InitializeParams, server: Server): InitializeResult {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
  server.folders.push(...uris.flatMap((uri) => fileOfFileUri(uri) ?? []));
  server.capabilities = capabilities;
  server.abilities = {
    versions: capabilities.workspace?.workspaceEdit?.documentChanges === true,
    disabled: capabilities.textDocument?.codeAction?.disabledSupport === true,
  };
  return {
    serverInfo: { name: 'acraudit', version },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

/** Asks the editor to say which files change on disk, and which folders come and go. */
function watch({ connection, checker, capabilities, folders }: Server): void {
  if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true)
    void connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: WATCHED.map((globPattern) => ({ globPattern })),
    });
  if (capabilities.workspace?.workspaceFolders !== true) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    const gone = new Set(removed.map(({ uri }) => fileOfFileUri(uri)));
    const left = folders.filter((folder) => !gone.has(folder));
    folders.splice(0, folders.length, ...left, ...added.flatMap(({ uri }) => fileOfFileUri(uri) ?? []));
    checker.reset();
  });
}

function handleDocuments({ connection, documents, checker }: Server): void {
  const texts = new TextDocuments(TextDocument);
  // It is called when a document is opened too.
  texts.onDidChangeContent(({ document }) => {
    const open = documents.put(document);
    if (open !== undefined) checker.changed(open);
  });
  texts.onDidClose(({ document }) => {
    const closed = documents.remove(document.uri);
    if (closed !== undefined) checker.closed(closed);
  });
  // What is read from disk alone, such as a baseline, is another now.
  texts.onDidSave(({ document: { uri } }) => {
    const saved = documents.of(uri);
    if (saved !== undefined && kindOf(saved) === 'other' && checker.usesFile(saved.file)) checker.reset();
  });
  texts.listen(connection);
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const isNews = changes.some((change) => watchedChange(change, { documents, checker }));
    if (isNews) checker.reset();
  });
}

function handleRequests(server: Server): void {
  const { connection, documents, checker } = server;
  const fixesOf = fixesOnce();
  connection.onHover(({ textDocument: { uri }, position }, token) =>
    answer(server, uri, token, async (document) => {
      const analysis = await checker.settled(uri);
      if (analysis === undefined || token.isCancellationRequested) return null;
      const isConfig = kindOf(document) === 'configuration';
      const found = isConfig ? hoverOfRuleName(document, position, {}) : hoverOfFindings(document, analysis, position);
      return found ?? null;
    }),
  );
  connection.onCodeAction((params, token) =>
    answer(server, params.textDocument.uri, token, async (document) => {
      const analyses = await checker.judging(params.textDocument.uri);
      if (analyses.length === 0 || token.isCancellationRequested) return null;
      return codeActions(params, { document, documents, analyses, abilities: server.abilities, fixesOf });
    }),
  );
}

/** A bug in one answer is logged, and the answer is that there is nothing. */
async function answer<Result>(
  { documents, checker, connection }: Server,
  uri: string,
  token: CancellationToken,
  make: (document: OpenDocument) => Promise<Result | null>,
): Promise<Result | null> {
  const document = documents.of(uri);
  if (document === undefined || token.isCancellationRequested) return null;
  try {
    return await checker.speak(() => make(document));
  } catch (error) {
    const { message, stack } = crashOf(error);
    quietAtEnd(connection.console).error(`${document.file}: ${message}\n${stack}`);
    return null;
  }
}
