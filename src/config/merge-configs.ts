import type { ConfigContent, RuleConfig } from './config.ts';

/**
 * A configuration over one that it extends. Single values, `include` and `exclude` replace those of the base; settings of
 * `rules`, `reports`, `scan` and `fix` do so one by one; the other lists are joined.
 */
export function mergeConfigs(base: ConfigContent, own: ConfigContent): ConfigContent {
  return {
    ...base,
    ...own,
    extendedPacks: [...base.extendedPacks, ...own.extendedPacks],
    rules: mergeRules(base.rules, own.rules),
    // The last that matches wins.
    overrides: [...base.overrides, ...own.overrides],
    reports: new Map([...base.reports, ...own.reports]),
    // The first that matches wins.
    deployments: [...own.deployments, ...base.deployments],
    suppressions: [...base.suppressions, ...own.suppressions],
    tokens: [...base.tokens, ...own.tokens],
    ...((base.scan ?? own.scan) && { scan: { ...base.scan, ...own.scan } }),
    ...((base.fix ?? own.fix) && { fix: { ...base.fix, ...own.fix } }),
    places: new Map([...base.places, ...own.places]),
  };
}

/** Settings of rules over others. */
export function mergeRules(
  base: ReadonlyMap<string, RuleConfig>,
  own: ReadonlyMap<string, RuleConfig>,
): ReadonlyMap<string, RuleConfig> {
  const merged = new Map(base);
  for (const [name, settings] of own) merged.set(name, mergeRule(base.get(name), settings));
  return merged;
}

/** A `level` also replaces the levels for one job that stand further away: they were exceptions from another one. */
function mergeRule(base: RuleConfig | undefined, own: RuleConfig): RuleConfig {
  if (base === undefined) return own;
  const { level, lint, scan } = own.level === undefined ? { ...base, ...own } : own;
  return {
    ...(level && { level }),
    ...(lint && { lint }),
    ...(scan && { scan }),
    options: { ...base.options, ...own.options },
    places: new Map([...base.places, ...own.places]),
  };
}
