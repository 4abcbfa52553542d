import { readTemplates, type TemplateRun } from '../../sources/arm/arm-source.ts';
import type { LintRequest } from '../requests.ts';
import type { JobResult } from '../results.ts';
import { evaluateTemplates } from './evaluate-templates.ts';
import type { ReadState } from './live-state.ts';
import { locateAll } from './locate-findings.ts';
import { evaluationOf, findInputs, rulesOf, unreadable } from './template-inputs.ts';
import { templateResult } from './template-result.ts';

/**
 * Evaluates the registries of templates.
 *
 * @throws UsageError when the request or a configuration is wrong; what cannot be read is an error of the result.
 */
export async function lintTemplates(request: LintRequest): Promise<JobResult> {
  const startedAt = Date.now();
  const { cwd, allowEmpty = false, exploreParameters = false, withScan } = request;
  const { selections, discovered, templates } = await findInputs(request);
  const run = readTemplates({
    ...templates,
    explore: exploreParameters,
    ...(withScan !== undefined && templates.wanted && { wanted: { ...templates.wanted, unassociatedRules: true } }),
  });
  const live = withScan === undefined ? undefined : await liveState(withScan, cwd, run);
  const rules = rulesOf(run, request, selections);
  const { findings, errors, notes } = evaluateTemplates(run, {
    ...evaluationOf(selections, cwd),
    ...(live && { live: live.state }),
  });
  const located = locateAll(
    {
      findings,
      errors: [...errors, ...run.errors, ...unreadable(discovered), ...(live?.errors ?? [])],
      notes: [...notes, ...run.notes, ...(live?.notes ?? [])],
    },
    cwd,
    startedAt,
    run.texts,
  );
  return { result: templateResult(located, run, discovered, allowEmpty, rules), rules };
}

async function liveState(withScan: string, cwd: string, { inventories }: TemplateRun): Promise<ReadState> {
  // Few runs read scans, and all of them load what is imported.
  const { readLiveState } = await import('./live-state.ts');
  const explored = inventories.flatMap(({ exploration }) => exploration?.inventory ?? []);
  return readLiveState(withScan, cwd, [...inventories, ...explored]);
}
