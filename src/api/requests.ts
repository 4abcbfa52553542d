import type { AzureCloudName, DefaultsPolicy, Discovery } from '../config/config.ts';
import type { ExitPolicy } from '../engine/exit-policy.ts';
import type { Rule } from '../engine/rule.ts';
import type { FixLogs } from '../fixes/fix-options.ts';
import type { TemplateProgress } from '../sources/arm/arm-source.ts';
import type { BytesRead, Overlay } from '../util/bounded-read.ts';
import type { RuleFileSet } from './rule-files/compile-rule-files.ts';

/*
 * What jobs are asked with: plain data. What is left out is as the configuration says, else by default. Messages about a
 * wrong request name its parts as the command line spells them.
 */

/** Where a job starts: relative names in its request and in its results are relative to this absolute folder. */
export interface InFolder {
  readonly cwd: string;
}

/** Which rules run, and with which configuration. */
export interface RuleRequest {
  /** Names, aliases or refs, or the beginning of one with `*`: only these run. */
  readonly rules?: readonly string[];
  /** The same: these do not run. */
  readonly excludeRules?: readonly string[];
  readonly pack?: string;
  /** Rules of one's own beside the built-in ones, made by `defineRule`; they run unless something switches them off. */
  readonly extraRules?: readonly Rule[];
  /** Rules, baselines and suppression groups of rule files, as `loadRuleFiles` makes them. */
  readonly ruleFiles?: RuleFileSet;
  /** Options of rules, as `RULE.NAME=VALUE`. */
  readonly options?: readonly string[];
  /** The least level of a failure that ends with 1. By default that of the configuration, else `error`. */
  readonly failOn?: ExitPolicy['failOn'];
  /** Whether an unknown ends with 1. By default as the configuration says, else `report`. */
  readonly unknown?: ExitPolicy['unknown'];
  /** The name of a configuration file; false for none. By default the nearest `acraudit.yaml` above each input. */
  readonly config?: string | false;
  /** The day, as `YYYY-MM-DD`, that suppressions are in force on or not. Default: today, in UTC. */
  readonly today?: string;
}

/** Which results are known already, and what they are compared with. */
export interface TriageRequest {
  /** The name of the file of known findings; false for none. By default that of the configuration of each input. */
  readonly baseline?: string | false;
  /** Whether to write the baseline anew: all that fails or is unknown is known then. */
  readonly updateBaseline?: boolean;
  /** The name of a file with JSON results, or (of `lint`) a git revision. */
  readonly compare?: string;
}

