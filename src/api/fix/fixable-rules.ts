import { rules } from '../../../rules/index.ts';
import type { RunResult } from '../../engine/finding.ts';
import type { FixKind, Rule } from '../../engine/rule.ts';
import type { FixableRule } from '../../fixes/arm/fix-plan.ts';
import { planners } from '../../fixes/arm/planners.ts';
import { AUDIT_RULE, isAlibabaType } from '../../model/alibaba/instance-audit.ts';

/** The rules that there are fixes of templates for, in the order in which they are fixed. */
export function fixableRules(all: readonly Rule[]): readonly FixableRule[] {
  return Object.entries(planners).flatMap(([name, planner]) => {
    const rule = all.find((one) => one.name === name);
    return rule === undefined ? [] : [{ ...planner, name, ref: rule.ref }];
  });
}

export const templateRules: readonly FixableRule[] = fixableRules(rules);

/** The rule that live registries of Azure, and Azure Policy, are fixed for: it declares that itself. */
export const liveRule: Rule = onlyRule('live');
export const policyRule: Rule = onlyRule('policy');

/** The name of the rule that `fix --from` looks at, by what the files hold. */
export function fixedLive({ inputKind }: Pick<RunResult, 'inputKind'>): string {
  return inputKind === 'region' ? AUDIT_RULE : liveRule.name;
}

function onlyRule(kind: FixKind): Rule {
  const ofAzure = rules.filter(({ targets }) => !targets.every(isAlibabaType));
  const [rule, ...others] = ofAzure.filter(({ fixes = [] }) => fixes.includes(kind));
  if (rule === undefined || others.length > 0) throw new Error(`fixes of kind ${kind} are written for one rule`);
  return rule;
}
