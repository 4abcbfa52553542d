import { fixSavedScan, type SavedScanFixes } from '../../../api/fix/fix-saved-scan.ts';
import { selectScanRules } from '../../../api/select-rules.ts';
import type { RunError, RunResult } from '../../../engine/finding.ts';
import type { PlannedRegistry } from '../../../fixes/live/live-plan.ts';
import { count, larger } from '../../../reports/text.ts';
import { writeFolder } from '../../../util/fs/write-folder.ts';
import { type SafeText, safeLine } from '../../../util/safe-text.ts';
import { type FixFlags, settingRequest } from '../../flags/fix-flags.ts';
import { ruleRequest } from '../../flags/rule-flags.ts';
import { type Report, runJob } from '../../run-job.ts';
import type { Streams } from '../../streams.ts';

/** Writes what makes the registries of a saved scan pass, ready to deploy. Returns the exit code. */
export async function fixLive(out: string, flags: FixFlags, streams: Streams, cwd: string): Promise<number> {
  const request = { ...ruleRequest(flags), ...settingRequest(flags), cwd, from: flags.from };
  return runJob(
    { flags, streams, cwd },
    {
      printConfig: async () => (await selectScanRules(request)).print(),
      run: () => fixSavedScan(request),
      print: async (fixes, report) => {
        const undo = fixes.registries.length === 0 ? undefined : writeFolder(out, fixes.files, cwd);
        try {
          const reported = await printFixes(fixes, report, flags.format === 'console', streams);
          if (!flags.quiet) streams.err(safeLine(summaryLine(fixes, out)));
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
  { result, registries }: SavedScanFixes,
  report: Report,
  isConsole: boolean,
  streams: Streams,
): Promise<RunResult> {
  const reported = await report({ isMuted: isConsole });
  if (!isConsole) return reported;
  for (const piece of larger(lines(registries))) await streams.out(piece);
  for (const error of result.errors) streams.err(safeLine(`error: ${placed(error)}`));
  return reported;
}

function placed({ message, location }: RunError): string {
  if (location === undefined) return message;
  return `${location.file}${location.line === undefined ? '' : `:${location.line}`}: ${message}`;
}

function* lines(registries: readonly PlannedRegistry[]): Iterable<SafeText> {
  for (const { id, action } of registries) yield safeLine(`${id}: ${wordsFor(action)}`);
}

function wordsFor(action: PlannedRegistry['action']): string {
  if (action.kind === 'none') return 'nothing to do';
  if (action.kind === 'refusal') return `not fixed: ${action.why}. What to do: ${action.step}`;
  const what =
    action.kind === 'add'
      ? `adds diagnostic setting '${action.setting}'`
      : `changes diagnostic setting '${action.setting}': ${action.changes.join(', ')}`;
  return action.provided.length === 0 ? what : `${what}; Azure takes it only if ${action.provided.join(' and ')}`;
}

function summaryLine({ result, registries }: SavedScanFixes, out: string): string {
  const {
    errors,
    registries: { judged },
  } = result;
  if (registries.length === 0) {
    const read = errors.length === 0 ? '' : ' that could be read';
    return `nothing to fix in ${count(judged, 'registry', 'registries')}${read}; no folder is written`;
  }
  const refused = registries.filter(({ action }) => action.kind === 'refusal').length;
  const changed = registries.filter(({ action }) => action.kind === 'add' || action.kind === 'update').length;
  const done = changed === 0 ? 'no change' : count(changed, 'change', 'changes');
  const left = refused === 0 ? '' : `, ${count(refused, 'registry', 'registries')} left to you`;
  return `${done}${left}; ${out}/README.md tells all`;
}
