import type { Path } from '../util/location.ts';
import type { Value } from '../value/value.ts';

/** Where a resource comes from: a path in a template, or an id in Azure. */
export interface Origin {
  readonly file?: string;
  readonly path?: Path;
  readonly id?: string;
}

/** Why something is not deployed, and where to change that. */
export interface Explanation {
  readonly text: string;
  readonly origin: Origin;
}

/** Any ARM resource as it would be deployed, or as Azure describes it. */
export interface Resource {
  /** Full type with namespace, as written; compare without regard to letter case. */
  readonly type: string;
  /** The type as it may be shown: an expression where a secure value is part of it. Absent: it is the type itself. */
  readonly displayType?: Value;
  /** Full name: one segment per type segment after the namespace, joined by slashes. */
  readonly name: Value;
  /** What the author of its template calls it: `resources > acr`. Absent for what Azure answered. */
  readonly writtenName?: string | undefined;
  readonly id: Value;
  /** The id of what it is deployed into or, for an extension resource, attached to. */
  readonly scope: Value;
  /** Whether it will be deployed: its own condition and those of everything that contains it. */
  readonly deployed: Value;
  /** What keeps it from being deployed, where a condition does: `enableAcr=false`. */
  readonly notDeployedBecause?: () => Explanation | undefined;
  /** Where to edit the value at a path of the body: in the template, or in the parameter file it comes from. */
  readonly originOf?: (steps: Path) => Origin;
  /** Set where its scope is surely a group, a subscription or the like, and no other resource. */
  readonly isInContainer?: boolean;
  /** Only referred to, never deployed by this template. */
  readonly existing: boolean;
  /** A top-level member of the body by its lower-case name, evaluated when asked for; undefined when it is not written. */
  readonly body: (member: string) => Value | undefined;
  /** The value at a path of the body, of which nothing else is evaluated; undefined when it is not written. */
  readonly at?: (path: readonly string[]) => Value | undefined;
  /** The whole body, where its source may hold a part of it only. Absent: it is made of its members. */
  readonly whole?: () => Value;
  /** The names of the members that the body has, as written. */
  readonly members: readonly string[];
  readonly origin: Origin;
  /** Types of its parts that its source listed. Absent: the source holds all of its parts, as a template does. */
  readonly listedParts?: readonly string[];
  /** Stands for the parts of a type that were not listed, of which there may be none; it is no part itself. */
  readonly isUnlisted?: boolean;
  /** The templates that deploy it, outermost first; absent for what Azure answered. */
  readonly templates?: readonly Origin[];
  /** Placeholder for further iterations of a copy loop with an unknown count; excluded from evaluation and listings. */
  readonly isRepresentative?: boolean;
}
