import { resolve } from 'node:path';
import type { Finding } from '../../engine/finding.ts';
import { placeOf } from '../../engine/known/finding-place.ts';
import { UsageError } from '../../util/errors.ts';
import { readKnownResults } from '../known/known-results.ts';
import { type Triaged, triage } from '../known/triage.ts';
import type { LintRequest } from '../requests.ts';
import type { JobResult } from '../results.ts';
import { type EvaluatedRequest, evaluateRequest } from './evaluate-request.ts';
import { lintScope } from './lint-scope.ts';
import { locateAll } from './locate-findings.ts';
import { configsIn, rulesOf } from './template-inputs.ts';
import { templateResult } from './template-result.ts';

/**
 * Evaluates the registries of templates.
 *
 * @throws UsageError when the request or a configuration is wrong; what cannot be read is an error of the result.
 */
export async function lintTemplates(request: LintRequest): Promise<JobResult> {
  const startedAt = Date.now();
  checkLintRequest(request);
  return resultOf(request, await evaluateRequest(request), startedAt);
}

/**
 * What a request that was evaluated comes to.
 *
 * @param startedAt In milliseconds since 1970: what was written later is not what was evaluated.
 */
export async function resultOf(request: LintRequest, whole: EvaluatedRequest, startedAt: number): Promise<JobResult> {
  const { cwd, allowEmpty = false, changedSince, overlay } = request;
  const evaluated = changedSince === undefined ? whole : await affected(whole, request, changedSince);
  const { selections, discovered, run, evaluation, declared } = evaluated;
  const ofTemplates = rulesOf(whole.run, request, selections, declared.files.length > 0);
  const rules = [...declared.infos, ...ofTemplates];
  const located = locateAll(evaluated, cwd, startedAt, run, overlay);
  const known = await readKnownResults(request, {
    configs: configsIn(run, request, selections),
    nameOf: evaluation.nameOf,
    earlierOf: async (name) => (await import('./revision-run.ts')).findingsAtRevision(name, request),
  });
  const files = known.baselines.map(({ absolute }) => absolute);
  const covers = lintScope(request, { run, ...located }, evaluation, selections, files);
  const triaged = (sorted: readonly Finding[]): Triaged =>
    triage(sorted, known, {
      baselineOf: ({ location, target }) =>
        known.baselineFor(selections.of(resolve(cwd, target.template ?? location.file)).config),
      place: (finding) => placeOf(finding, evaluation.nameOf),
      covers,
    });
  return {
    result: templateResult(
      located,
      { ...run, read: run.read + declared.files.length },
      discovered,
      allowEmpty || changedSince !== undefined,
      [...selections.typesOf(ofTemplates), ...declared.types],
      triaged,
    ),
    rules,
  };
}

/** Few runs ask git, which takes a part of Node that is slow to load. */
async function affected(whole: EvaluatedRequest, request: LintRequest, revision: string): Promise<EvaluatedRequest> {
  return (await import('./affected-templates.ts')).onlyAffected(whole, request, revision);
}

/** @throws UsageError when parts of a request contradict each other. */
function checkLintRequest({ updateBaseline, changedSince }: LintRequest): void {
  if (updateBaseline && changedSince !== undefined)
    throw new UsageError('--update-baseline and --changed-since exclude each other', {
      hint: 'A baseline is written from a run over everything that it is for',
    });
}
