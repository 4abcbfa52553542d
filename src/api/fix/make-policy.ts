import { type PolicyRefusal, policyFiles } from '../../fixes/policy/policy-files.ts';
import { type InFolder, type RuleRequest, selectScanRules } from '../select-rules.ts';
import { fixedRule } from './fixed-rule.ts';
import { fixSettings, type SettingRequest } from './merge-settings.ts';

export interface PolicyRequest extends InFolder, RuleRequest, SettingRequest {
  readonly policy: true;
}

/** Relative paths and texts of the files of an Azure Policy, or why it cannot say what the configuration says. */
export type Policy = { readonly kind: 'files'; readonly files: ReadonlyMap<string, string> } | PolicyRefusal;

/**
 * Makes an Azure Policy with the rule's own condition. Nothing is written.
 *
 * @throws UsageError when the request or the configuration is wrong.
 */
export async function makePolicy(request: PolicyRequest): Promise<Policy> {
  const { config, active } = await selectScanRules(request);
  const coverage = active.find(({ rule }) => rule.name === fixedRule.name)?.options.coverage ?? 'setting';
  const made = policyFiles(fixSettings(request, config), coverage);
  return 'kind' in made ? made : { kind: 'files', files: made };
}
