import { fixTemplates } from '../../../api/fix/fix-templates.ts';
import { printTemplateConfig } from '../../../api/lint/template-inputs.ts';
import { UsageError } from '../../../util/errors.ts';
import { safeLines } from '../../../util/safe-text.ts';
import type { FixFlags } from '../../flags/fix-flags.ts';
import { lintRequest, settingRequest } from '../../flags/flag-requests.ts';
import { printedFor, runJob, withOutput } from '../../run-job.ts';
import { readInput, type Streams } from '../../streams.ts';
import { explanations } from './explanations.ts';
import { printSession } from './print-session.ts';

/** Prints the changes after which templates pass, or makes them. Returns the exit code. */
export async function fixTemplateFiles(
  paths: readonly string[],
  given: FixFlags,
  streams: Streams,
  cwd: string,
): Promise<number> {
  const isGiven = paths.includes('-');
  const asked = {
    ...(await lintRequest(given, streams.env, cwd)),
    ...settingRequest(given),
    cwd,
    paths: paths.filter((path) => path !== '-'),
    ...(isGiven && { given: { file: given.stdinFilename, read: (most: number) => readInput(streams, most) } }),
  };
  const flags = await withOutput(given, asked);
  const { write, allowNewParameter, force } = flags;
  const isTemplatePrinted = isGiven && write;
  if (isTemplatePrinted && given.format !== undefined && given.format !== 'console')
    throw new UsageError(
      `fix - --write prints the template, so -f ${given.format} cannot go with it; write --report ${given.format}=FILE`,
    );
  const isConsole = isTemplatePrinted || flags.format === 'console';
  const request = {
    ...asked,
    write,
    allowNewParameter,
    force,
    attachFixes: !isConsole || flags.report.length > 0,
    showChanges: isConsole,
  };
  return runJob(
    { flags, streams, cwd },
    {
      printConfig: () => printTemplateConfig(request, 'fix', printedFor(given)),
      run: () => fixTemplates(request),
      print: async (fixed, report) => {
        if (isConsole) {
          printSession(fixed, flags, streams);
          return report({ isMuted: true });
        }
        const reported = await report();
        streams.err(safeLines(explanations(fixed, write)));
        return reported;
      },
    },
  );
}
