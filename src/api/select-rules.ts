import { DEFAULT_PACK, packs } from '../../rules/packs/index.ts';
import type { Config } from '../config/config.ts';
import { type LoadConfigRequest, loadConfig } from '../config/load-config.ts';
import { mergeRules } from '../config/merge-configs.ts';
import {
  type EffectiveRule,
  mergeRuleSettings,
  type PackSettings,
  parseOptionFlag,
  type RuleSettingsInput,
} from '../config/rule-settings.ts';
import type { ActiveRule } from '../engine/evaluate-rules.ts';
import { DEFAULT_EXIT_POLICY } from '../engine/exit-policy.ts';
import type { RuleInfo } from '../engine/finding.ts';
import type { Rule, RuleJob } from '../engine/rule.ts';
import { isAlibabaType } from '../model/alibaba/instance-audit.ts';
import { pathFilter } from '../sources/discover/globs.ts';
import { UsageError } from '../util/errors.ts';
import { isInside, relativePath } from '../util/paths.ts';
import { findPack, type NamedPack } from './find-pack.ts';
import type { InFolder, RuleRequest, TemplatesRequest } from './requests.ts';
import { helpOf } from './rule-docs.ts';
import { WAF_PACK } from './rule-files/named-rule-files.ts';
import { ruleSet } from './rule-set.ts';

/** What holds for some inputs. */
export interface Selection {
  readonly config: Config;
  /** What runs with this configuration on what Azure has; nothing when it switches all rules off. */
  readonly active: readonly ActiveRule[];
  /** What runs on instances of Alibaba Cloud. */
  readonly instanceRules: readonly ActiveRule[];
  /** Of the rules that run on what Azure has. */
  readonly infos: readonly RuleInfo[];
  /** Every rule there is, as it is set here. */
  readonly effective: readonly EffectiveRule[];
  /** The packs that the rules come from; later ones win. */
  readonly packs: readonly NamedPack[];
  /** All rules that there are. */
  readonly known: readonly Rule[];
  /** Names of rules that run by the configuration, and that this request leaves out, or that other jobs run. */
  readonly leftOut: ReadonlySet<string>;
}

/** A job on live registries. */
export type LiveJob = Exclude<RuleJob, 'lint'>;

/** Loads the configuration of the folder of a scan and settles which rules run, with which level and options. */
export async function selectScanRules(request: RuleRequest & InFolder, job: LiveJob = 'scan'): Promise<Selection> {
  const config = await loadConfig({ ...configRequest(request), start: '.' });
  const selection = selectionsOf(config, request, job).folder;
  checkSomethingRuns([selection]);
  return selection;
}

/** How a run chooses its configurations. */
export function configRequest({
  config,
  cwd,
  extraRules = [],
  ruleFiles,
  overlay,
}: Pick<RuleRequest, 'config' | 'extraRules' | 'ruleFiles'> & InFolder & Pick<TemplatesRequest, 'overlay'>): Omit<
  LoadConfigRequest,
  'start'
> &
  InFolder {
  return {
    ...(typeof config === 'string' && { explicit: config }),
    none: config === false,
    cwd,
    overlay,
    knownRules: ruleSet({ extraRules, ...(ruleFiles && { ruleFiles }) }),
    knownPacks: [...Object.keys(packs), ...(ruleFiles?.packs ?? []).map(({ name }) => name.toLowerCase())],
  };
}

/** A configuration may switch everything off for its own inputs, but not all of them for all. */
export function checkSomethingRuns(
  selections: readonly (Pick<Selection, 'active'> & Partial<Pick<Selection, 'instanceRules'>>)[],
): void {
  if (selections.some(({ active, instanceRules = [] }) => active.length + instanceRules.length > 0)) return;
  throw new UsageError('no rule is left to run: all are excluded or off');
}

/** What a configuration makes of a request. */
export interface ConfigSelections {
  /** For the folder as a whole: no override has a part in it. */
  readonly folder: Selection;
  /** For an absolute file. */
  readonly of: (file: string) => Selection;
  /** All that any of its files may have. */
  readonly all: () => readonly Selection[];
}

/** Settles which rules run with a configuration, with which level and options, for each of its files. */
export function selectionsOf(config: Config, request: RuleRequest, job: RuleJob): ConfigSelections {
  const overrides = config.overrides.map(({ files, rules: own }) => ({
    matches: pathFilter(files, false).matches,
    own,
  }));
  const made = new Map<string, Selection>();
  const select = (which: readonly boolean[]): Selection => {
    const key = which.map(Number).join('');
    const known = made.get(key);
    if (known !== undefined) return known;
    const settings = overrides.reduce((all, { own }, i) => (which[i] ? mergeRules(all, own) : all), config.rules);
    const selection = selectionOf(config, settings, request, job);
    made.set(key, selection);
    return selection;
  };
  const folder = select([]);
  return {
    folder,
    of: (file) => {
      if (overrides.length === 0 || !isInside(config.root, file)) return folder;
      const path = relativePath(config.root, file);
      return select(overrides.map(({ matches }) => matches(path)));
    },
    all: () => [folder, ...overrides.map((_, i) => select(overrides.map((_, j) => j === i)))],
  };
}

