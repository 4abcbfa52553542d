import type { FixableRule, FixRequest, Plan } from '../arm/fix-plan.ts';
import { moduleArgument } from './module-argument.ts';

/** A rule whose fixes change what Bicep made as the Bicep would that is printed: the argument of a module, where a module takes one. */
export function fixedInBicep(rule: FixableRule): FixableRule {
  return rule.addsSettings ? { ...rule, plan: (request) => planInBicep(rule, request) } : rule;
}

function planInBicep(rule: FixableRule, request: FixRequest): Plan {
  const plan = rule.plan(request);
  if (plan.kind === 'edit') return plan;
  const { text = '', changes = [] } = moduleArgument(request) ?? {};
  const files = [{ file: request.context.file, changes }];
  return changes.length === 0 ? plan : { kind: 'edit', description: text, files };
}
