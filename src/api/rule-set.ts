import { rules } from '../../rules/index.ts';
import type { Rule } from '../engine/rule.ts';
import { checkedRules } from './plugins/check-rule.ts';
import type { RuleRequest } from './requests.ts';

/**
 * All rules that a request may run: the built-in ones, and its own.
 *
 * @throws UsageError when one of its own is no rule, or has a name that another rule has.
 */
export function ruleSet({ extraRules = [] }: Pick<RuleRequest, 'extraRules'>): readonly Rule[] {
  return extraRules.length === 0 ? rules : [...rules, ...checkedRules(extraRules, 'extraRules')];
}
