import { policyFiles } from '../../fixes/policy/policy-files.ts';
import type { PolicyRequest } from '../requests.ts';
import type { Policy } from '../results.ts';
import { selectScanRules } from '../select-rules.ts';
import { policyRule } from './fixable-rules.ts';
import { fixSettings } from './merge-settings.ts';

/**
 * Makes an Azure Policy with the rule's own condition. Nothing is written.
 *
 * @throws UsageError when the request or the configuration is wrong.
 */
export async function makePolicy(request: PolicyRequest): Promise<Policy> {
  const { config, active } = await selectScanRules(request);
  const coverage = active.find(({ rule }) => rule.name === policyRule.name)?.options.coverage ?? 'setting';
  const made = policyFiles(fixSettings(request, config), String(coverage));
  return 'kind' in made ? made : { kind: 'files', files: made };
}
