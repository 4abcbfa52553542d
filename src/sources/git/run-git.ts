import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { UsageError } from '../../util/errors.ts';
import { errorCode, systemErrorText } from '../../util/system-error.ts';

/** Bytes of output of one command. */
const MAX_OUTPUT = 256 * 1024 * 1024;
/** Milliseconds. */
const TIMEOUT = 120_000;

/**
 * The repository is not trusted: what its configuration could make git run is off, and nothing is fetched, not even the
 * missing blobs of a partial clone.
 */
const HARDENED: readonly string[] = [
  '--no-pager',
  '--no-optional-locks',
  '--literal-pathspecs',
  ...['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'core.quotePath=false', 'protocol.allow=never']
    // Git has settings of its own for these, and a setting for one protocol outweighs that for all.
    .concat(['ext', 'file', 'git', 'http', 'https', 'ssh'].map((protocol) => `protocol.${protocol}.allow=never`))
    .flatMap((setting) => ['-c', setting]),
];

/** Settings by which the repository allows a protocol, turned off: one that git does not know is a program of that name. */
function withoutProtocols(folder: string): readonly string[] {
  const asked = ['config', '-z', '--name-only', '--get-regexp', '^protocol\\..*\\.allow$'];
  const names = nullSeparated(spawned(folder, asked).bytes.toString('utf8'));
  const odd = names.find((name) => name.includes('='));
  if (odd !== undefined) throw new UsageError(`git config: ${odd} cannot be turned off, and could run a program`);
  return names.flatMap((name) => ['-c', `${name}=never`]);
}

/** What a command of git gave. */
export interface GitOutput {
  readonly status: number;
  readonly bytes: Buffer;
  /** What it said of an error, in one line. */
  readonly complaint: string;
}

/**
 * Runs git in a folder, without a shell.
 *
 * @throws UsageError when there is no git, or it does not end.
 */
export function runGit(folder: string, args: readonly string[], input?: string): GitOutput {
  return spawned(folder, [...withoutProtocols(folder), ...args], input);
}

function spawned(folder: string, args: readonly string[], input?: string): GitOutput {
  const { status, stdout, stderr, error } = spawnSync('git', [...HARDENED, '-C', folder, ...args], {
    // Windows looks for programs in the working folder first, and there a repository could have a `git.exe`.
    cwd: dirname(process.execPath),
    maxBuffer: MAX_OUTPUT,
    timeout: TIMEOUT,
    windowsHide: true,
    ...(input === undefined ? { stdio: ['ignore', 'pipe', 'pipe'] } : { input }),
  });
  const code = errorCode(error);
  if (code === 'ENOENT') throw new UsageError('git is needed to find what has changed, and it is not installed');
  if (error !== undefined && code !== 'ENOBUFS' && code !== 'ETIMEDOUT')
    throw new UsageError(`git ${commandIn(args)} cannot be run: ${systemErrorText(error)}`);
  if (error !== undefined || status === null)
    throw new UsageError(
      `git ${commandIn(args)} ${code === 'ENOBUFS' ? 'gives more than can be read' : 'does not end'}`,
    );
  const lines = stderr
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  // Advice may follow the error.
  const complaint = lines.find((line) => line.startsWith('fatal: ')) ?? lines.at(-1) ?? '';
  return { status, bytes: stdout, complaint: complaint.replace(/^fatal: /, '') };
}

/** The command behind its settings. */
function commandIn(args: readonly string[]): string | undefined {
  return args.find((word, i) => word !== '-c' && args[i - 1] !== '-c');
}

/** The output of a command that succeeds, as text. */
export function gitText(folder: string, args: readonly string[]): string {
  const { status, bytes, complaint } = runGit(folder, args);
  if (status !== 0) throw new UsageError(`git ${args[0]}: ${complaint}`);
  return bytes.toString('utf8');
}

/** The items of an output in which each ends with a null byte. */
export function nullSeparated(text: string): readonly string[] {
  return text.split('\0').slice(0, -1);
}
