import type { Level } from '../engine/finding.ts';
import type { OptionValue, OptionValues } from '../engine/options.ts';
import { UsageError } from '../util/errors.ts';
import type { Config, ConfigLevel, ConfigPlace, JobKind, RuleConfig } from './config.ts';
import { printable, quote } from './config-problems.ts';
import { findOption, findRule, foundOrThrow, type KnownRule, matchRules, schemaOf } from './known-rules.ts';
import { optionFromText } from './option-value.ts';

/** One `--option`, checked: names and value as the rule spells them. */
export interface OptionSetting {
  readonly rule: string;
  readonly option: string;
  readonly value: OptionValue;
}

/** An entry of a rule pack. */
export interface PackRule {
  readonly name: string;
  readonly level?: Level;
  readonly options?: OptionValues;
}

/** Rules that run unless something else is set. */
export interface PackSettings {
  /** What they come from, for people: `pack core`. */
  readonly source: string;
  readonly rules: readonly PackRule[];
}

export interface RuleSettingsInput {
  readonly knownRules: readonly KnownRule[];
  /** Later ones win. */
  readonly packs: readonly PackSettings[];
  /** The settings of the configuration for an input, by rule name. */
  readonly rules: Config['rules'];
  /** Which of a rule's levels per job applies. */
  readonly job: JobKind;
  /** `--rule`, as given: names, aliases, refs, or the beginning of one with `*`. */
  readonly only: readonly string[];
  /** `--exclude-rule`, as given. */
  readonly without: readonly string[];
  /** `--option`, from `parseOptionFlag`; of two for one option the later wins. */
  readonly options: readonly OptionSetting[];
}

/** What a rule runs with. `options` has only what was set: defaults are the rule's own. */
export interface EffectiveRule {
  readonly name: string;
  readonly enabled: boolean;
  readonly level: Level;
  readonly options: OptionValues;
  /** Why the level differs for this job, when the file says so. */
  readonly reason?: string;
  readonly sources: RuleSources;
}

/** Where the settings of a rule come from, for people: `acraudit.yaml:3`, `--rule`, `pack core`, `default`. */
export interface RuleSources {
  readonly enabled: string;
  readonly level: string;
  readonly options: ReadonlyMap<string, string>;
}

/**
 * Reads `--option RULE.NAME=VALUE`. Rule names have dots, so the last dot before `=` parts rule and option.
 *
 * @throws UsageError when the form is wrong or the rule, option or value is unknown.
 */
export function parseOptionFlag(flag: string, knownRules: readonly KnownRule[]): OptionSetting {
  const equals = flag.indexOf('=');
  const left = equals === -1 ? flag : flag.slice(0, equals);
  const dot = left.lastIndexOf('.');
  const whole = findRule(left, knownRules);
  if ('found' in whole)
    throw new UsageError(`--option ${quote(flag)}: ${whole.found.name} needs the name of an option`);
  if (equals === -1 || dot < 1 || dot === left.length - 1) {
    throw new UsageError(`--option ${quote(flag)}: expected RULE.NAME=VALUE`);
  }
  const rule = foundOrThrow(findRule(left.slice(0, dot), knownRules), '--option');
  const option = foundOrThrow(findOption(left.slice(dot + 1), rule), '--option');
  const text = flag.slice(equals + 1);
  const value = foundOrThrow(optionFromText(text, schemaOf(option, rule), `${rule.name}.${option}`), '--option');
  return { rule: rule.name, option, value };
}

/**
 * Determines which rules run and with which settings: flags override the file, the file over the pack, the pack over the rule.
 *
 * `--rule` runs exactly what it matches, also rules that pack and file leave out; `--exclude-rule` wins over it. In
 * the file a level of the job wins over the rule's `level`; any level but `off` turns the rule on, options alone do
 * not. A rule that is off keeps the level it would have.
 *
 * @returns One entry for each known rule, in the order of `knownRules`.
 * @throws UsageError when a flag names no rule.
 */