/** How templates are deployed. */
export interface DeploymentRequest {
  /** Names of parameter files; each gives results of its own. */
  readonly parameters?: readonly string[];
  /** Values of parameters, as `NAME=VALUE`. */
  readonly set?: readonly string[];
  /** The id of the subscription that is deployed to. */
  readonly subscription?: string;
  readonly resourceGroup?: string;
  /** Of the resource group or deployment. */
  readonly location?: string;
  readonly cloud?: AzureCloudName;
  /**
   * Environment variables: what Bicep reads with `readEnvironmentVariable()`, and `HOME` (on Windows `USERPROFILE`), below which
   * the Bicep CLI keeps restored modules. Default: none is set, and only modules in the repository are found.
   */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Which templates are evaluated, with which values and rules. */
export interface TemplatesRequest extends InFolder, RuleRequest, DeploymentRequest {
  /** Contents in place of those on disk, by absolute path: documents that an editor has open. */
  readonly overlay?: Overlay;
  /** Files, folders or patterns; without any, and without `given`, the folder of the job. */
  readonly paths?: readonly string[];
  /** A template that is not on disk. */
  readonly given?: GivenTemplate;
  /** Whether results of templates without their parameter files count where there are such files. Default: the configuration's, else `auto`. */
  readonly defaults?: DefaultsPolicy;
  /** Whether `.gitignore` counts when folders are searched. Default: true. */
  readonly gitignore?: boolean;
  /** Whether comments and metadata of templates suppress. Default: true. */
  readonly inlineSuppressions?: boolean;
  /** No template at all is no error. */
  readonly allowEmpty?: boolean;
  /** The largest file to read, in bytes. Default: 20 MiB. */
  readonly maxSize?: number;
}

/** The text of a template, and the name of the file that it stands for. */
export interface GivenTemplate {
  readonly file: string;
  /** Called once, when everything else has been found, with the most bytes that it may give. */
  readonly read: (maxSize: number) => BytesRead | Promise<BytesRead>;
}

/** A request of `lint`. */
export interface LintRequest extends TemplatesRequest, TriageRequest {
  /** A git revision: only what files that have changed since then have a part in. */
  readonly changedSince?: string;
  /** The name of a saved scan, whose diagnostic settings and data collection rules count for the same registries. */
  readonly withScan?: string;
  /** Aborting it rejects with its reason: nothing is half evaluated. */
  readonly signal?: AbortSignal;
  /** Called for each template before it is read. */
  readonly onProgress?: (progress: TemplateProgress) => void;
  /** Whether to find out too with which other values of its parameters a registry fails. */
  readonly exploreParameters?: boolean;
}

/** Whose registries are scanned. */
export type ScanProvider = 'azure' | 'alibaba';

/** What is scanned, and how. */
export interface LiveScanRequest {
  /** By default `azure`, and with files what they hold. The parts below are for Azure where they name no other. */
  readonly provider?: ScanProvider;
  /** Of Alibaba Cloud: the ids of the regions that are scanned; by default all. */
  readonly regions?: readonly string[];
  /** Of Alibaba Cloud: an `https:` address without a path that takes all requests; each says in `Host` whom it is for. */
  readonly alibabaEndpoint?: string;
  /** Ids or names; by default all subscriptions that can be seen. */
  readonly subscriptions?: readonly string[];
  /** Ids or names. */
  readonly excludeSubscriptions?: readonly string[];
  readonly managementGroup?: string;
  readonly resourceGroups?: readonly string[];
  /** Id or domain. */
  readonly tenant?: string;
  /** By default `AzureCloud`. */
  readonly cloud?: AzureCloudName;
  /** Of another cloud: an `https:` address without a slash at the end, and where to sign in for it. */
  readonly armEndpoint?: string;
  readonly authorityHost?: string;
  /** By default Resource Graph, and subscription by subscription where that cannot be used. */
  readonly discovery?: Discovery;
  /** Requests at the same time, 1 to 64. */
  readonly concurrency?: number;
  /** Whether to read diagnostic settings twenty at a time (experimental). */
  readonly batch?: boolean;
}

/** How the caller follows a live scan, and ends it. */
export interface ScanWatch {
  /** Aborting it ends the scan early: what is not read by then is said to be so. */
  readonly signal?: AbortSignal;
  /** Called with what is worth saying while a scan runs and changes no result. */
  readonly onNotice?: (text: string) => void;
  /** Called whenever more has been read, often. */
  readonly onProgress?: (progress: ScanProgress) => void;
}

/** How far a scan is; times in milliseconds since 1970. */
export interface ScanProgress {
  /** `total` is undefined until it is known. */
  readonly subscriptions: { readonly listed: number; readonly total: number | undefined };
  readonly registries: { readonly read: number; readonly listed: number };
  /** Of an export of logs: how many runs are done with. */
  readonly runs?: number;
  /** Until when Azure asked to wait. */
  readonly waitingUntil?: number;
  readonly startedAt: number;
  readonly now: number;
}

/** A request of `scan`: of Azure, or of files. */
export interface ScanRequest extends InFolder, RuleRequest, LiveScanRequest, ScanWatch, TriageRequest {
  /** Saved scans, exports of other tools, and folders of these: they are read instead of Azure. */
  readonly from?: readonly string[];
  /** The name of a file to save the scan to. */
  readonly save?: string;
  /** Whether to go on with the scan that `save` names. */
  readonly resume?: boolean;
}

/** A request of `verify`: a scan, and whether events arrived. */
export interface VerifyRequest extends Omit<ScanRequest, 'resume'> {
  /** How far back events have to have arrived, as `24h`, `7d` or `90m`: `24h` by default. */
  readonly since?: string;
  /** Where workspaces of the cloud of `armEndpoint` are queried: an `https:` address without a path. */
  readonly logsEndpoint?: string;
  /** The name or id of a registry whose logs are asked for what people mostly look for in them. */
  readonly explain?: string;
}

/** What diagnostic settings are to collect, and where to send it. */
export interface SettingRequest {
  /** ARM ids of the destinations. One or more of them stand for all that the configuration has. */
  readonly workspaceId?: string;
  readonly storageAccountId?: string;
  readonly eventHubRuleId?: string;
  /** By default `audit`. */
  readonly logs?: FixLogs;
  /** The name of a new diagnostic setting; by default `acr-audit`. */
  readonly settingName?: string;
}

/** A request of `fix` for templates. */
export interface FixTemplatesRequest extends TemplatesRequest, SettingRequest {
  /** Whether to change the files; one that is not on disk is in the result as it becomes. Default: false. */
  readonly write?: boolean;
  /**
   * Whether a template may get a new parameter for the destination. One with the given id as its default only if true, a
   * required one by default unless files are written.
   */
  readonly allowNewParameter?: boolean;
  /** Whether JSON that Bicep has made is edited too. */
  readonly force?: boolean;
  /** Whether findings carry the change after which they pass; never when files are written. Default: true. */
  readonly attachFixes?: boolean;
  /** Whether to make `previews` and `suggestions`; there are no previews when files are written. Default: true. */
  readonly showChanges?: boolean;
}

/** A request of `fix` for a saved scan. */
export interface FixSavedScanRequest extends InFolder, RuleRequest, SettingRequest {
  /** Saved scans, exports of other tools, and folders of these. */
  readonly from: readonly string[];
}

/** A request of `fix` for an Azure Policy. */
export interface PolicyRequest extends InFolder, RuleRequest, SettingRequest {
  readonly policy: true;
}

/** A request of `expand`. */
export interface ExpandRequest extends InFolder, DeploymentRequest {
  /** The name of a file, or a template that is not on disk. Of several parameter files the values of a later one win. */
  readonly template: string | GivenTemplate;
  /** The largest file to read, in bytes. Default: 20 MiB. */
  readonly maxSize?: number;
}

/** A request of `build`. */
export interface BuildRequest extends InFolder, Pick<DeploymentRequest, 'environment'> {
  /** The name of a Bicep file, or one that is not on disk. */
  readonly file: string | GivenTemplate;
  /** The largest file to read, in bytes. Default: 20 MiB. */
  readonly maxSize?: number;
}
