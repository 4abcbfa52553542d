import type { Config } from '../../config/config.ts';
import type { ActiveRule } from '../../engine/evaluate-rules.ts';
import type { Note } from '../../engine/finding.ts';
import { placeOf } from '../../engine/known/finding-place.ts';
import { wantedBy } from '../../engine/wanted.ts';
import { message } from '../../messages/message.ts';
import { isType, REGISTRY_TYPE, SUBSCRIPTION_TYPE } from '../../model/azure/resource-types.ts';
import type { Clock } from '../../sources/azure/live/clock.ts';
import { UsageError } from '../../util/errors.ts';
import { readKnownResults } from '../known/known-results.ts';
import { triage } from '../known/triage.ts';
import type { ScanRequest } from '../requests.ts';
import type { JobResult } from '../results.ts';
import { ruleFileNotes } from '../rule-files/rule-file-notes.ts';
import { type LiveJob, selectScanRules } from '../select-rules.ts';
import { scanSuppressions } from '../suppress/scan-suppressions.ts';
import type { LiveRequest } from './live-scan.ts';
import { createScanEvaluation, type Judge, type ScanFiles } from './scan-evaluation.ts';
import { liveOptionsOf, type ScanSettings, scanSettings } from './scan-settings.ts';

/** @throws UsageError when parts of a request contradict each other. */
export function checkScanRequest(request: ScanRequest): void {
  if (request.resume && request.save === undefined)
    throw new UsageError('--resume needs --save FILE: the file of the scan to go on with');
  refuseLiveOptions(request, []);
}

/**
 * @param others Other options that only Azure is asked with.
 * @throws UsageError when files are to be read instead of Azure, and there are such options.
 */
export function refuseLiveOptions(request: ScanRequest, others: readonly string[]): void {
  if ((request.from ?? []).length === 0) return;
  const live = [...(request.save === undefined ? [] : ['--save']), ...liveOptionsOf(request), ...others];
  if (live.length > 0)
    throw new UsageError(`--from reads files and asks Azure nothing: ${live.join(', ')} cannot go with it`);
}

/**
 * Evaluates the registries that Azure, a saved scan or exports of other tools hold.
 *
 * @param clock Waits and times of a live scan; by default the system's.
 * @throws UsageError when the request or a configuration is wrong; what cannot be read is an error of the result.
 */
export async function scanRegistries(request: ScanRequest, clock?: Clock): Promise<JobResult> {
  checkScanRequest(request);
  return evaluateRegistries(request, 'scan', clock, (config) => scanSettings(request, config));
}

/** What a job on live registries has in common with the others. `settingsOf`: how Azure is read. */
export async function evaluateRegistries(
  request: ScanRequest,
  job: LiveJob,
  clock: Clock | undefined,
  settingsOf: (config: Config['scan']) => ScanSettings & Pick<LiveRequest, 'arrivedSince' | 'questions'>,
): Promise<JobResult> {
  const selection = await selectScanRules(request, job);
  const { config, active, infos } = selection;
  const settings = settingsOf(config.scan);
  const evaluation = createScanEvaluation(active, scanSuppressions(request, selection));
  const { from = [], cwd, resume = false } = request;
  // Before Azure is asked anything.
  const known = await readKnownResults(request, { configs: [config], nameOf, earlierOf: noSuchFile });
  let files: ScanFiles;
  if (from.length > 0) {
    const { evaluateExports } = await import('./scan-exports.ts');
    files = await evaluateExports(from, cwd, evaluation.add);
  } else {
    const wanted = wantedBy(active.map(({ rule }) => rule));
    // It loads the clients of Azure.
    const { evaluateLive } = await import('./live-scan.ts');
    files = await evaluateLive({ ...request, ...settings, wanted }, evaluation.add, clock);
  }
  const judge: Judge = (findings, covers) =>
    triage(findings, known, {
      baselineOf: () => known.baselineFor(config),
      place: (finding) => placeOf(finding, nameOf),
      // What was read when the scan began may have changed since.
      covers: resume ? () => false : covers,
    });
  const notes = [...(files.notes ?? []), ...unlistedNotes(active), ...ruleFileNotes(request, [config])];
  return { result: evaluation.result({ ...files, notes }, judge), rules: infos };
}

/** What Azure answered is in no file. */
function nameOf(file: string): string {
  return file;
}

function noSuchFile(compared: string): never {
  throw new UsageError(`--compare ${compared}: no such file`);
}

/** A rule of one's own may be for resources that no scan lists: then it says nothing of them, which has to be said. */
function unlistedNotes(active: readonly ActiveRule[]): readonly Note[] {
  return active.flatMap(({ rule }) =>
    rule.targets
      .filter((type) => !isListed(type))
      .map((type) => ({
        message: message('note.type-not-scanned', { rule: rule.name, type }),
        important: true as const,
      })),
  );
}

function isListed(type: string): boolean {
  const isPart = type.toLowerCase().startsWith(`${REGISTRY_TYPE.toLowerCase()}/`);
  return type === '*' || isPart || isType(type, REGISTRY_TYPE) || isType(type, SUBSCRIPTION_TYPE);
}
