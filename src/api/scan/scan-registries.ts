import type { Config } from '../../config/config.ts';
import type { ActiveRule } from '../../engine/evaluate-rules.ts';
import type { Note } from '../../engine/finding.ts';
import { wantedBy } from '../../engine/wanted.ts';
import { message } from '../../messages/message.ts';
import { isType, REGISTRY_TYPE, SUBSCRIPTION_TYPE } from '../../model/azure/resource-types.ts';
import type { Clock } from '../../sources/azure/live/clock.ts';
import { UsageError } from '../../util/errors.ts';
import type { ScanProvider, ScanRequest } from '../requests.ts';
import type { JobResult } from '../results.ts';
import { ruleFileNotes } from '../rule-files/rule-file-notes.ts';
import { type LiveJob, selectScanRules } from '../select-rules.ts';
import { scanSuppressions } from '../suppress/scan-suppressions.ts';
import type { LiveRequest } from './live-scan.ts';
import { createScanEvaluation, type Judge, type ScanFiles } from './scan-evaluation.ts';
import { scanJudge } from './scan-judge.ts';
import { foreignOptionsOf, liveOptionsOf, type ScanSettings, scanSettings } from './scan-settings.ts';

/** @throws UsageError when parts of a request contradict each other. */
export function checkScanRequest(request: ScanRequest): void {
  if (request.resume && request.save === undefined)
    throw new UsageError('--resume needs --save FILE: the file of the scan to go on with');
  checkProvider(request);
  refuseLiveOptions(request, []);
}

/** Options of the other provider would be ignored in silence. */
function checkProvider(request: ScanRequest): void {
  if ((request.from ?? []).length > 0) return;
  const foreign = foreignOptionsOf(request);
  if (request.provider !== 'alibaba') {
    if (foreign.length > 0) throw new UsageError(`${foreign.join(', ')}: for Alibaba Cloud; add --provider alibaba`);
    return;
  }
  const wrong = [...foreign, ...(request.resume === true ? ['--resume'] : [])];
  if (wrong.length > 0) throw new UsageError(`${wrong.join(', ')}: for Azure only, not with --provider alibaba`);
}

/**
 * @param others Other options that only Azure is asked with.
 * @throws UsageError when files are to be read instead of Azure, and there are such options.
 */
export function refuseLiveOptions(request: ScanRequest, others: readonly string[]): void {
  if ((request.from ?? []).length === 0) return;
  const live = [...(request.save === undefined ? [] : ['--save']), ...liveOptionsOf(request), ...others];
  if (live.length > 0)
    throw new UsageError(`--from reads files and asks no cloud: ${live.join(', ')} cannot go with it`);
}

/**
 * Evaluates the registries that Azure, a saved scan or exports of other tools hold.
 *
 * @param clock Waits and times of a live scan; by default the system's.
 * @throws UsageError when the request or a configuration is wrong; what cannot be read is an error of the result.
 */
export async function scanRegistries(request: ScanRequest, clock?: Clock): Promise<JobResult> {
  checkScanRequest(request);
  if (request.provider === 'alibaba' && (request.from ?? []).length === 0)
    // It loads the packages of Alibaba Cloud.
    return (await import('./alibaba/scan-instances.ts')).scanInstances(request, clock);
  return evaluateRegistries(request, 'scan', clock, (config) => scanSettings(request, config));
}

/** What a job on live registries has in common with the others. `settingsOf`: how Azure is read. */
export async function evaluateRegistries(
  request: ScanRequest,
  job: LiveJob,
  clock: Clock | undefined,
  settingsOf: (config: Config['scan']) => ScanSettings & Pick<LiveRequest, 'arrivedSince' | 'questions'>,
): Promise<JobResult> {
  const { from = [], cwd, resume = false } = request;
  const selection = await selectScanRules(request, job);
  const { config, active, infos } = selection;
  const settings = settingsOf(config.scan);
  const opened = from.length > 0 ? await (await import('./scan-exports.ts')).openExports(from, cwd) : undefined;
  if (opened !== undefined) checkIsAsked(opened.provider, request, job);
  if (opened?.provider === 'alibaba')
    return (await import('./alibaba/saved-instances.ts')).evaluateSavedInstances(request, selection, opened.scan);
  checkRunsOnAzure(active);
  const evaluation = createScanEvaluation(active, scanSuppressions(request, selection));
  // Before Azure is asked anything.
  const judgeBy = await scanJudge(request, config);
  let files: ScanFiles;
  if (opened !== undefined) {
    const { evaluateExports } = await import('./scan-exports.ts');
    files = await evaluateExports(opened, evaluation.add);
  } else {
    const wanted = wantedBy(active.map(({ rule }) => rule));
    // It loads the clients of Azure.
    const { evaluateLive } = await import('./live-scan.ts');
    files = await evaluateLive({ ...request, ...settings, wanted }, evaluation.add, clock);
  }
  // What was read when the scan began may have changed since.
  const judge: Judge = (findings, covers) => judgeBy(findings, resume ? () => false : covers);
  const notes = [...(files.notes ?? []), ...unlistedNotes(active), ...ruleFileNotes(request, [config])];
  return { result: evaluation.result({ ...files, notes }, judge), rules: infos };
}

/** Files say themselves whose registries they hold; one who names the provider means no other. */
function checkIsAsked(provider: ScanProvider, request: ScanRequest, job: LiveJob): void {
  const from = (request.from ?? []).join(', ');
  const holds = `--from ${from} holds a scan of ${provider === 'alibaba' ? 'Alibaba Cloud' : 'Azure'}`;
  if (request.provider !== undefined && request.provider !== provider)
    throw new UsageError(`${holds}, and --provider asks for another; leave --provider out`);
  if (provider === 'alibaba' && job === 'verify')
    throw new UsageError(`${holds}; verify is for registries of Azure: use scan, which asks for events itself`);
}

/** @throws UsageError when the rules that are left are all for other registries. */
export function checkRunsOnAzure(active: readonly ActiveRule[]): void {
  if (active.length === 0)
    throw new UsageError('no rule is left to run: those that are chosen are for Alibaba Cloud', {
      hint: 'Scan it with --provider alibaba.',
    });
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