export function mergeRuleSettings(input: RuleSettingsInput): EffectiveRule[] {
  const { knownRules } = input;
  const only = matchedNames('--rule', input.only, knownRules);
  const without = matchedNames('--exclude-rule', input.without, knownRules);
  return knownRules.map((rule) => {
    const settings = settingsOf(rule, input);
    const switched = switchedBy(rule.name, { only, without, isLimited: input.only.length > 0 });
    if (switched === undefined) return settings;
    const { enabled, source } = switched;
    return { ...settings, enabled, sources: { ...settings.sources, enabled: source } };
  });
}

function matchedNames(flag: string, patterns: readonly string[], rules: readonly KnownRule[]): Set<string> {
  return new Set(patterns.flatMap((pattern) => matchRules(flag, pattern, rules).map(({ name }) => name)));
}

/** What `--rule` and `--exclude-rule` make of a rule. */
function switchedBy(
  name: string,
  { only, without, isLimited }: { only: Set<string>; without: Set<string>; isLimited: boolean },
): { readonly enabled: boolean; readonly source: string } | undefined {
  if (without.has(name)) return { enabled: false, source: '--exclude-rule' };
  return isLimited ? { enabled: only.has(name), source: '--rule' } : undefined;
}

/** Everything but `--rule` and `--exclude-rule`. */
function settingsOf(rule: KnownRule, { packs, rules, job, options }: RuleSettingsInput): EffectiveRule {
  const own = rules.get(rule.name);
  const jobLevel = own?.[job];
  const candidates: readonly Sourced<ConfigLevel>[] = [
    ...(jobLevel ? [{ value: jobLevel.level, source: placeText(own?.places.get(job)) }] : []),
    ...(own?.level ? [{ value: own.level, source: placeText(own.places.get('level')) }] : []),
    ...packs.toReversed().flatMap((pack) => packLevel(pack, rule)),
  ];
  const [first] = candidates;
  const level = candidates.find((one): one is Sourced<Level> => isLevel(one.value));
  return {
    name: rule.name,
    enabled: first !== undefined && first.value !== 'off',
    level: level?.value ?? rule.level,
    ...optionsOf(rule, packs, own, options, {
      enabled:
        first?.source ??
        `not in ${packs
          .map(({ source }) => source)
          .filter((source) => source !== '--plugin')
          .join(' or ')}`,
      level: level?.levelSource ?? level?.source ?? 'default',
    }),
    ...(jobLevel && { reason: jobLevel.reason }),
  };
}

/** A value and where it comes from. */
interface Sourced<T> {
  readonly value: T;
  readonly source: string;
  /** Of a level that is the rule's own, while `source` is what turns the rule on. */
  readonly levelSource?: string;
}

function packLevel({ source, rules }: PackSettings, rule: KnownRule): readonly Sourced<Level>[] {
  const entry = rules.find((one) => one.name === rule.name);
  if (entry === undefined) return [];
  return [
    entry.level === undefined ? { value: rule.level, source, levelSource: 'default' } : { value: entry.level, source },
  ];
}

function optionsOf(
  { name }: KnownRule,
  packs: readonly PackSettings[],
  own: RuleConfig | undefined,
  flags: readonly OptionSetting[],
  sources: Omit<RuleSources, 'options'>,
): Pick<EffectiveRule, 'options' | 'sources'> {
  const set = new Map<string, Sourced<OptionValue>>();
  for (const pack of packs) {
    const options = pack.rules.find((one) => one.name === name)?.options ?? {};
    for (const [option, value] of Object.entries(options)) set.set(option, { value, source: pack.source });
  }
  for (const [option, value] of Object.entries(own?.options ?? {})) {
    set.set(option, { value, source: placeText(own?.places.get(`options.${option}`)) });
  }
  for (const { rule, option, value } of flags) if (rule === name) set.set(option, { value, source: '--option' });
  return {
    options: Object.fromEntries([...set].map(([option, { value }]) => [option, value])),
    sources: { ...sources, options: new Map([...set].map(([option, { source }]) => [option, source])) },
  };
}

/** A place for people: `acraudit.yaml:3`. */
export function placeText(place: ConfigPlace | undefined): string {
  return place === undefined ? '' : `${printable(place.file)}:${place.line}`;
}

function isLevel(level: ConfigLevel): level is Level {
  return level !== 'off';
}
