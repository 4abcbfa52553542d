import { setFlagsFromString } from 'node:v8';
import type { ScanRequest, ScanWatch } from '../../api/requests.ts';
import { printScanConfig } from '../../api/scan/print-scan-config.ts';
import { checkScanRequest, scanRegistries } from '../../api/scan/scan-registries.ts';
import { checkProxy } from '../check-proxy.ts';
import { scanRequest } from '../flags/flag-requests.ts';
import type { ScanFlags } from '../flags/scan-flags.ts';
import { watchScan } from '../progress.ts';
import { printedFor, runJob, withOutput } from '../run-job.ts';
import { beginsAgain, inWrittenLanguage, isConsoleOnly } from '../run-language.ts';
import type { Streams } from '../streams.ts';

/** Reads registries and their settings from Azure or a saved scan and prints what the rules say. Returns the exit code. */
export async function scan(given: ScanFlags, streams: Streams, cwd: string): Promise<number> {
  const request: ScanRequest = { ...(await scanRequest(given, streams.env, cwd)), cwd };
  checkScanRequest(request);
  if (given.from.length === 0) checkProxy(streams.env);
  const flags = await withOutput(given, request);
  if (beginsAgain(streams, isConsoleOnly(flags))) return inWrittenLanguage(streams, () => scan(given, streams, cwd));
  return runJob(
    { flags, streams, cwd },
    {
      printConfig: () => printScanConfig(request, 'scan', printedFor(given)),
      fixInputs: flags.from.length > 0 || flags.save === undefined ? flags.from : [flags.save],
      run: () => {
        keepHeapSmall();
        return flags.from.length > 0 ? scanRegistries(request) : watched(scanRegistries, request, streams);
      },
    },
  );
}

/** Reads Azure, shows how far that is, and stops on Ctrl-C. */
export async function watched<Request extends ScanWatch, Result>(
  job: (request: Request) => Promise<Result>,
  request: Request,
  streams: Streams,
): Promise<Result> {
  const stop = new AbortController();
  const ignore = streams.onInterrupt?.(() => stop.abort());
  const watch = watchScan(streams);
  try {
    return await job({ ...request, signal: stop.signal, onNotice: watch.say, onProgress: watch.update });
  } finally {
    watch.end();
    ignore?.();
  }
}

/**
 * A scan makes much garbage and keeps little. By default V8 lets the heap grow to several times of what is kept before
 * it looks for garbage; this way it grows by half.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50');
}
