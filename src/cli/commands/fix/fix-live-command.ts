import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixedRule } from '../../../api/fix/fixed-rule.ts';
import { createLiveRegistries, type ToPlan } from '../../../api/fix/live-registries.ts';
import { fixSettings } from '../../../api/fix/merge-settings.ts';
import { createScanEvaluation } from '../../../api/scan/scan-evaluation.ts';
import { evaluateExports } from '../../../api/scan/scan-exports.ts';
import { type Selection, selectRules } from '../../../api/select-rules.ts';
import { exitCode } from '../../../engine/exit-code.ts';
import type { RunError, RunResult } from '../../../engine/finding.ts';
import type { FixSettings } from '../../../fixes/fix-settings.ts';
import { wrongDestination } from '../../../fixes/live/destination-kind.ts';
import { type FixupTemplates, fixupFiles, fixupTemplateNames } from '../../../fixes/live/fixup-files.ts';
import type { LivePlan, PlannedRegistry } from '../../../fixes/live/live-plan.ts';
import { planLiveFixes } from '../../../fixes/live/plan-live-fixes.ts';
import { count, larger } from '../../../reports/text.ts';
import { UsageError } from '../../../util/errors.ts';
import { writeFolder } from '../../../util/fs/write-folder.ts';
import { packageRoot } from '../../../util/package-root.ts';
import { type SafeText, safeLine } from '../../../util/safe-text.ts';
import type { FixFlags } from '../../flags/fix-flags.ts';
import { fileReports, type Streams, writeReports } from '../../write-reports.ts';

/** Writes what makes the registries of a saved scan pass, ready to deploy. Nothing is sent to Azure. */
export async function fixLive(out: string, flags: FixFlags, streams: Streams, cwd: string): Promise<number> {
  fileReports(flags.report);
  const selection = await selectRules(flags, '.', cwd, 'scan');
  if (flags.printConfig) {
    streams.out(selection.print());
    return 0;
  }
  if (!selection.active.some(({ rule }) => rule.name === fixedRule.name))
    throw new UsageError(`--from fixes what ${fixedRule.name} finds, and that rule does not run here`);
  const settings = fixSettings(flags, selection.config);
  const wrong = wrongDestination(settings);
  if (wrong !== undefined) throw new UsageError(wrong);
  const evaluation = createScanEvaluation(selection.active);
  const registries = createLiveRegistries();
  const files = await evaluateExports(flags.from, cwd, (record) => {
    if (record.kind === 'registry') evaluation.contain(record, () => registries.add(record));
    evaluation.add(record);
  });
  const result = evaluation.result(files);
  const plan = planFor(registries.toPlan(result), settings);
  const undo = plan.registries.length === 0 ? undefined : writeFolder(out, fixupFiles(plan, fixupTemplates()), cwd);
  try {
    const told = await tell(result, plan, selection, flags, streams, cwd);
    if (!flags.quiet) streams.err(safeLine(summaryLine(result, plan, out)));
    return exitCode(told, flags);
  } catch (error) {
    undo?.();
    throw error;
  }
}

/** Of the registries that do not pass; the others are only asked where their destinations are. */
function planFor({ failing, witnesses }: ToPlan, settings: FixSettings): LivePlan {
  const toFix = new Set(failing.map(({ id }) => id.toLowerCase()));
  const { registries } = planLiveFixes([...failing, ...witnesses], settings);
  return { registries: registries.filter(({ id }) => toFix.has(id.toLowerCase())) };
}

/** On the console a line per registry, and what could not be read; else the results of the scan as `scan` prints them. */
async function tell(
  result: RunResult,
  plan: LivePlan,
  { infos }: Selection,
  flags: FixFlags,
  streams: Streams,
  cwd: string,
): Promise<RunResult> {
  const isConsole = flags.format === 'console';
  const told = await writeReports(
    result,
    infos,
    flags,
    isConsole ? { ...streams, out: () => undefined } : streams,
    cwd,
  );
  if (!isConsole) return told;
  for (const piece of larger(lines(plan))) await streams.out(piece);
  for (const error of result.errors) streams.err(safeLine(`error: ${placed(error)}`));
  return told;
}

function placed({ message, location }: RunError): string {
  if (location === undefined) return message;
  return `${location.file}${location.line === undefined ? '' : `:${location.line}`}: ${message}`;
}

function* lines({ registries }: LivePlan): Iterable<SafeText> {
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

function summaryLine({ errors, registries: { judged } }: RunResult, { registries }: LivePlan, out: string): string {
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

function fixupTemplates(): FixupTemplates {
  const root = packageRoot();
  if (root === undefined) throw new Error('the templates of the package are not there');
  const text = (name: string): string => readFileSync(join(root, 'templates', name), 'utf8');
  return Object.fromEntries(fixupTemplateNames.map((name) => [name, text(name)])) as FixupTemplates;
}
