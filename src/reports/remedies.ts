import type { Finding, RuleInfo } from '../engine/finding.ts';

/** What to do about a reason: by rule, then by reason id. */
export type Remedies = ReadonlyMap<string, Readonly<Record<string, string>>>;

export function remediesByRule(rules: readonly RuleInfo[]): Remedies {
  return new Map(rules.map(({ name, remedies }) => [name, remedies]));
}

/** What can be done about a result, each thing once. */
export function remediesOf({ rule, reasons }: Finding, remedies: Remedies): readonly string[] {
  const own = remedies.get(rule) ?? {};
  const texts = reasons.flatMap(({ id }) => (Object.hasOwn(own, id) ? [own[id] ?? ''] : []));
  return [...new Set(texts.filter((text) => text !== ''))];
}
