import type { Unknown, Value } from '../../value/value.ts';
import type { Because, Origin } from '../resource.ts';
import type { DiagnosticSetting } from './diagnostic-setting.ts';

/** A container registry with the diagnostic settings that are, or may be, attached to it. */
export interface Registry {
  readonly type: string;
  readonly name: Value;
  readonly id: Value;
  readonly location: Value;
  readonly sku: Value;
  /**
   * The value at a path of its body, letter case aside: `properties.adminUserEnabled`. Null: it is not set. An unknown
   * where that is not known here, or where the source did not read it.
   */
  readonly property: (path: string) => Value;
  readonly deployed: Value;
  /** What keeps it from being deployed, where something does: `enableAcr=false`. */
  readonly notDeployedBecause?: Because;
  /** An unknown when they could not be read. */
  readonly settings: Value<readonly AttachedSetting[]>;
  /** Those of the settings that stand in another file. */
  readonly joined: readonly AttachedSetting[];
  readonly origin: Origin;
  /** What stands for its settings where they could not be read. */
  readonly unread?: Unknown;
}

/** A setting as one registry sees it. */
export interface AttachedSetting extends DiagnosticSetting {
  /** Whether it is deployed and attached to this registry. */
  readonly applies: Value;
}

/** A template that could not be read, and that something of a registry may be changed by. */
export interface UnreadModule {
  readonly name: Value;
  readonly link: string;
  readonly deployed: Value;
  /** What is passed into it. */
  readonly parameters: readonly Value[];
  /** False when something may be passed that cannot be seen. */
  readonly allKnown: boolean;
  readonly origin: Origin;
}

/** What one source found: one template with one set of values, or one scan. */
export interface Inventory {
  /** The file it comes from, if it comes from one. */
  readonly file?: string;
  /** The parameter file that its values come from, if they do. */
  readonly parameters?: string;
  /** Inventories of different files with the same key have sets of values that are deployed together. */
  readonly setKey?: string;
  /** Inventories with the same key are one deployment: what is unknown in them is the same. */
  readonly deploymentKey: string;
  readonly registries: readonly Omit<Registry, 'settings' | 'joined'>[];
  readonly settings: readonly DiagnosticSetting[];
  readonly modules: readonly UnreadModule[];
}
