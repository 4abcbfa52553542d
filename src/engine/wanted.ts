import type { Wanted } from '../model/inventory.ts';
import type { Rule } from './rule.ts';

/** What rules ask of a source, each type and field once: nothing else has to be read or kept. */
export function wantedBy(rules: readonly Pick<Rule, 'targets' | 'needs'>[]): Wanted {
  const needs = rules.flatMap(({ needs: own = [] }) => own);
  const related = needs.flatMap((need) => ('related' in need ? [need.related] : []));
  const fields = needs.flatMap((need) => ('field' in need ? [need.field] : []));
  return {
    types: distinct([...rules.flatMap(({ targets }) => targets), ...related]),
    fields: distinct(fields),
  };
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()].sort();
}
