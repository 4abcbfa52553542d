import type { Overlay } from '../../util/bounded-read.ts';
import type { Location, Path } from '../../util/location.ts';
import type { FoundFile } from '../discover/discover.ts';
import type { GivenParameter } from './expand/given-parameter.ts';
import type { JsonObject } from './expression/evaluate-json.ts';
import type { LocatedProblem, ParsedFile } from './read-json-file.ts';
import type { InventoryProblem } from './template-inventory.ts';
import type { WrittenSource } from './written-source.ts';

/** A Bicep file that was read. */
export interface BicepTemplate extends ParsedFile {
  readonly source: WrittenSource;
  /** What is wrong in it, and in the files that it is made of; the rest is read. */
  readonly problems: readonly InventoryProblem[];
  /** Where errors of syntax may hide declarations, in it and in each file that it is made of: the first of each. */
  readonly partlyRead: readonly Location[];
  /** The Bicep files of its modules, at whatever depth, each once; by their names as they are shown. */
  readonly modules: ReadonlyMap<string, ParsedFile>;
  /** All files that it is made of, by their names as they are shown: modules, imported and loaded files, configurations. */
  readonly reads: readonly string[];
}

/** The values of a parameter file. */
export interface ParameterFileValues {
  /** By lower-case name. */
  readonly values: ReadonlyMap<string, GivenParameter>;
  /** Where errors may hide values, in it and in the files that it extends: the first of each. */
  readonly partlyRead: readonly Location[];
  readonly problems: readonly InventoryProblem[];
  /** As in `BicepTemplate`. */
  readonly reads: readonly string[];
}

/** A Bicep file as an edit of its text needs it. */
export interface LoweredText {
  /** Parameters of a `.bicepparam` file. */
  readonly kind: 'template' | 'parameters';
  /** Without a byte order mark. */
  readonly text: string;
  /** The template that it makes, modules included, or the parameter file. */
  readonly json: JsonObject;
  /** Offsets of what makes the value at a path of the template; undefined where no part of the text makes just that. */
  readonly spanOf: (path: Path) => { readonly start: number; readonly end: number } | undefined;
}

/** Reads Bicep, each file once. */
export interface BicepReader {
  readonly template: (found: FoundFile) => BicepTemplate | LocatedProblem;
  readonly parameters: (found: FoundFile) => ParameterFileValues | LocatedProblem;
  /** The name of the file, as it is shown, that an embedded template was made of; undefined where Bicep did not make it. */
  readonly fileOf: (template: object) => string | undefined;
  /** Of a template, module or parameter file that was read, by its name as it is shown. */
  readonly sourceOf: (file: string) => WrittenSource | undefined;
  /** Of a template, module or parameter file, by its name as it is shown; undefined where it cannot be read. */
  readonly loweredText: (file: string) => LoweredText | undefined;
  /** Whether a file calls another as a module, by their names as they are shown; nothing is evaluated for it. */
  readonly calls: (file: string, module: string) => boolean;
}

/** What a reader needs of a run. */
export interface BicepReaderOptions {
  readonly cwd: string;
  /** Nothing outside the root of a file is read for it. */
  readonly rootOf: (absolute: string) => string;
  /** In bytes. */
  readonly maxSize: number;
  /** Contents of files by absolute path that replace those on disk. */
  readonly overlay?: Overlay | undefined;
}

export type CreateBicepReader = (options: BicepReaderOptions) => BicepReader;
