import { lintTemplates } from '../../api/lint/lint-templates.ts';
import { printTemplateConfig } from '../../api/lint/template-inputs.ts';
import { fixArguments } from '../flags/fix-arguments.ts';
import { lintRequest } from '../flags/flag-requests.ts';
import type { ChangeFlags, LintFlags } from '../flags/lint-flags.ts';
import { printedFor, runJob, withOutput } from '../run-job.ts';
import { beginsAgain, inWrittenLanguage, isConsoleOnly } from '../run-language.ts';
import { readInput, type Streams } from '../streams.ts';

/** Lints templates and prints what it finds. Returns the exit code. */
export async function lint(
  paths: readonly string[],
  given: LintFlags & ChangeFlags,
  streams: Streams,
  cwd: string,
): Promise<number> {
  const isGiven = paths.includes('-');
  const request = {
    ...(await lintRequest(given, streams.env, cwd)),
    cwd,
    paths: paths.filter((path) => path !== '-'),
    ...(isGiven && { given: { file: given.stdinFilename, read: (most: number) => readInput(streams, most) } }),
  };
  const flags = await withOutput(given, request);
  if (beginsAgain(streams, isConsoleOnly(flags)))
    return inWrittenLanguage(streams, () => lint(paths, given, streams, cwd));
  return runJob(
    { flags, streams, cwd },
    {
      printConfig: () => printTemplateConfig(request, 'lint', printedFor(given)),
      run: () => lintTemplates(request),
      fixInputs: fixArguments(paths, given),
    },
  );
}
