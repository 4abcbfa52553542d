import { templateSteps } from '../../sources/arm/arm-source.ts';
import { paced } from '../../util/paced.ts';
import type { LintRequest } from '../requests.ts';
import type { JobResult } from '../results.ts';
import { evaluationSteps } from './evaluate-templates.ts';
import { locateAll } from './locate-findings.ts';
import { evaluationOf, findInputs, rulesOf, unreadable } from './template-inputs.ts';
import { templateResult } from './template-result.ts';

/**
 * Evaluates the registries of templates.
 *
 * @throws The reason of `signal`, or UsageError when the request or a configuration is wrong; what cannot be read is an error of the result.
 */
export async function lintTemplates(request: LintRequest): Promise<JobResult> {
  const startedAt = Date.now();
  const { cwd, allowEmpty = false, exploreParameters = false, signal, onProgress } = request;
  const { selections, discovered, templates } = await findInputs(request);
  const run = await paced(templateSteps({ ...templates, explore: exploreParameters }), {
    ...(signal && { signal }),
    ...(onProgress && { onStep: onProgress }),
  });
  const rules = rulesOf(run, request, selections);
  const { findings, errors, notes } = await paced(evaluationSteps(run, evaluationOf(selections, cwd)), {
    ...(signal && { signal }),
  });
  const located = locateAll(
    {
      findings,
      errors: [...errors, ...run.errors, ...unreadable(discovered)],
      notes: [...notes, ...run.notes],
    },
    cwd,
    startedAt,
    run.texts,
  );
  return { result: templateResult(located, run, discovered, allowEmpty, selections.typesOf(rules)), rules };
}
