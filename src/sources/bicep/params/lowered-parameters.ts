import type { Value } from '../../../value/value.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { SourceMap } from '../source-map.ts';
import type { BicepDiagnostic, BicepFile, BicepSpan } from '../syntax/nodes.ts';

/** A Bicep parameter file with its values. */
export interface LoweredParameters {
  /** Absolute. */
  readonly file: string;
  readonly syntax: BicepFile;
  /** The absolute path of its template, or the reference of one in a registry; undefined where that is missing or wrong. */
  readonly using: string | 'none' | undefined;
  /** By name as written; those of the file that it extends too. */
  readonly parameters: ReadonlyMap<string, AssignedParameter>;
  /** What it asks of the tool that deploys, by name: `{ kind, config }`. */
  readonly inputs: JsonObject;
  /** The parameter file as the compiler writes it, in JSON. */
  readonly template: JsonObject;
  /** Where the parameters of this very file stand. */
  readonly map: SourceMap;
  /** What may hide assignments: the first error of syntax, else that what it extends cannot be read. */
  readonly hiding: BicepSpan | undefined;
  /** Of this file alone. */
  readonly errors: readonly BicepDiagnostic[];
  /** This file and those that it extends, the nearest first. */
  readonly parts: readonly LoweredParameters[];
  /** Files that it read, absolute. */
  readonly reads: readonly string[];
}

export interface AssignedParameter {
  readonly name: string;
  /** As far as it is known before anything is deployed. */
  readonly value: Value;
  /** `{ value }`, `{ reference }` or `{ expression }`. */
  readonly entry: JsonObject;
  /** Whether the entry is a secret whose name in the vault comes from the environment. */
  readonly hidesName?: boolean;
  /** The file that assigns it, absolute. */
  readonly file: string;
  /** Of the whole assignment. */
  readonly span: BicepSpan;
}
