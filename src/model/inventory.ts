import type { Cause } from '../value/cause.ts';
import type { Unknown, Value } from '../value/value.ts';
import type { CollectionAssociation, CollectionRule } from './azure/data-collection-rule.ts';
import type { DiagnosticSetting } from './azure/diagnostic-setting.ts';
import type { Origin } from './resource.ts';
import type { NamedResource, Target } from './target.ts';

/** A target before the collectors and related resources of its source are joined to it. */
export interface UnattachedTarget
  extends Omit<Target, 'collectors' | 'related' | 'relatedRead' | 'named' | 'parts' | 'notes'> {
  /** What stands for its collectors where they could not be read. */
  readonly unread?: Unknown;
}

/** A template that could not be read, or not whole, and that something of a target may be changed by. */
export interface UnreadModule {
  /** Of what a file hides that was read in part: why nothing of it is known. Default: the module itself. */
  readonly cause?: Cause;
  readonly name: Value;
  readonly link: string;
  readonly deployed: Value;
  /** What is passed into it. */
  readonly parameters: readonly Value[];
  /** False when something may be passed that cannot be seen. */
  readonly allKnown: boolean;
  readonly origin: Origin;
}

/** Resources that a loop of unknown length makes: how many there are is not known. */
export interface UncountedResources {
  readonly type: string;
  /** Of one of them. */
  readonly id: Value;
  /** Whether there are more of them than one. */
  readonly deployed: Value;
}

/** What a source has to find: nothing else is read or kept. */
export interface Wanted {
  /** Resource types that rules are for, letter case aside; `*` for all. */
  readonly types: readonly string[];
  /** Types of which rules ask for all resources of the same deployment or scan. */
  readonly related: readonly string[];
  /** Types of which rules ask for the resources that something refers to by id. */
  readonly referenced: readonly string[];
  /** By type in lower case: paths of their bodies that are asked for, with all that stands below them. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** Whether what stands in targets or is attached to them is wanted. */
  readonly children?: boolean;
  /** Whether data collection rules are wanted that no association of the same source names. */
  readonly unassociatedRules?: boolean;
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
  /** Resources of the wanted types. */
  readonly targets: readonly UnattachedTarget[];
  readonly settings: readonly DiagnosticSetting[];
  readonly collectionRules: readonly CollectionRule[];
  readonly associations: readonly CollectionAssociation[];
  /** Whether the source does not hold the associations of a resource, so that others than these may collect its logs. */
  readonly areAssociationsUnread?: (id: Value) => boolean;
  readonly modules: readonly UnreadModule[];
  /** Of the wanted types; one of each loop is in `targets`. */
  readonly uncounted?: readonly UncountedResources[];
  /** Resources of a type that the source lists for all of its inventories; they are no targets. */
  readonly listed?: (type: string) => readonly Target[];
  /**
   * What stands for the resources of a type that the source does not read, or not those of the subscription of an id;
   * undefined for what it reads.
   */
  readonly notListed?: (type: string, near?: Value) => Unknown | undefined;
  /** What is known of a resource that is none of the targets, and the resource itself where the source can look it up. */
  readonly elsewhere: (type: string, id: Value) => NamedResource;
}
