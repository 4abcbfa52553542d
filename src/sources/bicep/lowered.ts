import type { JsonObject } from '../arm/expression/evaluate-json.ts';
import type { SourceMap } from './source-map.ts';
import type { BicepDiagnostic, BicepFile } from './syntax/nodes.ts';

/** A Bicep file as the template that it makes. */
export interface LoweredBicep {
  /** Absolute. */
  readonly file: string;
  readonly syntax: BicepFile;
  /** As the compiler writes it; templates of modules are embedded, and those of one file are the same object. */
  readonly template: JsonObject;
  readonly map: SourceMap;
  /** Errors of this file alone, those of its syntax included; what has them is an unknown, and the rest is lowered. */
  readonly errors: readonly BicepDiagnostic[];
  /** Files that it read: modules, imports, loaded content and configuration; absolute. */
  readonly reads: readonly string[];
  /** Of them the modules and the files that it imports from, which are part of what it deploys. */
  readonly uses: readonly string[];
}

/** The lowered file of an embedded template; undefined for one that Bicep did not make. */
export type LoweredOf = (template: object) => LoweredBicep | undefined;
