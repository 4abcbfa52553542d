import type { BaselineResource, RuleResource, TagFilter } from '../../engine/yaml-rules/rule-resource.ts';
import { matchesWildcards } from '../../util/wildcards.ts';
import type { NamedPack } from '../find-pack.ts';

/** A baseline as a pack: the rules that it selects, with the levels that it gives them. */
export function baselinePack(baseline: BaselineResource, rules: readonly RuleResource[]): NamedPack {
  const { name, synopsis, levels } = baseline;
  const byName = new Map(Object.entries(levels).map(([rule, level]) => [rule.toLowerCase(), level]));
  return {
    name,
    title: name,
    description: synopsis === '' ? name : synopsis,
    rules: rules
      .filter((rule) => isSelected(rule, baseline))
      .map((rule) => {
        const level = namesOf(rule).flatMap((one) => byName.get(one.toLowerCase()) ?? [])[0];
        return { name: rule.name, ...(level !== undefined && { level }) };
      }),
  };
}

/** In `include`, or anywhere where there is none, not in `exclude`, and with all tags and labels. */
function isSelected(rule: RuleResource, { include, exclude, tags, labels }: BaselineResource): boolean {
  if (isNamed(rule, exclude) || (include !== undefined && !isNamed(rule, include))) return false;
  const own = Object.fromEntries(Object.entries(rule.tags).map(([key, value]) => [key, [value]]));
  return fits(own, tags) && fits(rule.labels, labels);
}

function fits(own: TagFilter, wanted: TagFilter): boolean {
  return Object.entries(wanted).every(([key, values]) => {
    const found = Object.entries(own).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
    return found !== undefined && (values.includes('*') || found.some((value) => values.includes(value)));
  });
}

/** Whether a rule is among names, refs or aliases, of a module or not; `*` stands for any characters. */
export function isNamed(rule: Pick<RuleResource, 'name' | 'ref' | 'aliases'>, names: readonly string[]): boolean {
  return names.some((one) => {
    return namesOf(rule).some((name) => matchesWildcards(name, withoutModule(one)));
  });
}

/** `Module\\Name` is the name of another module's resource; here all are in one. */
export function withoutModule(name: string): string {
  return name.slice(name.lastIndexOf('\\') + 1);
}

function namesOf({ name, ref, aliases }: Pick<RuleResource, 'name' | 'ref' | 'aliases'>): readonly string[] {
  return [name, ...(ref === undefined ? [] : [ref]), ...aliases];
}
