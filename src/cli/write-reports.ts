import { resolve } from 'node:path';
import type { RuleInfo, RunError, RunResult } from '../engine/finding.ts';
import { type ReportOptions, reportPieces, reports } from '../reports/index.ts';
import { renameFiles } from '../reports/rename-files.ts';
import { sarifNotice } from '../reports/sarif/sarif-report.ts';
import { UsageError } from '../util/errors.ts';
import { writeWholeFile } from '../util/fs/write-whole-file.ts';
import { nearest } from '../util/nearest.ts';
import { type SafeText, safeLines } from '../util/safe-text.ts';
import { errorCode, systemErrorText } from '../util/system-error.ts';
import type { CommonFlags } from './flags/common-flags.ts';
import type { ScanFlags } from './flags/scan-flags.ts';
import { showsUtf8 } from './locale.ts';
import { isNamedFromRoot, repositoryView } from './repository-view.ts';
import type { Streams } from './streams.ts';
import { useColor } from './use-color.ts';

interface FileReport {
  readonly format: keyof typeof reports;
  readonly path: string;
}

/** The flags that say what is written where. */
export type ReportFlags = CommonFlags & Required<Pick<CommonFlags, 'format'>> & Pick<ScanFlags, 'sarifAnchor'>;

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

/** What reports are about. */
export interface Reported {
  readonly result: RunResult;
  readonly rules: readonly RuleInfo[];
  /** See `ReportOptions`. */
  readonly fixInputs?: readonly string[];
  /** What the results come from, where the inputs do not tell it. */
  readonly job?: 'verify';
}

/**
 * Prints the result and writes the reports that were asked for. One that cannot be written is said on stderr, and is an error
 * of the result that is returned; the others are written all the same. A bug in one is thrown when all is done.
 */
export async function writeReports(
  { result, rules, fixInputs, job }: Reported,
  flags: ReportFlags,
  streams: Streams,
  cwd: string,
): Promise<RunResult> {
  const options: ReportOptions = {
    color: useColor(flags, streams),
    verbose: flags.verbose,
    quiet: flags.quiet,
    rules,
    sarifAll: flags.sarifAll,
    ascii: !showsUtf8(streams.env),
    ...(fixInputs && { fixInputs }),
    ...(streams.width !== undefined && { width: streams.width }),
  };
  const inputOf = (format: keyof typeof reports): ReportInput =>
    isNamedFromRoot(format) ? seenFromRoot({ result, options }, flags, cwd, job) : { result, options };
  const errors: RunError[] = [];
  const crashes: unknown[] = [];
  for (const { format, path } of fileReports(flags.report)) {
    try {
      writeWholeFile(resolve(cwd, path), await piecesOf(format, inputOf(format), false));
    } catch (error) {
      if (errorCode(error) === undefined) crashes.push(error);
      else errors.push(notWritten(`${format}=${path}`, error));
    }
  }
  streams.err(safeLines(errors.map(({ message }) => `acraudit: ${message}`)));
  if ([flags.format, ...fileReports(flags.report).map(({ format }) => format)].includes('sarif')) {
    const seen = inputOf('sarif');
    const notice = sarifNotice(seen.result, seen.options);
    if (notice !== undefined) streams.err(safeLines([`acraudit: ${notice}`]));
  }
  if (flags.debug) tellStacks(result.errors, streams);
  // Last: the reader of standard output may close it early, and the files have to be written all the same.
  for (const piece of await piecesOf(flags.format, inputOf(flags.format), options.color)) await streams.out(piece);
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

/** What a report is made of. */
interface ReportInput {
  readonly result: RunResult;
  readonly options: ReportOptions;
}

/** The same run, for formats whose readers look for files from the root of the repository. */
function seenFromRoot(
  { result, options }: ReportInput,
  { sarifAnchor, sarifCategory }: ReportFlags,
  cwd: string,
  job: string = result.inputKind === 'template' ? 'lint' : 'scan',
): ReportInput {
  const { folder, fromRoot } = repositoryView(cwd);
  const standard = ['acraudit', job, ...(folder === '' ? [] : [folder])];
  return {
    result: renameFiles(result, fromRoot),
    options: {
      ...options,
      sarifCategory: sarifCategory?.replace(/\/+$/, '') ?? standard.join('/'),
      ...(sarifAnchor !== undefined && { sarifAnchor: fromRoot(sarifAnchor) }),
    },
  };
}

async function piecesOf(
  format: keyof typeof reports,
  { result, options }: ReportInput,
  color: boolean,
): Promise<Iterable<SafeText>> {
  return reportPieces[format](result, { ...options, color });
}
