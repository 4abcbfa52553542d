import type { Unknown, Value } from '../value/value.ts';
import type { AttachedSetting } from './azure/attached-setting.ts';
import type { Explanation, Origin } from './resource.ts';

/** What collects the logs of a resource: a diagnostic setting, or a data collection rule with one of its destinations. */
export type Collector = AttachedSetting;

/** A resource that something refers to by id. */
export type ReferencedResource = Pick<Target, 'id' | 'name' | 'origin' | 'deployed' | 'field'>;

/** What a source says of the resource that an id names. */
export interface NamedResource {
  /** Resources whose id may be that one, each in the same deployment or scan. */
  readonly candidates: readonly ReferencedResource[];
  /**
   * Whether there is such a resource when it is none of the candidates. In a template that is true: Azure deploys nothing
   * that refers to what does not exist.
   */
  readonly exists: Value<boolean>;
  /** Stands for its body when it is none of the candidates. */
  readonly unread: Unknown;
  /** Set where there may be more candidates: in a loop whose length is not known, or in a module that could not be read. */
  readonly unlisted?: Unknown;
}

/**
 * A resource of any type as a rule sees it. What its source did not read is an unknown with its cause, never absent
 * (DESIGN: the model).
 */
export interface Target {
  /** Full resource type; compare without regard to letter case. */
  readonly type: string;
  readonly name: Value;
  /** See `Resource`; only where the name is not known. */
  readonly writtenName?: string;
  readonly id: Value;
  /** Id of what it is deployed into or attached to. */
  readonly scope: Value;
  readonly origin: Origin;
  /** The templates that deploy it, outermost first; absent for what Azure answered. */
  readonly templates?: readonly Origin[];
  readonly deployed: Value;
  /** What keeps it from being deployed, where something does: `enableAcr=false`. */
  readonly notDeployedBecause?: Explanation;
  /**
   * The value at a path of its body, letter case aside: `properties.adminUserEnabled`. Null: it is not set.
   * A rule has to declare it, or what it stands in, in `needs`.
   */
  readonly field: (path: string) => Value;
  /** Whether a path of its body is written, even as null. Absent where that is not known. */
  readonly isWritten?: (path: string) => boolean;
  /** What stands in it or is attached to it, as objects; a rule has to declare it in `needs`. */
  readonly children?: () => Value;
  /** The collectors that are, or may be, attached to it; an unknown when they could not be read. */
  readonly collectors: Value<readonly Collector[]>;
  /**
   * Resources of a type that stand in the same deployment or scan; an unknown where not all of them were read, in a scan
   * those of the subscription of `near`, an id, among them. A rule has to declare the type in `needs`.
   */
  readonly related: (type: string, near?: Value) => Value<readonly Target[]>;
  /** Those of them that were read, whatever else there is: one of them may be enough. */
  readonly relatedRead: (type: string) => readonly Target[];
  /** The resource of a type that has an id, as far as the source knows it. A rule has to declare the type in `needs`. */
  readonly named: (type: string, id: Value) => NamedResource;
  /** What else is made of values that may be faulty, under the names that messages give it. */
  readonly parts: () => readonly TargetPart[];
  /** What is worth reading beside a verdict. */
  readonly notes: (isOpen: boolean) => readonly TargetNote[];
}

/** A part of a target that a message can name: `diagnostic setting 'audit'`. */
export interface TargetPart {
  readonly label: string;
  readonly values: readonly Value[];
}

/** A note, and what it is about. */
export interface TargetNote {
  readonly message: string;
  readonly origin: Origin;
}
