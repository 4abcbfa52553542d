import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import type { RuleInfo, RunResult } from '../engine/finding.ts';
import { UsageError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { type ReportOptions, reportPieces, reports } from '../reports/index.ts';
import type { SafeText } from '../safe-text.ts';
import type { CommonFlags, ScanFlags } from './flags.ts';

/** What commands write to; the process's own streams, or a test's. */
export interface Streams {
  /** What it returns, if anything, is to be waited for before much more is written: the reader is slower. */
  readonly out: (text: SafeText) => void | Promise<void>;
  readonly err: (text: SafeText) => void;
  /** Whether somebody reads `out` on a terminal, and its columns. */
  readonly isTerminal: boolean;
  /** Whether `out` is a file of the disk, so that nobody watches it. */
  readonly outIsFile?: boolean;
  readonly width?: number;
  /** The same of `err`. */
  readonly errIsTerminal?: boolean;
  readonly errWidth?: number;
  /** Calls `stop` on Ctrl-C, once; what it returns takes that back. */
  readonly onInterrupt?: (stop: () => void) => () => void;
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface FileReport {
  readonly format: keyof typeof reports;
  readonly path: string;
}

/** Reads `--report FORMAT=PATH` flags, before anything is evaluated. */
export function fileReports(flags: readonly string[]): readonly FileReport[] {
  return flags.map((flag) => {
    const at = flag.indexOf('=');
    const format = flag.slice(0, at);
    if (at < 1 || at === flag.length - 1) throw new UsageError(`--report '${flag}': expected FORMAT=PATH`);
    if (!isFormat(format)) {
      const close = nearest(format, Object.keys(reports));
      throw new UsageError(
        `--report: unknown format '${format}'${close === undefined ? '' : `; did you mean ${close}?`}`,
      );
    }
    return { format, path: flag.slice(at + 1) };
  });
}

function isFormat(name: string): name is keyof typeof reports {
  return Object.hasOwn(reports, name);
}

/** Prints the result and writes the reports that were asked for. */
export async function writeReports(
  result: RunResult,
  rules: readonly RuleInfo[],
  flags: CommonFlags & Pick<ScanFlags, 'sarifAnchor'>,
  streams: Streams,
  cwd: string,
): Promise<void> {
  const options: ReportOptions = {
    color: useColor(flags, streams),
    verbose: flags.verbose,
    quiet: flags.quiet,
    rules,
    sarifAll: flags.sarifAll,
    ...(streams.width !== undefined && { width: streams.width }),
    ...(flags.sarifAnchor !== undefined && { sarifAnchor: fromHere(flags.sarifAnchor, cwd) }),
  };
  for (const { format, path } of fileReports(flags.report)) {
    const absolute = resolve(cwd, path);
    try {
      mkdirSync(dirname(absolute), { recursive: true });
      writePieces(absolute, reportPieces[format](result, { ...options, color: false }));
    } catch (error) {
      throw new UsageError(`--report: ${path} cannot be written: ${(error as Error).message}`, { cause: error });
    }
  }
  // Last: whoever reads may stop before the end, and the files are to be there all the same.
  for (const piece of reportPieces[flags.format](result, options)) await streams.out(piece);
}

function writePieces(file: string, pieces: Iterable<string>): void {
  const open = openSync(file, 'w');
  try {
    for (const piece of pieces) writeFileSync(open, piece);
  } finally {
    closeSync(open);
  }
}

/** A path as reports write it: relative to the folder of the run, with forward slashes. */
function fromHere(path: string, cwd: string): string {
  return relative(cwd, resolve(cwd, path)).split(sep).join('/');
}

/** A flag decides; else `NO_COLOR` and `FORCE_COLOR`; else whether somebody looks, at a terminal that has colours. */
function useColor({ color }: CommonFlags, { env, isTerminal }: Streams): boolean {
  if (color !== undefined) return color;
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0') return true;
  return isTerminal && env.TERM !== 'dumb';
}
