import type { Ctx } from './audit-logs.ts';

/** A gap, and whether it is there in this scenario. */
export interface CandidateGap<Gap> {
  readonly isThere: () => boolean;
  readonly gap: () => Gap;
}

/** One gap decides, whatever is not known of the others: those are named as far as this scenario decides them. */
export function gapsThere<Gap>(candidates: readonly CandidateGap<Gap>[], ctx: Ctx): readonly Gap[] {
  if (!ctx.some(candidates, ({ isThere }) => isThere())) return [];
  return candidates.filter(({ isThere }) => ctx.peek(isThere) === true).map(({ gap }) => gap());
}
