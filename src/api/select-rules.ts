import { rules } from '../../rules/index.ts';
import { DEFAULT_PACK, packs } from '../../rules/packs/index.ts';
import type { Config } from '../config/config.ts';
import { type LoadConfigRequest, loadConfig } from '../config/load-config.ts';
import { printConfig } from '../config/print-config.ts';
import { mergeRuleSettings, parseOptionFlag } from '../config/rule-settings.ts';
import type { ActiveRule } from '../engine/evaluate-rules.ts';
import type { RuleInfo } from '../engine/finding.ts';
import { UsageError } from '../util/errors.ts';
import { type SafeText, safePage } from '../util/safe-text.ts';
import { findPack } from './find-pack.ts';
import type { InFolder, RuleRequest } from './requests.ts';
import { ruleHelp } from './rule-docs.ts';

export interface Selection {
  readonly config: Config;
  /** What runs with this configuration; nothing when it switches all rules off. */
  readonly active: readonly ActiveRule[];
  readonly infos: readonly RuleInfo[];
  /** Names of rules that run by the configuration, and that this request leaves out. */
  readonly leftOut: ReadonlySet<string>;
  /** The configuration in force as YAML. */
  readonly print: () => SafeText;
}

/** Loads the configuration of the folder of a scan and settles which rules run, with which level and options. */
export async function selectScanRules(request: RuleRequest & InFolder): Promise<Selection> {
  const selection = selectionOf(await loadConfig({ ...configRequest(request), start: '.' }), request, 'scan');
  checkSomethingRuns([selection]);
  return selection;
}

/** How a run chooses its configurations. */
export function configRequest({
  config,
  cwd,
}: Pick<RuleRequest, 'config'> & InFolder): Omit<LoadConfigRequest, 'start'> & InFolder {
  return {
    ...(typeof config === 'string' && { explicit: config }),
    none: config === false,
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
export function selectionOf(config: Config, request: RuleRequest, job: 'lint' | 'scan'): Selection {
  const { rules: only = [], excludeRules = [], options = [] } = request;
  const pack = findPack(request.pack ?? config.pack ?? DEFAULT_PACK);
  const effective = mergeRuleSettings({
    knownRules: rules,
    pack: pack.rules,
    config,
    job,
    only,
    without: excludeRules,
    options: options.map((flag) => parseOptionFlag(flag, rules)),
  });
  const active = rules.flatMap((rule): ActiveRule[] => {
    const setting = effective.find(({ name }) => name === rule.name);
    return setting?.enabled === true ? [{ rule, level: setting.level, options: setting.options }] : [];
  });
  return {
    config,
    active,
    infos: active.map(infoOf),
    leftOut: leftOutBy(request, config, job, active),
    print: () => safePage(printConfig({ ...config, pack: pack.name }, effective)),
  };
}

/** What runs by the configuration alone and not now. */
function leftOutBy(
  { rules: only = [], excludeRules = [], pack }: RuleRequest,
  config: Config,
  job: 'lint' | 'scan',
  active: readonly ActiveRule[],
): ReadonlySet<string> {
  if (only.length === 0 && excludeRules.length === 0 && pack === undefined) return new Set();
  const configured = findPack(config.pack ?? DEFAULT_PACK);
  const all = mergeRuleSettings({
    knownRules: rules,
    pack: configured.rules,
    config,
    job,
    only: [],
    without: [],
    options: [],
  });
  const running = new Set(active.map(({ rule }) => rule.name));
  return new Set(all.flatMap(({ name, enabled }) => (enabled && !running.has(name) ? [name] : [])));
}

function infoOf({ rule, level }: ActiveRule): RuleInfo {
  const { name, ref, synopsis, pillar, category, controls, since, reasons } = rule;
  const remedies = Object.fromEntries(Object.entries(reasons).map(([id, { remedy }]) => [id, remedy]));
  return { name, ref, synopsis, level, pillar, category, controls, since, remedies, ...ruleHelp(name) };
}
