import type { PrintRequest } from '../api/flag-settings.ts';
import { outputSettings } from '../api/output-settings.ts';
import type { InFolder, RuleRequest } from '../api/requests.ts';
import type { JobResult } from '../api/results.ts';
import { exitCode } from '../engine/exit-code.ts';
import type { RunResult } from '../engine/finding.ts';
import type { SafeText } from '../util/safe-text.ts';
import type { CommonFlags } from './flags/common-flags.ts';
import type { RuleFlags } from './flags/rule-flags.ts';
import { checkAnchor } from './repository-view.ts';
import type { Streams } from './streams.ts';
import { fileReports, writeReports } from './write-reports.ts';

/** How a command was started. */
export interface Invocation<Flags> {
  readonly flags: Flags;
  readonly streams: Streams;
  readonly cwd: string;
}

/** What a command does, for what all commands that evaluate rules have in common. */
export interface Job<Result extends JobResult> {
  /** The configuration in force, for `--print-config`. */
  readonly printConfig: () => Promise<SafeText>;
  readonly run: () => Promise<Result>;
  /** What `fix` has to be given to see the same; absent where it cannot. */
  readonly fixInputs?: readonly string[];
  /** What the results come from, where the inputs do not tell it. */
  readonly job?: 'verify';
  /** Prints what there is to say besides the reports, and writes these where that is their turn. Default: reports only. */
  readonly print?: (result: Result, report: WriteReport) => Promise<RunResult>;
}

/** Prints the result, unless it is muted, and writes the files of `--report`; the result then has errors of writing too. */
export type WriteReport = (how?: { readonly isMuted: boolean }) => Promise<RunResult>;

/** Runs a job and reports its result. Returns the exit code. */
export async function runJob<Result extends JobResult>(
  { flags, streams, cwd }: Invocation<OutputFlags<CommonFlags & RuleFlags & { readonly sarifAnchor?: string }>>,
  { printConfig, run, fixInputs, job, print = (_, report) => report() }: Job<Result>,
): Promise<number> {
  if (flags.printConfig !== false) {
    streams.out(await printConfig());
    return 0;
  }
  const done = await run();
  const report: WriteReport = ({ isMuted } = { isMuted: false }) =>
    writeReports(
      { ...done, ...(fixInputs && { fixInputs }), ...(job && { job }) },
      flags,
      isMuted ? { ...streams, out: () => undefined } : streams,
      cwd,
    );
  return exitCode(await print(done, report));
}

/** What `--print-config` is asked for, by flags as they were given. */
export function printedFor({
  printConfig,
  format,
  report,
}: CommonFlags & Pick<RuleFlags, 'printConfig'>): PrintRequest {
  return {
    ...(typeof printConfig === 'string' && { path: printConfig }),
    ...(format !== undefined && { format }),
    reports: report,
  };
}

/** Flags that the configuration has completed. */
export type OutputFlags<Flags extends CommonFlags> = Flags & Required<Pick<CommonFlags, 'format'>>;

/** How results are written: as flags say, else as the configuration does. What is wrong with flags is said before anything is evaluated. */
export async function withOutput<Flags extends CommonFlags & { readonly sarifAnchor?: string }>(
  flags: Flags,
  request: RuleRequest & InFolder,
): Promise<OutputFlags<Flags>> {
  fileReports(flags.report);
  checkAnchor(flags.sarifAnchor, request.cwd);
  if (flags.format !== undefined && flags.report.length > 0) return { ...flags, format: flags.format };
  const configured = await outputSettings(request);
  const format = flags.format ?? (configured.format as CommonFlags['format']) ?? 'console';
  const report = configured.reports.map(({ format: name, path }) => `${name}=${path}`);
  return { ...flags, format, report: flags.report.length > 0 ? flags.report : report };
}
