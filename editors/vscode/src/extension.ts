import { commands, type ExtensionContext, window, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { serverCommand } from './server-command.ts';

let client: LanguageClient | undefined;

/** Called once, when the first document of interest is opened. */
export async function activate(context: ExtensionContext): Promise<void> {
  const restart = async (): Promise<void> => {
    await deactivate();
    await start(context.extensionPath);
  };
  context.subscriptions.push(
    commands.registerCommand('acraudit.restart', restart),
    workspace.onDidGrantWorkspaceTrust(restart),
    workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration('acraudit.path')) await restart();
    }),
  );
  await start(context.extensionPath);
}

export async function deactivate(): Promise<void> {
  const old = client;
  client = undefined;
  await old?.dispose();
}

/** @param extension The absolute folder of the extension. */
async function start(extension: string): Promise<void> {
  const choice = {
    path: workspace.getConfiguration('acraudit').get<string>('path', ''),
    isTrusted: workspace.isTrusted,
    folders: (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
    extension,
    platform: process.platform,
  };
  // The editor is a Node of its own, for those that have no other.
  const { command, args, shell, cwd } = serverCommand(choice, process.execPath);
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const started = new LanguageClient(
    'acraudit',
    'acraudit',
    {
      command,
      args: [...args],
      transport: TransportKind.stdio,
      options: { env, shell, ...(cwd !== undefined && { cwd }) },
    },
    { documentSelector: SELECTOR },
  );
  client = started;
  try {
    await started.start();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(
      `acraudit could not be started: ${reason}. Install it with npm, or set acraudit.path.`,
    );
  }
}

const SELECTOR = [
  ...['json', 'jsonc', 'arm-template', 'bicep', 'bicep-params'].flatMap((language) => [
    { scheme: 'file', language },
    { scheme: 'untitled', language },
  ]),
  { scheme: 'file', language: 'yaml', pattern: '**/acraudit.{yaml,yml}' },
];
