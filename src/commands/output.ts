import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { RuleInfo, RunResult } from '../engine/finding.ts';
import { UsageError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { type ReportOptions, reports } from '../reports/index.ts';
import type { CommonFlags } from './flags.ts';

/** What commands write to; the process's own streams, or a test's. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly isTerminal: boolean;
  readonly width?: number;
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
export function writeReports(
  result: RunResult,
  rules: readonly RuleInfo[],
  flags: CommonFlags,
  streams: Streams,
  cwd: string,
): void {
  const options: ReportOptions = {
    color: useColor(flags, streams),
    verbose: flags.verbose,
    quiet: flags.quiet,
    rules,
    sarifAll: flags.sarifAll,
    ...(streams.width !== undefined && { width: streams.width }),
  };
  streams.out(reports[flags.format](result, options));
  for (const { format, path } of fileReports(flags.report)) {
    const absolute = resolve(cwd, path);
    try {
      mkdirSync(dirname(absolute), { recursive: true });
      writeFileSync(absolute, reports[format](result, { ...options, color: false }));
    } catch (error) {
      throw new UsageError(`--report: ${path} cannot be written: ${(error as Error).message}`, { cause: error });
    }
  }
}

/** A flag decides; else `NO_COLOR` and `FORCE_COLOR`; else whether somebody looks. */
function useColor({ color }: CommonFlags, { env, isTerminal }: Streams): boolean {
  if (color !== undefined) return color;
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0') return true;
  return isTerminal;
}
