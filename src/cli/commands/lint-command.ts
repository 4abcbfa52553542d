import { lintTemplates } from '../../api/lint/lint-templates.ts';
import { printTemplateConfig } from '../../api/lint/template-inputs.ts';
import { lintRequest } from '../flags/flag-requests.ts';
import type { ChangeFlags, LintFlags } from '../flags/lint-flags.ts';
import { runJob } from '../run-job.ts';
import { readInput, type Streams } from '../streams.ts';

/** Lints templates and prints what it finds. Returns the exit code. */
export async function lint(
  paths: readonly string[],
  flags: LintFlags & ChangeFlags,
  streams: Streams,
  cwd: string,
): Promise<number> {
  const isGiven = paths.includes('-');
  const request = {
    ...lintRequest(flags, streams.env),
    cwd,
    paths: paths.filter((path) => path !== '-'),
    ...(isGiven && { given: { file: flags.stdinFilename, read: (most: number) => readInput(streams, most) } }),
  };
  return runJob(
    { flags, streams, cwd },
    { printConfig: () => printTemplateConfig(request), run: () => lintTemplates(request) },
  );
}
