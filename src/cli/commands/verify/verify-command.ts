import type { VerifyRequest } from '../../../api/requests.ts';
import { printScanConfig } from '../../../api/scan/print-scan-config.ts';
import { checkVerifyRequest, verifyRegistries } from '../../../api/verify/verify-registries.ts';
import { UsageError } from '../../../util/errors.ts';
import { safeLines } from '../../../util/safe-text.ts';
import { checkProxy } from '../../check-proxy.ts';
import { verifyRequest } from '../../flags/flag-requests.ts';
import type { VerifyFlags } from '../../flags/scan-flags.ts';
import { printedFor, runJob, withOutput } from '../../run-job.ts';
import { beginsAgain, inWrittenLanguage, isConsoleOnly } from '../../run-language.ts';
import type { Streams } from '../../streams.ts';
import { keepHeapSmall, watched } from '../scan-command.ts';
import { explanationLines } from './explanation-lines.ts';

/** Asks Azure, or a file of an earlier run, whether the events of registries arrive. Returns the exit code. */
export async function verify(given: VerifyFlags, streams: Streams, cwd: string): Promise<number> {
  const request: VerifyRequest = { ...(await verifyRequest(given, streams.env, cwd)), cwd };
  checkVerifyRequest(request);
  if (given.from.length === 0) checkProxy(streams.env);
  const flags = await withOutput(given, request);
  if (beginsAgain(streams, isConsoleOnly(flags))) return inWrittenLanguage(streams, () => verify(given, streams, cwd));
  if (given.explain !== undefined && flags.format !== 'console')
    throw new UsageError(
      `--explain shows tables, which -f ${flags.format} has no place for; use -f console, and --report for the rest`,
    );
  return runJob(
    { flags, streams, cwd },
    {
      job: 'verify',
      printConfig: () => printScanConfig(request, 'scan', printedFor(given), 'verify'),
      fixInputs: flags.from.length > 0 || flags.save === undefined ? flags.from : [flags.save],
      run: () => {
        keepHeapSmall();
        return flags.from.length > 0 ? verifyRegistries(request) : watched(verifyRegistries, request, streams);
      },
      print: async ({ explanation }, report) => {
        const written = await report();
        if (explanation !== undefined) await streams.out(safeLines(explanationLines(explanation)));
        return written;
      },
    },
  );
}
