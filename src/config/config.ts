import type { Level } from '../engine/finding.ts';

/** A rule's level, or `off`: the rule does not run. */
export type ConfigLevel = Level | 'off';

/** The two jobs a rule can have a level of its own for. */
export type Job = 'lint' | 'scan';

/** A level for one job only; the reason is required so that a lowered level explains itself in review. */
export interface JobLevel {
  readonly level: ConfigLevel;
  readonly reason: string;
}

/** What the file says of one rule. Option names and values are spelled as the rule declares them. */
export interface RuleConfig {
  readonly level?: ConfigLevel;
  readonly options: Readonly<Record<string, string>>;
  readonly lint?: JobLevel;
  readonly scan?: JobLevel;
}

/** Files that are deployed together, and where to. */
export interface DeploymentGroup {
  /** Paths or patterns, relative to `Config.root`. */
  readonly files: readonly string[];
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly location?: string;
}

/** `acraudit.yaml` after checking: what it says and nothing else; defaults are the caller's. */
export interface Config {
  /** Absolute path of the file; absent when there is none or `--no-config` was given. */
  readonly file?: string;
  /**
   * Absolute folder that the file's patterns are relative to: the folder of a file that was found, the working folder
   * for one given with `--config` (as in ESLint and Ruff), the repository root or the input's folder without a file.
   */
  readonly root: string;
  readonly pack?: string;
  /** By canonical rule name, in the order of the file. */
  readonly rules: ReadonlyMap<string, RuleConfig>;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly deployments: readonly DeploymentGroup[];
}

/** The part of `Config` that the text of a file decides. */
export type ConfigContent = Omit<Config, 'file' | 'root'>;
