import { readTemplates } from '../../sources/arm/arm-source.ts';
import type { LintRequest } from '../requests.ts';
import type { JobResult } from '../results.ts';
import { suppressionsFor } from '../suppress/template-suppressions.ts';
import { evaluateTemplates } from './evaluate-templates.ts';
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
  const { cwd, allowEmpty = false, exploreParameters = false } = request;
  const { selections, discovered, templates } = await findInputs(request);
  const run = readTemplates({ ...templates, explore: exploreParameters });
  const rules = rulesOf(run, request, selections);
  const { findings, errors, notes, suppressionNotes } = evaluateTemplates(run, {
    ...evaluationOf(selections, cwd),
    suppressionsOf: suppressionsFor(request, { selections, discovered }),
  });
  const located = locateAll(
    {
      findings,
      errors: [...errors, ...run.errors, ...unreadable(discovered)],
      notes: [...notes, ...suppressionNotes, ...run.notes],
    },
    cwd,
    startedAt,
    run.texts,
  );
  return { result: templateResult(located, run, discovered, allowEmpty, rules), rules };
}
