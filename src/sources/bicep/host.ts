import type { BytesRead } from '../../util/bounded-read.ts';
import type { JsonValue } from '../arm/json/json-value.ts';
import type { BicepConfig } from './modules/bicep-config.ts';
import type { RegistryReference } from './modules/registry-reference.ts';

/** What lowering reads besides the file itself. Paths are absolute; a file outside the root is a problem, not content. */
export interface BicepHost {
  readonly readFile: (absolute: string) => BytesRead;
  /** The files of a folder and of those below it, absolute, for `loadDirectoryFileInfo`; undefined where it cannot be listed. */
  readonly listFiles: (absolute: string) => readonly string[] | undefined;
  /** The compiled template of a module in a registry or a template spec; undefined where it was not restored. */
  readonly restoredModule: (reference: RegistryReference, from: string) => RestoredModule | undefined;
  /** The configuration for the files of an absolute folder. */
  readonly configOf: (folder: string) => BicepConfig;
  /** The value of an environment variable; undefined where it is not set. */
  readonly environment: (name: string) => string | undefined;
}

export interface RestoredModule {
  /** Absolute; undefined for a stand-in, of which only what `known` tells was read. */
  readonly file: string | undefined;
  readonly template: JsonValue;
  /** Of one that is known without a file: its version, and where the facts about it were read. */
  readonly known?: KnownModule;
}

/** A version of a published module, and the git tag of its source. */
export interface KnownModule {
  /** `avm/res/container-registry/registry` */
  readonly name: string;
  readonly version: string;
  /** `refs/tags/…` of Azure/bicep-registry-modules. */
  readonly tag: string;
}
