import type { Path, Range } from '../../util/location.ts';
import type { JsonComment } from './json/comments.ts';
import type { LocatedPath } from './json/locate-paths.ts';

/** The text of a template that is not JSON: the JSON it makes is read as any other, and shown where it is written. */
export interface WrittenSource {
  /** Where values of the template stand in the text; see `locateExisting`. A resource stands where its declaration does, decorators apart. */
  readonly locate: (paths: readonly Path[]) => readonly (LocatedPath | undefined)[];
  /** The same of resources, decorators included: a comment before them is about the declaration. */
  readonly locateDeclarations: (paths: readonly Path[]) => readonly (DeclarationRange | undefined)[];
  /**
   * What declares the resource at a path, or the resource that the path leads into. Unlike the path, it stays the same when other
   * declarations come or go.
   */
  readonly declarationAt: (path: Path) => string | undefined;
  /** Comments, and lines that only speak to the compiler, in their order. */
  readonly comments: () => readonly JsonComment[];
}

/** Where a resource is declared. */
export interface DeclarationRange extends Range {
  /** The line of the keyword behind the decorators, which is where results stand. */
  readonly keywordLine?: number | undefined;
}
