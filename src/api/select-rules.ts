import { rules } from '../../rules/index.ts';
import { packs } from '../../rules/packs/index.ts';
import type { RuleFlags } from '../cli/flags/flags.ts';
import type { Config } from '../config/config.ts';
import { type LoadConfigRequest, loadConfig } from '../config/load-config.ts';
import { printConfig } from '../config/print-config.ts';
import { mergeRuleSettings, parseOptionFlag } from '../config/rule-settings.ts';
import type { RuleInfo } from '../engine/finding.ts';
import type { ActiveRule } from '../engine/judge.ts';
import { UsageError } from '../util/errors.ts';
import { nearest } from '../util/nearest.ts';
import { type SafeText, safePage } from '../util/safe-text.ts';
import { ruleHelp } from './rule-docs.ts';

export interface Selection {
  readonly config: Config;
  /** What runs with this configuration; nothing when it switches all rules off. */
  readonly active: readonly ActiveRule[];
  readonly infos: readonly RuleInfo[];
  /** The configuration in force as YAML. */
  readonly print: () => SafeText;
}

const DEFAULT_PACK = 'recommended';

/** Loads the configuration that belongs to an input and settles which rules run, with which level and options. */
export async function selectRules(
  flags: RuleFlags,
  start: string,
  cwd: string,
  job: 'lint' | 'scan',
): Promise<Selection> {
  const selection = selectionOf(await loadConfig({ ...configRequest(flags, cwd), start }), flags, job);
  checkSomethingRuns([selection]);
  return selection;
}

/** How a run chooses its configurations. */
export function configRequest(
  flags: Pick<RuleFlags, 'config'>,
  cwd: string,
): Omit<LoadConfigRequest, 'start'> & { readonly cwd: string } {
  return {
    ...(typeof flags.config === 'string' && { explicit: flags.config }),
    none: flags.config === false,
    cwd,
    knownRules: rules,
    knownPacks: Object.keys(packs),
  };
}

/** A configuration may switch everything off for its own inputs, but not all of them for all. */
export function checkSomethingRuns(selections: readonly Selection[]): void {
  if (selections.some(({ active }) => active.length > 0)) return;
  throw new UsageError('no rule is left to run: all are excluded or off');
}

/** Settles which rules run with a configuration, with which level and options. */
export function selectionOf(config: Config, flags: RuleFlags, job: 'lint' | 'scan'): Selection {
  const pack = flags.pack ?? config.pack ?? DEFAULT_PACK;
  const packRules = Object.hasOwn(packs, pack) ? packs[pack] : undefined;
  if (packRules === undefined) {
    const close = nearest(pack, Object.keys(packs));
    throw new UsageError(
      `unknown pack '${pack}'; ${close === undefined ? `there are ${Object.keys(packs).join(', ')}` : `did you mean ${close}?`}`,
    );
  }
  const effective = mergeRuleSettings({
    knownRules: rules,
    pack: packRules,
    config,
    job,
    only: flags.rule,
    without: flags.excludeRule,
    options: flags.option.map((flag) => parseOptionFlag(flag, rules)),
  });
  const active = rules.flatMap((rule): ActiveRule[] => {
    const setting = effective.find(({ name }) => name === rule.name);
    return setting?.enabled === true ? [{ rule, level: setting.level, options: setting.options }] : [];
  });
  return {
    config,
    active,
    infos: active.map(infoOf),
    print: () => safePage(printConfig({ ...config, pack }, effective)),
  };
}

function infoOf({ rule, level }: ActiveRule): RuleInfo {
  const { name, ref, synopsis, pillar, category, controls, since, remedies } = rule;
  return { name, ref, synopsis, level, pillar, category, controls, since, remedies, ...ruleHelp(name) };
}
