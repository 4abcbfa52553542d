import type { Target } from '../../model/target.ts';
import { compareStrings } from '../../util/paths.ts';
import { expressionText, isFault } from '../../value/value.ts';
import type { AppliedSuppression, SuppressionSource } from '../finding.ts';
import { isInForce, type Suppression } from './suppression.ts';

/** A result that may be suppressed. */
export interface OpenResult {
  readonly rule: string;
  readonly target: Target;
  /** The template of the target's deployment; undefined for what Azure answered. */
  readonly template: string | undefined;
  readonly outcome: 'fail' | 'unknown';
}

/** What accepts a result; undefined when nothing does. */
export type Suppress = (result: OpenResult) => AppliedSuppression | undefined;

/** Applies suppressions, and remembers what became of them. */
export interface Suppressor {
  readonly suppress: Suppress;
  /** Those that have suppressed something. */
  readonly used: ReadonlySet<Suppression>;
  /** Names of targets that it could not be told of whether the suppression is for them, and that nothing else suppresses. */
  readonly undecided: ReadonlyMap<Suppression, ReadonlySet<string>>;
}

/** @param find Suppressions among which are all that may be for a target, with or without those for others. */
export function createSuppressor(
  find: (target: Target, template: string | undefined) => readonly Suppression[],
  today: string,
): Suppressor {
  const used = new Set<Suppression>();
  const undecided = new Map<Suppression, Set<string>>();
  return {
    used,
    undecided,
    suppress: ({ rule, target, template, outcome }) => {
      const own = find(target, template).filter((one) => one.rules.includes(rule) && isInForce(one, today));
      const asked = own.map((suppression) => ({ suppression, covers: suppression.covers(target, template) }));
      const applied = asked.flatMap(({ suppression, covers }) => (covers === true ? [suppression] : []));
      for (const suppression of applied) used.add(suppression);
      const [first] = applied.sort(compareSuppressions);
      if (first !== undefined) return appliedOf(first, outcome);
      for (const { suppression, covers } of asked) {
        if (covers === false) continue;
        undecided.set(suppression, (undecided.get(suppression) ?? new Set()).add(shownName(target)));
      }
      return undefined;
    },
  };
}

const ORDER: Readonly<Record<SuppressionSource, number>> = { configuration: 0, metadata: 1, comment: 2, tag: 3 };

/** The order in which one of several is shown; it does not depend on the order in which they were found. */
function compareSuppressions(a: Suppression, b: Suppression): number {
  const [x, y] = [a.location, b.location];
  return (
    ORDER[a.source] - ORDER[b.source] ||
    compareStrings(x?.file ?? '', y?.file ?? '') ||
    (x?.line ?? 0) - (y?.line ?? 0) ||
    (x?.column ?? 0) - (y?.column ?? 0) ||
    compareStrings(x?.path ?? '', y?.path ?? '') ||
    compareStrings(a.reason, b.reason) ||
    compareStrings(a.owner ?? '', b.owner ?? '') ||
    compareStrings(a.expires ?? '', b.expires ?? '')
  );
}

function appliedOf(
  { source, reason, owner, expires, location }: Suppression,
  outcome: AppliedSuppression['outcome'],
): AppliedSuppression {
  return {
    source,
    reason,
    ...(owner !== undefined && { owner }),
    ...(expires !== undefined && { expires }),
    ...(location !== undefined && { location }),
    outcome,
  };
}

function shownName({ name }: Target): string {
  if (isFault(name)) return '';
  return typeof name === 'string' ? name : expressionText(name);
}
