import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What decides which program is the server. */
export interface ServerChoice {
  /** The setting; empty where there is none. */
  readonly path: string;
  readonly isTrusted: boolean;
  /** The folders of the workspace, absolute. */
  readonly folders: readonly string[];
  /** The absolute folder of the extension. */
  readonly extension: string;
  readonly platform: NodeJS.Platform;
}

/** A program with its arguments. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** On Windows what npm installs is a script. */
  readonly shell: boolean;
  /** Where it starts, absolute; undefined for the folder of the workspace. */
  readonly cwd: string | undefined;
}

const INSTALLED = join('node_modules', 'acraudit', 'dist', 'cli.js');

/**
 * The program of the setting, else that of the workspace where it is trusted, else the one on the search path. Windows looks for a
 * program in the folder that it starts in first, and a relative path begins there: that must not be a workspace that is not trusted.
 */
export function serverCommand(choice: ServerChoice, node: string): ServerCommand {
  const { path, isTrusted, folders, extension, platform } = choice;
  const own = isTrusted ? folders.map((folder) => join(folder, INSTALLED)).find((file) => existsSync(file)) : undefined;
  const chosen = path !== '' ? path : own;
  if (chosen === undefined) return { command: 'acraudit', args: ['lsp'], shell: platform === 'win32', cwd: extension };
  const cwd = isTrusted ? undefined : extension;
  if (/\.[cm]?js$/.test(chosen)) return { command: node, args: [chosen, 'lsp'], shell: false, cwd };
  return { command: chosen, args: ['lsp'], shell: false, cwd };
}
