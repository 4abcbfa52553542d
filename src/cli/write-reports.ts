import { relative, resolve, sep } from 'node:path';
import type { RuleInfo, RunError, RunResult } from '../engine/finding.ts';
import { type ReportOptions, reportPieces, reports } from '../reports/index.ts';
import { UsageError } from '../util/errors.ts';
import { writeWholeFile } from '../util/fs/write-whole-file.ts';
import { nearest } from '../util/nearest.ts';
import { safeLines } from '../util/safe-text.ts';
import { errorCode, systemErrorText } from '../util/system-error.ts';
import type { CommonFlags } from './flags/common-flags.ts';
import type { ScanFlags } from './flags/scan-flags.ts';
import type { Streams } from './streams.ts';
import { useColor } from './use-color.ts';

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
    const path = flag.slice(at + 1);
    if (path === '-') throw new UsageError(`--report ${flag}: standard output is for --format; write -f ${format}`);
    return { format, path };
  });
}

function isFormat(name: string): name is keyof typeof reports {
  return Object.hasOwn(reports, name);
}

/**
 * Prints the result and writes the reports that were asked for. One that cannot be written is said on stderr, and is an error
 * of the result that is returned; the others are written all the same. A bug in one is thrown when all is done.
 */
export async function writeReports(
  result: RunResult,
  rules: readonly RuleInfo[],
  flags: CommonFlags & Required<Pick<CommonFlags, 'format'>> & Pick<ScanFlags, 'sarifAnchor'>,
  streams: Streams,
  cwd: string,
): Promise<RunResult> {
  const options: ReportOptions = {
    color: useColor(flags, streams),
    verbose: flags.verbose,
    quiet: flags.quiet,
    rules,
    sarifAll: flags.sarifAll,
    ...(streams.width !== undefined && { width: streams.width }),
    ...(flags.sarifAnchor !== undefined && { sarifAnchor: fromHere(flags.sarifAnchor, cwd) }),
  };
  const errors: RunError[] = [];
  const crashes: unknown[] = [];
  for (const { format, path } of fileReports(flags.report)) {
    try {
      writeWholeFile(resolve(cwd, path), await reportPieces[format](result, { ...options, color: false }));
    } catch (error) {
      if (errorCode(error) === undefined) crashes.push(error);
      else errors.push(notWritten(`${format}=${path}`, error));
    }
  }
  streams.err(safeLines(errors.map(({ message }) => `acraudit: ${message}`)));
  if (flags.debug) tellStacks(result.errors, streams);
  // Last: the reader of standard output may close it early, and the files have to be written all the same.
  for (const piece of await reportPieces[flags.format](result, options)) await streams.out(piece);
  if (crashes.length > 0) throw crashes[0];
  return { ...result, errors: [...result.errors, ...errors] };
}

function notWritten(report: string, error: unknown): RunError {
  return { code: 'report-not-written', message: `--report ${report} cannot be written: ${systemErrorText(error)}` };
}

/** Where bugs were come upon while single inputs were worked on. */
function tellStacks(errors: readonly RunError[], streams: Streams): void {
  for (const { message, location, stack } of errors) {
    if (stack === undefined) continue;
    streams.err(safeLines([`acraudit: ${location?.file ?? ''}: ${message}`, ...stack.split('\n')]));
  }
}

/** A path as reports write it: relative to the folder of the run, with forward slashes. */
function fromHere(path: string, cwd: string): string {
  return relative(cwd, resolve(cwd, path)).split(sep).join('/');
}
