import type { Target } from '../../model/target.ts';
import type { Location } from '../../util/location.ts';
import type { Value } from '../../value/value.ts';
import type { SuppressionSource } from '../finding.ts';

/** Accepts what rules find of some targets. */
export interface Suppression {
  readonly source: SuppressionSource;
  /** Names of rules, as these spell them. */
  readonly rules: readonly string[];
  /** Whether it is for a target of a template; unknown where what a pattern is compared with is. */
  readonly covers: (target: Target, template: string | undefined) => Value<boolean>;
  readonly reason: string;
  readonly owner?: string;
  /** The last day on which it holds, `YYYY-MM-DD` in UTC. */
  readonly expires?: string;
  readonly location?: Location;
  /** The id of the resource whose tag it is. */
  readonly taggedId?: string;
}

/** Whether it still holds on a day. */
export function isInForce({ expires }: Pick<Suppression, 'expires'>, today: string): boolean {
  return expires === undefined || expires >= today;
}
