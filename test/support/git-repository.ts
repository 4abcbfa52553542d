import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

/** Contents by name; null removes the file, what is no text is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

/** A scratch repository of git. */
export interface GitRepository {
  readonly folder: string;
  /** Runs git in it; gives what it prints, trimmed. */
  readonly git: (...args: readonly string[]) => string;
  readonly write: (files: Files) => void;
  /** Writes files and commits all that has changed; gives the hash. */
  readonly commit: (files: Files) => string;
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that is removed after the tests of a file. */
export function scratchFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'acraudit-git-')));
  folders.push(folder);
  return folder;
}

/** A repository whose first commit, on branch `main`, holds these files. */
export function gitRepository(files: Files, folder = scratchFolder()): GitRepository {
  const settings = ['user.name=test', 'user.email=test@example.com', 'init.defaultBranch=main', 'commit.gpgSign=false'];
  const git = (...args: readonly string[]): string =>
    execFileSync('git', [...settings.flatMap((setting) => ['-c', setting]), ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  const write = (changed: Files): void => {
    for (const [name, content] of Object.entries(changed)) {
      if (content === null) {
        rmSync(join(folder, name));
        continue;
      }
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      const isRaw = typeof content === 'string' || content instanceof Uint8Array;
      writeFileSync(join(folder, name), isRaw ? content : JSON.stringify(content, null, 2));
    }
  };
  const commit = (changed: Files): string => {
    write(changed);
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', 'change');
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet');
  commit(files);
  return { folder, git, write, commit };
}
