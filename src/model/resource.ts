import type { Path } from '../util/location.ts';
import type { Value } from '../value/value.ts';

/** Where a resource stands: a place in a template, or an id in Azure. */
export interface Origin {
  readonly file?: string;
  readonly path?: Path;
  readonly id?: string;
}

/** What keeps something from being deployed, and where that would be changed. */
export interface Because {
  readonly words: string;
  readonly place: Origin;
}

/** Any ARM resource as it would be deployed, or as Azure describes it. */
export interface Resource {
  /** Full type with namespace, as written; compare without regard to letter case. */
  readonly type: string;
  /** The type as it may be shown: an expression where a secure value is part of it. Absent: it is the type itself. */
  readonly shownType?: Value;
  /** Full name: one segment per type segment after the namespace, joined by slashes. */
  readonly name: Value;
  readonly id: Value;
  /** The id of what it is deployed into or, for an extension resource, attached to. */
  readonly scope: Value;
  /** Whether it will be deployed: its own condition and those of everything it stands in. */
  readonly deployed: Value;
  /** What keeps it from being deployed, where a condition does: `enableAcr=false`. */
  readonly notDeployedBecause?: () => Because | undefined;
  /** Where a person would change what a path in the body leads to: there, or in the parameter file it comes from. */
  readonly placeOf?: (steps: Path) => Origin;
  /** Only referred to, never deployed by this template. */
  readonly existing: boolean;
  /** A top-level member of the body by its lower-case name, evaluated when asked for; undefined when it is not written. */
  readonly body: (member: string) => Value | undefined;
  /** The names of the members that the body has, as written. */
  readonly members: readonly string[];
  readonly origin: Origin;
  /** It stands, after another, for more rounds of a loop that nobody can count; it is neither judged nor listed. */
  readonly isRepeated?: boolean;
}
