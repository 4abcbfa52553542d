import type { Rule } from '../engine/rule.ts';
import { builtInRules } from './built-in-rules.ts';
import { checkedRules, checkNames } from './plugins/check-rule.ts';
import type { RuleRequest } from './requests.ts';

/**
 * All rules that a request may run: the built-in ones, its own, and those of rule files.
 *
 * @throws UsageError when one of its own is no rule, or has a name that another rule has.
 */
export function ruleSet({
  extraRules = [],
  ruleFiles,
}: Pick<RuleRequest, 'extraRules' | 'ruleFiles'>): readonly Rule[] {
  const ofFiles = ruleFiles?.rules ?? [];
  const rules = builtInRules();
  if (extraRules.length + ofFiles.length === 0) return rules;
  const all = [...rules, ...checkedRules(extraRules, 'extraRules'), ...ofFiles];
  if (ofFiles.length > 0) checkNames(all, 'rule files');
  return all;
}
