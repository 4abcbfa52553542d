import { listed } from '../../messages/listed.ts';
import { message } from '../../messages/message.ts';
import { compareStrings } from '../../util/paths.ts';
import type { Note } from '../finding.ts';
import { isInForce, type Suppression } from './suppression.ts';
import type { Suppressor } from './suppressor.ts';

/** A suppression, and what a run can say of it. */
export interface JudgedSuppression {
  readonly suppression: Suppression;
  /** Whether one of its rules ran where it stands. */
  readonly ran: boolean;
  /** Whether the run has seen all that may need it: only then it is unused. */
  readonly isUnusedKnown: boolean;
}

/** What became of suppressions that did not do what they are for, each at its place. */
export function suppressionNotes(
  judged: readonly JudgedSuppression[],
  { used, undecided }: Suppressor,
  today: string,
): readonly Note[] {
  return judged.flatMap(({ suppression, ran, isUnusedKnown }) => {
    const rules = listed(suppression.rules);
    const { expires: date = '' } = suppression;
    if (!ran) return [];
    if (!isInForce(suppression, today))
      return [{ ...noteAt(suppression, message('suppression.expired', { rules, date })), important: true as const }];
    const names = undecided.get(suppression);
    if (names !== undefined) {
      const targets = listed([...names].sort(compareStrings));
      const text = message('suppression.undecidable', { rules, targets });
      return [{ ...noteAt(suppression, text), important: true as const }];
    }
    if (used.has(suppression) || !isUnusedKnown) return [];
    return [noteAt(suppression, message('suppression.unused', { rules }))];
  });
}

/** Said of what is written to suppress and cannot: it looks as if it did. */
export function illFormedNote(problem: string, place: Pick<Suppression, 'location' | 'taggedId'>): Note {
  return { ...noteAt(place, message('suppression.ill-formed', { problem })), important: true };
}

function noteAt({ location, taggedId }: Pick<Suppression, 'location' | 'taggedId'>, text: string): Note {
  if (taggedId !== undefined) return { message: message('suppression.of-tag', { id: taggedId, text }) };
  return { message: text, ...(location !== undefined && { location }) };
}
