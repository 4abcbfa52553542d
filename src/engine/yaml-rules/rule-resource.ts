import type { Level } from '../finding.ts';
import type { SpecExpression } from './spec-expression.ts';

/** Where a resource of a rule file stands. */
export interface ResourcePlace {
  /** As messages name it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What every resource of PSRule has. */
interface NamedResource {
  readonly name: string;
  /** The comment above it. */
  readonly synopsis: string;
  readonly place: ResourcePlace;
}

export interface RuleResource extends NamedResource {
  readonly kind: 'Rule';
  readonly ref?: string;
  readonly aliases: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly displayName?: string;
  readonly link?: string;
  readonly level: Level;
  readonly recommend?: string;
  /** Resource types; none: all. */
  readonly types: readonly string[];
  /** Names of selectors, of which one is enough. */
  readonly selectors: readonly string[];
  readonly where?: SpecExpression;
  readonly condition: SpecExpression;
}

export interface SelectorResource extends NamedResource {
  readonly kind: 'Selector';
  readonly types: readonly string[];
  readonly condition: SpecExpression;
}

export interface SuppressionGroupResource extends NamedResource {
  readonly kind: 'SuppressionGroup';
  /** Names, refs or aliases; none: all rules of rule files. */
  readonly rules: readonly string[];
  /** Milliseconds since 1970. */
  readonly expiresOn?: number;
  readonly types: readonly string[];
  readonly condition: SpecExpression;
}

/** Values that tags or labels must have; `'*'`: any. */
export type TagFilter = Readonly<Record<string, readonly string[]>>;

export interface BaselineResource extends NamedResource {
  readonly kind: 'Baseline';
  readonly include?: readonly string[];
  readonly exclude: readonly string[];
  readonly tags: TagFilter;
  readonly labels: TagFilter;
  readonly levels: Readonly<Record<string, Level>>;
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** A resource of a rule file. */
export type RuleFileResource = RuleResource | SelectorResource | SuppressionGroupResource | BaselineResource;
