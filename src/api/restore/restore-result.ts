import type { ErrorCode } from '../../util/error-codes.ts';

/** Where a reference stands; the file relative to the folder of the job, line and column from 1. */
export interface ReferencePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A module that is referred to, and what became of it. */
export interface ModuleOutcome {
  /** In full, without an alias: `br:mcr.microsoft.com/bicep/avm/res/…:1.0.0`. */
  readonly reference: string;
  /**
   * `present`: it was there before. `missing`: of a dry run, it would be fetched. `failed`: it could not be restored.
   */
  readonly state: 'restored' | 'present' | 'missing' | 'failed';
  /** The absolute folder that it is in, or would be. */
  readonly folder: string;
  readonly usedBy: readonly ReferencePlace[];
  /** Of one that failed: why, and what to do. */
  readonly reason?: string;
  readonly hint?: string;
}

/** What hides references: a file that cannot be read, a reference that is wrong. */
export interface UnreadReference {
  /** As in results, or the code of Bicep: `BCP195`. */
  readonly code: ErrorCode | `BCP${string}`;
  readonly message: string;
  readonly location: { readonly file: string; readonly line?: number; readonly column?: number };
}

/** The result of `restore`. */
export interface RestoreResult {
  /** By reference, in the order of names. */
  readonly modules: readonly ModuleOutcome[];
  readonly errors: readonly UnreadReference[];
  /** Bicep and parameter files that were read. */
  readonly files: number;
}
