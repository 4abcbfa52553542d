import type { Target } from '../model/target.ts';
import { isFault, isUnknown } from '../value/value.ts';
import type { Rule } from './rule.ts';

/**
 * A target of which a rule can read what it declares in `needs`. The rest was perhaps not read at all, and a rule that
 * asks for it would get other answers from other sources; so it crashes, in its own tests too.
 */
export function restrictedTarget(target: Target, rule: Pick<Rule, 'name' | 'needs'>): Target {
  const { name, needs = [] } = rule;
  const fields = needs.flatMap((need) => ('field' in need ? [need.field.toLowerCase()] : []));
  const types = needs.flatMap((need) => ('related' in need ? [need.related.toLowerCase()] : []));
  return {
    ...target,
    field: (path) => {
      const asked = path.toLowerCase();
      if (fields.some((field) => asked === field || asked.startsWith(`${field}.`))) return target.field(path);
      throw new Error(`rule ${name} reads field ${path} and does not declare it in needs`);
    },
    related: (type) => {
      if (!types.includes(type.toLowerCase()))
        throw new Error(`rule ${name} reads resources of type ${type} and does not declare it in needs`);
      const related = target.related(type);
      return isUnknown(related) || isFault(related) ? related : related.map((one) => restrictedTarget(one, rule));
    },
  };
}
