import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createScanEvaluation } from '../../api/scan/scan-evaluation.ts';
import { checkScanFlags, scanSettings } from '../../api/scan/scan-settings.ts';
import { selectRules } from '../../api/select-rules.ts';
import { exitCode } from '../../engine/exit-code.ts';
import type { RunResult } from '../../engine/finding.ts';
import type { ScanFlags } from '../flags/flags.ts';
import { fileReports, type Streams, writeReports } from '../write-reports.ts';

/** Reads registries and their settings from Azure or a saved scan and prints what the rules say. Returns the exit code. */
export async function scan(flags: ScanFlags, streams: Streams, cwd: string): Promise<number> {
  fileReports(flags.report);
  checkScanFlags(flags);
  const selection = await selectRules(flags, '.', cwd, 'scan');
  if (flags.printConfig) {
    streams.out(selection.print());
    return 0;
  }
  const settings = scanSettings(flags, selection.config.scan);
  keepHeapSmall();
  const evaluation = createScanEvaluation(selection.active);
  let result: RunResult;
  if (flags.from.length > 0) {
    const { evaluateExports } = await import('../../api/scan/scan-exports.ts');
    result = evaluation.result(await evaluateExports(flags.from, cwd, evaluation.add));
  } else {
    const { evaluateLive } = await import('../../api/scan/live-scan.ts');
    const save = flags.save === undefined ? undefined : resolve(cwd, flags.save);
    const { batch, resume } = flags;
    const request = { ...settings, batch, resume, cwd, ...(save !== undefined && { save }) };
    result = evaluation.result(await evaluateLive(request, streams, evaluation.add));
  }
  return exitCode(await writeReports(result, selection.infos, flags, streams, cwd), flags);
}

/**
 * A scan makes much garbage and keeps little. Unless told, V8 lets the heap grow to several times of what is kept before
 * it looks for garbage; this way it grows by half.
 */
function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50');
}
