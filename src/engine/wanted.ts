import type { Wanted } from '../model/inventory.ts';
import type { Rule } from './rule.ts';

/** What rules ask of a source, each type and field once: nothing else has to be read or kept. */
export function wantedBy(rules: readonly Pick<Rule, 'targets' | 'needs'>[]): Wanted {
  const needs = rules.flatMap(({ needs: own = [] }) => own);
  const fields = new Map<string, readonly string[]>();
  const add = (type: string, paths: readonly string[]): void => {
    fields.set(type.toLowerCase(), distinct([...(fields.get(type.toLowerCase()) ?? []), ...paths]));
  };
  for (const { targets, needs: own = [] } of rules) {
    for (const need of own) {
      if ('children' in need) continue;
      if ('field' in need) for (const type of targets) add(type, [need.field]);
      else add('related' in need ? need.related : need.referenced, need.fields ?? []);
    }
  }
  return {
    types: distinct(rules.flatMap(({ targets }) => targets)),
    related: distinct(needs.flatMap((need) => ('related' in need ? [need.related] : []))),
    referenced: distinct(needs.flatMap((need) => ('referenced' in need ? [need.referenced] : []))),
    fields,
    ...(needs.some((need) => 'children' in need) && { children: true }),
  };
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()].sort();
}
