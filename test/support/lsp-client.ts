import { PassThrough } from 'node:stream';
import {
  type CancellationToken,
  type ClientCapabilities,
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import { runServer } from '../../src/lsp/run-server.ts';

/** An editor that talks to a server of its own. */
export interface LspClient {
  readonly initialized: InitializeResult;
  readonly open: (uri: string, text: string, languageId?: string) => Promise<readonly Diagnostic[]>;
  readonly change: (uri: string, ...changes: TextDocumentContentChangeEvent[]) => Promise<readonly Diagnostic[]>;
  readonly close: (uri: string) => Promise<readonly Diagnostic[]>;
  /** The next that is said of a document, after `doing` has begun. */
  readonly next: (uri: string, doing: () => unknown) => Promise<PublishDiagnosticsParams>;
  /** What was last said of a document. */
  readonly shown: (uri: string) => readonly Diagnostic[] | undefined;
  readonly hover: (uri: string, line: number, character: number) => Promise<Hover | null>;
  readonly actions: (uri: string, range: Range, only?: string[]) => Promise<CodeAction[]>;
  readonly notify: (method: string, params: unknown) => Promise<void>;
  readonly request: <Result>(method: string, params: unknown, token?: CancellationToken) => Promise<Result>;
  /** What the server has written to the log of the editor. */
  readonly log: readonly string[];
  /** Says good-bye and gives the exit code. */
  readonly end: () => Promise<number>;
  /** Is gone without a word. */
  readonly vanish: () => Promise<number>;
}

const ABILITIES: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true }, workspaceFolders: true },
  textDocument: { codeAction: { disabledSupport: true } },
};

/** What a server has said, as an editor keeps it. */
function listenTo(connection: ProtocolConnection) {
  const shown = new Map<string, PublishDiagnosticsParams>();
  const waiting = new Map<string, ((params: PublishDiagnosticsParams) => void)[]>();
  const log: string[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    shown.set(params.uri, params);
    for (const tell of waiting.get(params.uri)?.splice(0) ?? []) tell(params);
  });
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => void log.push(message));
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  const next: LspClient['next'] = (uri, doing) =>
    new Promise((resolve) => {
      waiting.set(uri, [...(waiting.get(uri) ?? []), resolve]);
      doing();
    });
  return { shown, log, next };
}

/** Numbers the versions of documents. */
function versions(): (uri: string) => number {
  const known = new Map<string, number>();
  return (uri) => {
    const version = (known.get(uri) ?? 0) + 1;
    known.set(uri, version);
    return version;
  };
}

/** What a server is asked to speak, by a flag and by the editor. */
export interface SpokenLanguage {
  readonly lang?: 'en' | 'zh-CN';
  readonly locale?: string;
}

/** @param folder The address of the folder of the workspace; null for none. */
export async function lspClient(
  folder: string | null,
  capabilities = ABILITIES,
  { lang, locale }: SpokenLanguage = {},
): Promise<LspClient> {
  const toServer = new PassThrough();
  const fromServer = new PassThrough();
  const code = runServer({
    env: {},
    ...(lang !== undefined && { lang }),
    input: toServer,
    out: (text) => void fromServer.write(text),
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(fromServer),
    new StreamMessageWriter(toServer),
    undefined,
  );
  const { shown, log, next } = listenTo(connection);
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: folder,
    ...(locale !== undefined && { locale }),
    capabilities,
    workspaceFolders: folder === null ? null : [{ uri: folder, name: 'workspace' }],
  });
  const notify = (method: string, params: unknown): Promise<void> => connection.sendNotification(method, params);
  await notify('initialized', {});
  const end = async (): Promise<number> => {
    await connection.sendRequest('shutdown');
    await notify('exit', undefined);
    return code;
  };
  const vanish = (): Promise<number> => {
    toServer.end();
    return code;
  };
  const request: LspClient['request'] = (method, params, token) =>
    token === undefined ? connection.sendRequest(method, params) : connection.sendRequest(method, params, token);
  const shownOf = (uri: string): readonly Diagnostic[] | undefined => shown.get(uri)?.diagnostics;
  return {
    initialized,
    log,
    next,
    notify,
    request,
    end,
    vanish,
    shown: shownOf,
    ...asker({ next, notify, request, shown: shownOf }),
  };
}

/** What an editor does with documents, and asks about them. */
function asker({
  next,
  notify,
  request,
  shown,
}: Pick<LspClient, 'next' | 'notify' | 'request' | 'shown'>): Pick<
  LspClient,
  'open' | 'change' | 'close' | 'hover' | 'actions'
> {
  const versionOf = versions();
  const hover: LspClient['hover'] = (uri, line, character) =>
    request('textDocument/hover', { textDocument: { uri }, position: { line, character } });
  /** An answer about a document comes when all that is to be said has been said. */
  const seen = async (uri: string, method: string, params: object): Promise<readonly Diagnostic[]> => {
    await notify(method, params);
    await hover(uri, 0, 0);
    return shown(uri) ?? [];
  };
  return {
    hover,
    open: (uri, text, languageId = 'json') =>
      seen(uri, 'textDocument/didOpen', { textDocument: { uri, languageId, version: versionOf(uri), text } }),
    change: (uri, ...contentChanges) =>
      seen(uri, 'textDocument/didChange', { textDocument: { uri, version: versionOf(uri) }, contentChanges }),
    close: async (uri) =>
      (await next(uri, () => notify('textDocument/didClose', { textDocument: { uri } }))).diagnostics,
    actions: (uri, range, only) =>
      request('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context: { diagnostics: [], ...(only && { only }) },
      }),
  };
}
