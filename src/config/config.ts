import type { ExitPolicy } from '../engine/exit-policy.ts';
import type { Level } from '../engine/finding.ts';
import type { OptionValues } from '../engine/options.ts';

/** A place in a configuration file. */
export interface ConfigPlace {
  /** As messages name it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A rule's level, or `off`: the rule does not run. */
export type ConfigLevel = Level | 'off';

/** The two jobs a rule can have a level of its own for. */
export type JobKind = 'lint' | 'scan';

/** A level for one job only; the reason is required so that a lowered level explains itself in review. */
export interface JobLevel {
  readonly level: ConfigLevel;
  readonly reason: string;
}

/** The settings of one rule. Option names and values are spelled as the rule declares them. */
export interface RuleConfig {
  readonly level?: ConfigLevel;
  readonly options: OptionValues;
  readonly lint?: JobLevel;
  readonly scan?: JobLevel;
  /** Where `level`, `lint`, `scan` and `options.NAME` are set. */
  readonly places: ReadonlyMap<string, ConfigPlace>;
}

/** Settings of rules for some templates. */
export interface ConfigOverride {
  /** Paths or patterns, relative to `Config.root`. */
  readonly files: readonly string[];
  /** By canonical rule name. */
  readonly rules: ReadonlyMap<string, RuleConfig>;
}

/** Files that are deployed together, and where to. */
export interface DeploymentGroup {
  /** Paths or patterns, relative to `Config.root`. */
  readonly files: readonly string[];
  /** Paths or patterns of parameter files, relative to `Config.root`; each goes with each of the files. */
  readonly parameters?: readonly string[];
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly location?: string;
  readonly cloud?: AzureCloudName;
  /** Where the entry begins. */
  readonly place: ConfigPlace;
}

/** What becomes of a template's own defaults where it has parameter files: evaluated and not counted, counted, or left out. */
export type DefaultsPolicy = 'auto' | 'count' | 'skip';

/** Prefix and suffix of a name that a pipeline replaces by a value; neither is empty. */
export interface TokenForm {
  readonly prefix: string;
  readonly suffix: string;
}

/** The clouds by the names that Azure CLI has for them. */
export type AzureCloudName = 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud';

/** How registries are listed: by Azure Resource Graph, or subscription by subscription. */
export type Discovery = 'graph' | 'arm';

/** The most requests at the same time; the schema of the configuration has the same bound. */
export const MAX_CONCURRENCY = 64;

/** What `scan` reads, and how; lists are as written, never empty unless they leave something out. */
export interface ScanConfig {
  /** Ids or names. */
  readonly subscriptions?: readonly string[];
  /** Ids or names. */
  readonly excludeSubscriptions?: readonly string[];
  readonly resourceGroups?: readonly string[];
  readonly managementGroup?: string;
  readonly tenant?: string;
  readonly cloud?: AzureCloudName;
  readonly discovery?: Discovery;
  /** The most requests at a time, 1 to 64. */
  readonly concurrency?: number;
  /** Whether tags of live registries suppress. */
  readonly allowTagSuppressions?: boolean;
}

/** Where a diagnostic setting sends logs to. Ids begin with `/subscriptions/`; more than that is not checked. */
export interface DestinationConfig {
  readonly workspaceId?: string;
  readonly storageAccountId?: string;
  readonly eventHubAuthorizationRuleId?: string;
  readonly eventHubName?: string;
}

/** A destination for some registries only: it has a region or a subscription, or both, and one destination or more. */
export interface RegionalDestinationConfig extends DestinationConfig {
  readonly region?: string;
  /** Id. */
  readonly subscription?: string;
}

/** What `fix` writes; its own destination is for registries that no entry of `destinations` is for. */
export interface FixConfig extends DestinationConfig {
  readonly logs?: 'audit' | 'allLogs' | 'categories';
  readonly settingName?: string;
  /** Patterns with `*` of the names of settings that are never edited. */
  readonly protect?: readonly string[];
  readonly destinations?: readonly RegionalDestinationConfig[];
}

/** An entry of `suppressions`: what all its patterns match is accepted. It has one of them or more. */
export interface ConfigSuppression {
  /** Names of rules, as these spell them. */
  readonly rules: readonly string[];
  /** Pattern with `*` of the name. */
  readonly registry?: string;
  /** Pattern with `*` of the ARM id. */
  readonly id?: string;
  /** Glob, relative to `Config.root`. */
  readonly file?: string;
  readonly reason: string;
  readonly owner?: string;
  /** The last day on which it holds, `YYYY-MM-DD`. */
  readonly expires?: string;
  /** Where the entry begins. */
  readonly place: ConfigPlace;
}

/** The validated content of `acraudit.yaml`, without defaults. */
export interface Config {
  /** Absolute path of the file; absent when there is none or `--no-config` was given. */
  readonly file?: string;
  /** Absolute paths of the files that it extends. */
  readonly extended: readonly string[];
  /**
   * Absolute folder that the file's patterns are relative to: the folder of a file that was found, the working folder
   * for one given with `--config` (as in ESLint and Ruff), the repository root or the input's folder without a file.
   */
  readonly root: string;
  readonly pack?: string;
  /** Packs that `extends` names; later ones win. */
  readonly extendedPacks: readonly string[];
  /** By canonical rule name, in the order of the file. */
  readonly rules: ReadonlyMap<string, RuleConfig>;
  /** The last that matches wins. */
  readonly overrides: readonly ConfigOverride[];
  readonly failOn?: ExitPolicy['failOn'];
  readonly unknown?: ExitPolicy['unknown'];
  readonly defaults?: DefaultsPolicy;
  readonly format?: string;
  /** Paths relative to `root`, by format. */
  readonly reports: ReadonlyMap<string, string>;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly deployments: readonly DeploymentGroup[];
  readonly suppressions: readonly ConfigSuppression[];
  /** The name of the file of known findings, relative to `root`. */
  readonly baseline?: string;
  readonly tokens: readonly TokenForm[];
  /** Rule files beside the configuration; read before it, since it names their rules. */
  readonly ruleFiles?: readonly string[];
  readonly psrule?: boolean;
  readonly scan?: ScanConfig;
  readonly fix?: FixConfig;
  /** Where values are set, by key: `failOn`, `scan.concurrency`, `reports.json`. */
  readonly places: ReadonlyMap<string, ConfigPlace>;
}

/** The part of `Config` that comes from the texts of files. */
export type ConfigContent = Omit<Config, 'file' | 'extended' | 'root'>;

/** A configuration that sets nothing. */
export const NO_SETTINGS: ConfigContent = {
  extendedPacks: [],
  rules: new Map(),
  overrides: [],
  reports: new Map(),
  deployments: [],
  suppressions: [],
  tokens: [],
  places: new Map(),
};
