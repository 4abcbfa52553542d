import type { Level } from '../engine/finding.ts';
import type { OptionValue, OptionValues } from '../engine/options.ts';
import { UsageError } from '../util/errors.ts';
import type { Config, ConfigLevel, JobKind } from './config.ts';
import { quote } from './config-problems.ts';
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

export interface RuleSettingsInput {
  readonly knownRules: readonly KnownRule[];
  readonly pack: readonly PackRule[];
  readonly config: Pick<Config, 'rules'>;
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
    const selected = input.only.length > 0 ? only.has(rule.name) : settings.enabled;
    return { ...settings, enabled: selected && !without.has(rule.name) };
  });
}

function matchedNames(flag: string, patterns: readonly string[], rules: readonly KnownRule[]): Set<string> {
  return new Set(patterns.flatMap((pattern) => matchRules(flag, pattern, rules).map(({ name }) => name)));
}

/** Everything but `--rule` and `--exclude-rule`. */
function settingsOf(rule: KnownRule, { pack, config, job, options }: RuleSettingsInput): EffectiveRule {
  const entry = pack.find(({ name }) => name === rule.name);
  const own = config.rules.get(rule.name);
  const jobLevel = own?.[job];
  const configured: ConfigLevel | undefined = jobLevel?.level ?? own?.level;
  const level = [configured, own?.level, entry?.level].find(isLevel) ?? rule.level;
  return {
    name: rule.name,
    enabled: configured === undefined ? entry !== undefined : configured !== 'off',
    level,
    options: { ...entry?.options, ...own?.options, ...flagOptions(rule, options) },
    ...(jobLevel && { reason: jobLevel.reason }),
  };
}

function flagOptions(rule: KnownRule, options: readonly OptionSetting[]): OptionValues {
  const own = options.filter((setting) => setting.rule === rule.name);
  return Object.fromEntries(own.map(({ option, value }) => [option, value]));
}

function isLevel(level: ConfigLevel | undefined): level is Level {
  return level !== undefined && level !== 'off';
}
