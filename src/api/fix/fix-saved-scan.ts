import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '../../engine/finding.ts';
import type { FixOptions } from '../../fixes/fix-options.ts';
import { destinationProblem } from '../../fixes/live/destination-kind.ts';
import { type FixupTemplates, fixupFiles, fixupTemplateNames } from '../../fixes/live/fixup-files.ts';
import type { LivePlan } from '../../fixes/live/live-plan.ts';
import { planLiveFixes } from '../../fixes/live/plan-live-fixes.ts';
import { UsageError } from '../../util/errors.ts';
import { packageRoot } from '../../util/package-root.ts';
import type { FixSavedScanRequest } from '../requests.ts';
import type { SavedScanFixes } from '../results.ts';
import { createScanEvaluation } from '../scan/scan-evaluation.ts';
import { evaluateExports, openExports } from '../scan/scan-exports.ts';
import { selectScanRules } from '../select-rules.ts';
import { scanSuppressions } from '../suppress/scan-suppressions.ts';
import { liveRule } from './fixable-rules.ts';
import { createLiveRegistries, type ToPlan } from './live-registries.ts';
import { fixSettings } from './merge-settings.ts';

/**
 * Makes deployable files after which the registries of a saved scan pass. Nothing is written, and nothing is sent to Azure.
 *
 * @throws UsageError when the request or a configuration is wrong.
 */
export async function fixSavedScan(request: FixSavedScanRequest): Promise<SavedScanFixes> {
  const selection = await selectScanRules(request);
  const { config, active, infos } = selection;
  const opened = await openExports(request.from, request.cwd);
  if (opened.provider === 'alibaba')
    return (await import('./fix-instances.ts')).fixInstances(request, selection, opened.scan);
  if (!active.some(({ rule }) => rule.name === liveRule.name))
    throw new UsageError(`--from fixes what ${liveRule.name} finds, and that rule does not run here`);
  const settings = fixSettings(request, config);
  const wrong = destinationProblem(settings);
  if (wrong !== undefined) throw new UsageError(wrong);
  const evaluation = createScanEvaluation(active, scanSuppressions(request, selection));
  const registries = createLiveRegistries();
  const names = new Map<string, string>();
  const read = await evaluateExports(opened, (record) => {
    if (record.kind === 'subscription') names.set(record.id.toLowerCase(), record.name);
    if (record.kind === 'registry') evaluation.contain(record, () => registries.add(record));
    evaluation.add(record);
  });
  const result = evaluation.result(read);
  const plan = planFor(registries.toPlan(result), settings);
  const files =
    plan.registries.length === 0 ? [] : fixupFiles(plan, fixupTemplates(), { names, unread: unreadIn(result) });
  return { result, rules: infos, registries: plan.registries, files };
}

/** What could not be read, with its place. */
function unreadIn({ errors }: RunResult): readonly string[] {
  return errors.map(({ message: text, location }) => (location === undefined ? text : `${location.file}: ${text}`));
}

/** Of the registries that do not pass; the others are only asked where their destinations are. */
function planFor({ failing, witnesses }: ToPlan, settings: FixOptions): LivePlan {
  const toFix = new Set(failing.map(({ id }) => id.toLowerCase()));
  const { registries } = planLiveFixes([...failing, ...witnesses], settings);
  return { registries: registries.filter(({ id }) => toFix.has(id.toLowerCase())) };
}

function fixupTemplates(): FixupTemplates {
  const root = packageRoot();
  if (root === undefined) throw new Error('the templates of the package are not there');
  const text = (name: string): string => readFileSync(join(root, 'templates', name), 'utf8');
  return Object.fromEntries(fixupTemplateNames.map((name) => [name, text(name)])) as FixupTemplates;
}
