import type { OptionValue, OptionValues } from '../engine/options.ts';
import { pointerStep } from '../util/json-pointer.ts';
import type { ConfigOverride, ConfigPlace, RuleConfig } from './config.ts';
import { quote, suggestion } from './config-problems.ts';
import type { ConfigText } from './config-text.ts';
import { isMap, unwrap } from './config-text.ts';
import { findOption, findRule, type KnownRule, schemaOf } from './known-rules.ts';
import { optionValue } from './option-value.ts';

/** The settings of rules in a map of the configuration; what is wrong with names and options is reported. */
export function rulesAt(pointer: string, value: unknown, text: ConfigText): ReadonlyMap<string, RuleConfig> {
  const rules = new Map<string, RuleConfig>();
  if (!isMap(value)) return rules;
  const spellings = new Map<string, string>();
  for (const [name, settings] of Object.entries(value)) {
    const place = `${pointer}/${pointerStep(name)}`;
    const rule = unwrap(findRule(name, text.knownRules), (problem) => text.report(place, problem, true));
    if (rule === undefined) continue;
    const earlier = spellings.get(rule.name);
    if (earlier !== undefined) text.report(place, `${quote(name)} is the same rule as ${quote(earlier)} above`, true);
    spellings.set(rule.name, name);
    rules.set(rule.name, ruleConfig(settings, rule, place, text));
  }
  return rules;
}

/** The entries of `overrides`. */
export function overridesIn(data: Record<string, unknown>, text: ConfigText): readonly ConfigOverride[] {
  const entries: readonly unknown[] = Array.isArray(data.overrides) ? data.overrides : [];
  return entries.flatMap((entry, i) => {
    if (!isMap(entry)) return [];
    const rules = rulesAt(`/overrides/${i}/rules`, entry.rules, text);
    return Array.isArray(entry.files) ? [{ files: entry.files, rules }] : [];
  });
}

/** Checks the names of packs, in `pack` and `extends`. */
export function checkPacks({ pack, extends: bases }: Record<string, unknown>, text: ConfigText): void {
  checkPack('/pack', pack, 'packs', text);
  const entries: readonly unknown[] = Array.isArray(bases) ? bases : [];
  entries.forEach((entry, i) => {
    if (typeof entry === 'string' && !isFileName(entry)) {
      checkPack(`/extends/${i}`, entry, 'a file is written ./NAME.yaml; packs', text);
    }
  });
}

/** Whether an entry of `extends` is the name of a file; others are those of packs. */
export function isFileName(entry: string): boolean {
  return /[\\/]|\.ya?ml$/i.test(entry);
}

function checkPack(pointer: string, pack: unknown, label: string, { knownPacks, report }: ConfigText): void {
  if (typeof pack !== 'string' || pack === '' || knownPacks === undefined) return;
  if (knownPacks.includes(pack.toLowerCase())) return;
  report(pointer, `unknown pack ${quote(pack)}${suggestion(pack, knownPacks, label)}`);
}

function ruleConfig(value: unknown, rule: KnownRule, pointer: string, text: ConfigText): RuleConfig {
  const places = new Map<string, ConfigPlace>();
  if (!isMap(value)) {
    places.set('level', text.placeOf(pointer));
    return { level: value as RuleConfig['level'], options: {}, places };
  }
  const { level, lint, scan } = value as Partial<RuleConfig>;
  for (const key of ['level', 'lint', 'scan']) {
    if (value[key] !== undefined) places.set(key, text.placeOf(`${pointer}/${key}`));
  }
  const options = ruleOptions(value.options, rule, `${pointer}/options`, text, places);
  return { ...(level && { level }), options, ...(lint && { lint }), ...(scan && { scan }), places };
}

function ruleOptions(
  value: unknown,
  rule: KnownRule,
  pointer: string,
  text: ConfigText,
  places: Map<string, ConfigPlace>,
): OptionValues {
  const options: Record<string, OptionValue> = {};
  if (!isMap(value)) return options;
  for (const [word, setting] of Object.entries(value)) {
    const place = `${pointer}/${pointerStep(word)}`;
    const option = unwrap(findOption(word, rule), (problem) => text.report(place, problem, true));
    if (option === undefined) continue;
    if (Object.hasOwn(options, option)) text.report(place, `option ${quote(option)} is set twice`, true);
    const result = optionValue(setting, schemaOf(option, rule), `${rule.name}.${option}`);
    const allowed = unwrap(result, (problem) => text.report(place, problem));
    if (allowed === undefined) continue;
    options[option] = allowed;
    places.set(`options.${option}`, text.placeOf(place));
  }
  return options;
}
