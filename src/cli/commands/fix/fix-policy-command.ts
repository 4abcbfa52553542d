import { makePolicy } from '../../../api/fix/make-policy.ts';
import { printScanConfig } from '../../../api/scan/print-scan-config.ts';
import { message } from '../../../messages/message.ts';
import { writeFolder } from '../../../util/fs/write-folder.ts';
import { safeLine, safeLines } from '../../../util/safe-text.ts';
import type { FixFlags } from '../../flags/fix-flags.ts';
import { ruleRequest, settingRequest } from '../../flags/flag-requests.ts';
import { printedFor } from '../../run-job.ts';
import type { Streams } from '../../streams.ts';

/** Writes an Azure Policy with the rule's own condition. 1 when it cannot say what the configuration says. */
export async function fixPolicy(out: string, flags: FixFlags, streams: Streams, cwd: string): Promise<number> {
  const request = {
    ...(await ruleRequest(flags, streams.env, cwd)),
    ...settingRequest(flags),
    cwd,
    policy: true,
  } as const;
  if (flags.printConfig !== false) {
    streams.out(await printScanConfig(request, 'fix', printedFor(flags)));
    return 0;
  }
  const policy = await makePolicy(request);
  if (policy.kind === 'refusal') {
    streams.err(safeLine(message('print.no-policy', { reason: policy.reason, step: policy.action })));
    return 1;
  }
  const { files } = policy;
  writeFolder(out, files, cwd);
  streams.out(safeLines([...files.keys()].map((file) => `${out}/${file}`)));
  if (!flags.quiet) streams.err(safeLine(message('print.policy', { count: files.size, file: `${out}/README.md` })));
  return 0;
}
