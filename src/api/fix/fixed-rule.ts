import { rules } from '../../../rules/index.ts';
import type { Rule } from '../../engine/rule.ts';

/** The rule that there are fixes for: it declares them itself. */
export const fixedRule: Rule = declaredRule();

function declaredRule(): Rule {
  const [rule, ...others] = rules.filter(({ fixes = [] }) => fixes.length > 0);
  if (rule === undefined || others.length > 0) throw new Error('fixes are written for one rule');
  return rule;
}
