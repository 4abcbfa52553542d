import { fixedRule } from '../../../api/fix/fixed-rule.ts';
import { fixSettings } from '../../../api/fix/merge-settings.ts';
import { selectRules } from '../../../api/select-rules.ts';
import { policyFiles } from '../../../fixes/policy/policy-files.ts';
import { writeFolder } from '../../../util/fs/write-folder.ts';
import { safeLine, safeLines } from '../../../util/safe-text.ts';
import type { FixFlags } from '../../flags/fix-flags.ts';
import type { Streams } from '../../write-reports.ts';

/** Writes an Azure Policy with the rule's own condition. 1 when it cannot say what the configuration says. */
export async function fixPolicy(out: string, flags: FixFlags, streams: Streams, cwd: string): Promise<number> {
  const { config, active, print } = await selectRules(flags, '.', cwd, 'scan');
  if (flags.printConfig) {
    streams.out(print());
    return 0;
  }
  const settings = fixSettings(flags, config);
  const coverage = active.find(({ rule }) => rule.name === fixedRule.name)?.options.coverage ?? 'setting';
  const files = policyFiles(settings, coverage);
  if ('kind' in files) {
    streams.err(safeLine(`no policy is written: ${files.why}. What to do: ${files.step}`));
    return 1;
  }
  writeFolder(out, files, cwd);
  streams.out(safeLines([...files.keys()].map((file) => `${out}/${file}`)));
  if (!flags.quiet) streams.err(safeLine(`${files.size} files written; ${out}/README.md tells how to deploy them`));
  return 0;
}
