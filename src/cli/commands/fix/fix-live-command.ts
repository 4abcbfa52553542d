import { fixSavedScan } from '../../../api/fix/fix-saved-scan.ts';
import type { SavedScanFixes } from '../../../api/results.ts';
import { printScanConfig } from '../../../api/scan/print-scan-config.ts';
import type { RunResult } from '../../../engine/finding.ts';
import { message } from '../../../messages/message.ts';
import { chunked } from '../../../reports/report-text.ts';
import { writeFolder } from '../../../util/fs/write-folder.ts';
import { safeLine } from '../../../util/safe-text.ts';
import type { FixFlags } from '../../flags/fix-flags.ts';
import { ruleRequest, settingRequest } from '../../flags/flag-requests.ts';
import { printedFor, runJob, type WriteReport, withOutput } from '../../run-job.ts';
import type { Streams } from '../../streams.ts';
import { actionLines, liveSummary, placed } from './live-messages.ts';

/** Writes what makes the registries of a saved scan pass, ready to deploy. Returns the exit code. */
export async function fixLive(out: string, given: FixFlags, streams: Streams, cwd: string): Promise<number> {
  const request = { ...(await ruleRequest(given, streams.env, cwd)), ...settingRequest(given), cwd, from: given.from };
  const flags = await withOutput(given, request);
  return runJob(
    { flags, streams, cwd },
    {
      printConfig: () => printScanConfig(request, 'fix', printedFor(given)),
      run: () => fixSavedScan(request),
      print: async (fixes, report) => {
        const undo = fixes.registries.length === 0 ? undefined : writeFolder(out, fixes.files, cwd);
        try {
          const reported = await printFixes(fixes, report, flags.format === 'console', streams);
          if (!flags.quiet) streams.err(safeLine(liveSummary(fixes, out)));
          return reported;
        } catch (error) {
          undo?.();
          throw error;
        }
      },
    },
  );
}

/** On the console a line per registry, and what could not be read; else the results of the scan as `scan` prints them. */
async function printFixes(
  fixes: SavedScanFixes,
  report: WriteReport,
  isConsole: boolean,
  streams: Streams,
): Promise<RunResult> {
  const reported = await report({ isMuted: isConsole });
  if (!isConsole) return reported;
  for (const piece of chunked(actionLines(fixes))) await streams.out(piece);
  for (const error of fixes.result.errors) streams.err(safeLine(message('report.error', { message: placed(error) })));
  return reported;
}