function selectionOf(config: Config, settings: Config['rules'], request: RuleRequest, job: RuleJob): Selection {
  const { rules: only = [], excludeRules = [], options = [], failOn, unknown } = request;
  const chosen = packsOf(config, request);
  const known = ruleSet(request);
  const effective = rulesOfJob(job, known, {
    packs: packSettings(chosen, request),
    rules: settings,
    only,
    without: excludeRules,
    options: options.map((flag) => parseOptionFlag(flag, known)),
  });
  const exitPolicy = {
    failOn: failOn ?? config.failOn ?? DEFAULT_EXIT_POLICY.failOn,
    unknown: unknown ?? config.unknown ?? DEFAULT_EXIT_POLICY.unknown,
  };
  const running = known.flatMap((rule): ActiveRule[] => {
    const setting = effective.find(({ name }) => name === rule.name);
    return setting?.enabled === true ? [{ rule, level: setting.level, options: setting.options, exitPolicy }] : [];
  });
  const active = running.filter(({ rule }) => !rule.targets.every(isAlibabaType));
  return {
    config,
    active,
    instanceRules: running.filter(({ rule }) => rule.targets.some(isAlibabaType)),
    infos: active.map(infoOf),
    effective,
    packs: chosen,
    known,
    leftOut: new Set([...leftOutBy(request, config, settings, job, running), ...ofOtherJobs(job, known)]),
  };
}

/** How rules are set for a job. Those of other jobs do not run, and those of `verify` alone run there unless they are switched off. */
function rulesOfJob(
  job: RuleJob,
  known: readonly Rule[],
  input: Omit<RuleSettingsInput, 'knownRules' | 'job'>,
): readonly EffectiveRule[] {
  const own = job === 'verify' ? known.filter(({ jobs }) => jobs?.includes('scan') === false) : [];
  const packs =
    own.length > 0 ? [{ source: job, rules: own.map(({ name }) => ({ name })) }, ...input.packs] : input.packs;
  const all = mergeRuleSettings({ ...input, packs, knownRules: known, job: job === 'lint' ? job : 'scan' });
  return all.map((one) => {
    const { jobs = [job] } = known.find(({ name }) => name === one.name) ?? {};
    if (jobs.includes(job)) return one;
    return { ...one, enabled: false, sources: { ...one.sources, enabled: `run by ${jobs.join(' and ')} alone` } };
  });
}

/** Packs, and rules of one's own as if they were one; of rule files all that are not excluded, unless a baseline chooses. */
function packSettings(
  chosen: readonly NamedPack[],
  { extraRules = [], ruleFiles }: RuleRequest,
): readonly PackSettings[] {
  const own = extraRules.map(({ name }) => ({ name }));
  const hasBaseline = chosen.some((pack) => ruleFiles?.packs.includes(pack));
  const ofFiles = hasBaseline ? [] : (ruleFiles?.own ?? []);
  return [
    ...chosen.map(({ name, rules }) => ({ source: `pack ${name}`, rules })),
    ...(own.length > 0 ? [{ source: '--plugin', rules: own }] : []),
    ...(ofFiles.length > 0 ? [{ source: 'rule files', rules: ofFiles.map((name) => ({ name })) }] : []),
  ];
}

/** `--pack` alone, or what `extends` names with `pack` over it, or the default. */
function packsOf(
  { pack, extendedPacks }: Config,
  request: Pick<RuleRequest, 'pack' | 'ruleFiles'>,
): readonly NamedPack[] {
  const names = request.pack === undefined ? [...extendedPacks, ...(pack === undefined ? [] : [pack])] : [request.pack];
  const own = request.ruleFiles?.packs ?? [];
  return (names.length === 0 ? [DEFAULT_PACK] : names).map(
    (name) => own.find((one) => one.name.toLowerCase() === name.toLowerCase()) ?? loaded(findPack(name), request),
  );
}

/** The rules of one pack are a rule file, which only the configuration that a run starts with can ask for. */
function loaded(pack: NamedPack, { ruleFiles }: Pick<RuleRequest, 'ruleFiles'>): NamedPack {
  const isThere = pack.name !== WAF_PACK || ruleFiles?.rules.some(({ name }) => name === pack.rules[0]?.name) === true;
  if (isThere) return pack;
  throw new UsageError(
    `pack ${pack.name}: its rules are read where --pack or the configuration of the folder that a run starts in names it`,
  );
}

function ofOtherJobs(job: RuleJob, known: readonly Rule[]): readonly string[] {
  return known.flatMap(({ name, jobs = [job] }) => (jobs.includes(job) ? [] : [name]));
}

/** What runs by the configuration alone and not now. */
function leftOutBy(
  request: RuleRequest,
  config: Config,
  settings: Config['rules'],
  job: RuleJob,
  active: readonly ActiveRule[],
): ReadonlySet<string> {
  const { rules: only = [], excludeRules = [], pack } = request;
  if (only.length === 0 && excludeRules.length === 0 && pack === undefined) return new Set();
  const all = rulesOfJob(job, ruleSet(request), {
    packs: packSettings(packsOf(config, { ...(request.ruleFiles && { ruleFiles: request.ruleFiles }) }), request),
    rules: settings,
    only: [],
    without: [],
    options: [],
  });
  const running = new Set(active.map(({ rule }) => rule.name));
  return new Set(all.flatMap(({ name, enabled }) => (enabled && !running.has(name) ? [name] : [])));
}

/** What reports say of a rule that runs. */
export function infoOf({ rule, level }: ActiveRule): RuleInfo {
  const { name, ref, synopsis, pillar, category, controls, since, reasons, fixes = [] } = rule;
  const remedies = Object.fromEntries(Object.entries(reasons).map(([id, { remedy }]) => [id, remedy]));
  return { name, ref, synopsis, level, pillar, category, controls, since, fixes, remedies, ...helpOf(rule) };
}
