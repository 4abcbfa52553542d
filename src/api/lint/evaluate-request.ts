import type { Finding, Note, RunError } from '../../engine/finding.ts';
import { templateSteps } from '../../sources/arm/arm-source.ts';
import type { TemplateRun } from '../../sources/arm/template-request.ts';
import type { Discovered } from '../../sources/discover/discover.ts';
import { paced } from '../../util/paced.ts';
import type { LintRequest } from '../requests.ts';
import { ruleFileNotes } from '../rule-files/rule-file-notes.ts';
import { suppressionsFor } from '../suppress/template-suppressions.ts';
import { type EvaluationSettings, evaluationSteps } from './evaluate-templates.ts';
import type { InputSelections } from './input-selections.ts';
import type { ReadState } from './live-state.ts';
import { evaluationOf, findInputs, pairFound, type TemplateInputs, unreadable } from './template-inputs.ts';

/** Everything that evaluating a request gives; places are without lines. */
export interface EvaluatedRequest {
  readonly selections: InputSelections;
  readonly discovered: Discovered;
  readonly run: TemplateRun;
  readonly evaluation: EvaluationSettings;
  readonly findings: readonly Finding[];
  readonly errors: readonly RunError[];
  readonly notes: readonly Note[];
}

/**
 * Finds, reads and evaluates the templates of a request.
 *
 * @param mayMiss Whether paths that are not there, or match nothing, are fine.
 * @throws UsageError when the request or a configuration is wrong.
 */
export async function evaluateRequest(request: LintRequest, mayMiss = false): Promise<EvaluatedRequest> {
  return evaluateInputs(request, await findInputs(request, mayMiss));
}

/** The same of inputs that have been found; the contents that the request lays over files may be others than then. */
export async function evaluateInputs(
  request: LintRequest,
  { selections, discovered, templates }: TemplateInputs,
): Promise<EvaluatedRequest> {
  const { cwd, withScan, exploreParameters = false, signal, onProgress, overlay } = request;
  const pace = { ...(signal && { signal }) };
  const steps = templateSteps({
    ...templates,
    // What an editor has open may pair files in another way than when they were found.
    ...(overlay && { overlay, pairing: pairFound(discovered, { ...templates, overlay }) }),
    explore: exploreParameters,
    ...(withScan !== undefined && templates.wanted && { wanted: { ...templates.wanted, unassociatedRules: true } }),
  });
  const run = await paced(steps, { ...pace, ...(onProgress && { onStep: onProgress }) });
  const live = withScan === undefined ? undefined : await liveState(withScan, cwd, run);
  const evaluation = evaluationOf(selections, cwd);
  const { findings, errors, notes, suppressionNotes } = await paced(
    evaluationSteps(run, {
      ...evaluation,
      ...(live && { live: live.state }),
      suppressionsOf: suppressionsFor(request, { selections, discovered }),
    }),
    pace,
  );
  return {
    selections,
    discovered,
    run,
    evaluation,
    findings,
    errors: [...errors, ...run.errors, ...unreadable(discovered), ...(live?.errors ?? [])],
    notes: [
      ...notes,
      ...suppressionNotes,
      ...run.notes,
      ...(live?.notes ?? []),
      ...ruleFileNotes(request, selections.configs()),
    ],
  };
}

async function liveState(withScan: string, cwd: string, { inventories }: TemplateRun): Promise<ReadState> {
  // Few runs read scans, and all of them load what is imported.
  const { readLiveState } = await import('./live-state.ts');
  const explored = inventories.flatMap(({ exploration }) => exploration?.inventory ?? []);
  return readLiveState(withScan, cwd, [...inventories, ...explored]);
}
