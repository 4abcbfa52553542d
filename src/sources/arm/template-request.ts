import type { Wanted } from '../../model/inventory.ts';
import type { Overlay } from '../../util/bounded-read.ts';
import type { FoundFile } from '../discover/discover.ts';
import type { ConfiguredTemplates, Pairing } from '../discover/pair-parameter-files.ts';
import type { CreateBicepReader } from './bicep-reader.ts';
import type { DeploymentTarget } from './expand/expand-template.ts';
import type { GivenParameter } from './expand/given-parameter.ts';
import type { TokenPair } from './expand/tokens.ts';
import type { Defaults, RunProblem, TemplateResult } from './mark-gating.ts';
import type { LocatedProblem, ParsedFile } from './read-json-file.ts';
import type { MarkedFile } from './suppression-marks.ts';
import type { InventoryProblem } from './template-inventory.ts';
import type { WrittenSource } from './written-source.ts';

/** Deployment settings of a file from the configuration. */
export interface DeploymentSettings {
  readonly target: DeploymentTarget;
  /** Set when several files form one deployment. */
  readonly key?: string;
  /** The templates of that deployment. */
  readonly templates?: readonly FoundFile[];
  /** Parameter files from the configuration; each is a separate deployment. */
  readonly parameters?: readonly FoundFile[];
  /** Custom token delimiters of the project. */
  readonly tokens?: readonly TokenPair[];
  /** In place of those of the request. */
  readonly defaults?: Defaults;
}

export interface TemplateRequest {
  readonly cwd: string;
  /** Linked templates of an absolute file are read inside this folder only. */
  readonly rootOf: (absolute: string) => string;
  readonly maxSize: number;
  /** The templates, and the parameter files of each. */
  readonly pairing: Pairing;
  /** Those of `--parameters`: a template that one of them fits uses no others. */
  readonly named: readonly FoundFile[];
  readonly flags: ReadonlyMap<string, GivenParameter>;
  readonly defaults: Defaults;
  readonly deploymentOf: (absolute: string) => DeploymentSettings;
  /** The templates that the configuration assigns to a parameter file; undefined for one that it does not mention. */
  readonly configured?: ConfiguredTemplates;
  /** Notes about the configuration. */
  readonly notes?: () => readonly InventoryProblem[];
  /** What the active rules ask for. Default: registries, with nothing of their bodies. */
  readonly wanted?: Wanted | undefined;
  /** Whether to evaluate alternative values of parameters. */
  readonly explore: boolean;
  /** A template that is not on disk, such as standard input; without `read` it stands in `overlay`. */
  readonly given?: { readonly file: string; readonly read?: ParsedFile | LocatedProblem };
  /** Contents in place of those on disk: files after an edit, or as an editor has them. */
  readonly overlay?: Overlay;
  /** What was compiled before an edit of the Bicep, as in a run: the edit leaves it as it was, so it is not evaluated. */
  readonly compiled?: CompiledFiles;
  /** Only where there may be Bicep: it is slow to load. */
  readonly createBicep?: CreateBicepReader | undefined;
}

export interface TemplateRun {
  readonly inventories: readonly TemplateResult[];
  readonly errors: readonly Extract<RunProblem, { readonly error: true }>[];
  readonly notes: readonly RunProblem[];
  readonly read: number;
  /** Texts of files with findings, up to a limit; the others are read again to locate them. */
  readonly texts: ReadonlyMap<string, string>;
  /** Of a file that is not JSON. */
  readonly sourceOf: (file: string) => WrittenSource | undefined;
  /** Inputs, and templates that these link to, in which something may suppress results. */
  readonly marked: readonly MarkedFile[];
  readonly compiled: CompiledFiles;
}

/** The Bicep file of each template that was compiled from one, by the absolute file of the template. */
export type CompiledFiles = ReadonlyMap<string, FoundFile>;
