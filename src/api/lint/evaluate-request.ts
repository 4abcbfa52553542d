import type { ActiveRule } from '../../engine/evaluate-rules.ts';
import type { Finding, Note, RunError } from '../../engine/finding.ts';
import { templateSteps } from '../../sources/arm/arm-source.ts';
import type { TemplateRequest, TemplateRun } from '../../sources/arm/template-request.ts';
import type { Discovered } from '../../sources/discover/discover.ts';
import { paced } from '../../util/paced.ts';
import type { LintRequest } from '../requests.ts';
import { ruleFileNotes } from '../rule-files/rule-file-notes.ts';
import { suppressionsFor } from '../suppress/template-suppressions.ts';
import type { DeclaredInstances } from './declared-instances.ts';
import { type EvaluationSettings, evaluationSteps, type TemplateSuppressions } from './evaluate-templates.ts';
import type { InputSelections } from './input-selections.ts';
import type { ReadState } from './live-state.ts';
import { evaluationOf, findInputs, pairFound, type TemplateInputs, unreadable } from './template-inputs.ts';

/** Everything that evaluating a request gives; places are without lines. */
export interface EvaluatedRequest {
  readonly selections: InputSelections;
  readonly discovered: Discovered;
  readonly run: TemplateRun;
  readonly evaluation: EvaluationSettings;
  /** What files come to that are no templates and declare instances; its findings and errors are among those below. */
  readonly declared: DeclaredInstances;
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
  const suppressions = suppressionsFor(request, { selections, discovered })(run);
  const declared = await declaredIn(discovered, { ...templates, overlay }, selections, evaluation, suppressions);
  const { findings, errors, notes, suppressionNotes } = await paced(
    evaluationSteps(run, { ...evaluation, ...(live && { live: live.state }), suppressionsOf: () => suppressions }),
    pace,
  );
  return {
    selections,
    discovered,
    run,
    evaluation,
    declared,
    findings: [...findings, ...declared.findings],
    errors: [...errors, ...declared.errors, ...run.errors, ...unreadable(discovered), ...(live?.errors ?? [])],
    notes: [
      ...notes,
      ...suppressionNotes,
      ...run.notes,
      ...(live?.notes ?? []),
      ...declared.notes,
      ...ruleFileNotes(request, selections.configs()),
    ],
  };
}

/** Few folders have such files, and all runs load what is imported. */
async function declaredIn(
  { declaring }: Discovered,
  { maxSize, overlay }: Pick<TemplateRequest, 'maxSize'> & { readonly overlay: LintRequest['overlay'] },
  selections: InputSelections,
  { nameOf }: EvaluationSettings,
  { suppress }: TemplateSuppressions,
): Promise<DeclaredInstances> {
  if (declaring.length === 0) return NONE_DECLARED;
  const { evaluateDeclared } = await import('./declared-instances.ts');
  const rulesOf = (file: string): readonly ActiveRule[] => selections.of(file).instanceRules;
  return evaluateDeclared(declaring, { maxSize, overlay, rulesOf, nameOf, suppress });
}

const NONE_DECLARED: DeclaredInstances = { findings: [], errors: [], notes: [], files: [], infos: [], types: [] };

async function liveState(withScan: string, cwd: string, { inventories }: TemplateRun): Promise<ReadState> {
  // Few runs read scans, and all of them load what is imported.
  const { readLiveState } = await import('./live-state.ts');
  const explored = inventories.flatMap(({ exploration }) => exploration?.inventory ?? []);
  return readLiveState(withScan, cwd, [...inventories, ...explored]);
}
