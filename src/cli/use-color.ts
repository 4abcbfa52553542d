import type { CommonFlags } from './flags/common-flags.ts';
import type { Streams } from './streams.ts';

/** A flag decides; else `NO_COLOR` and `FORCE_COLOR`; else whether the output is a terminal that has colours. */
export function useColor(
  { color }: Pick<CommonFlags, 'color'>,
  { env, isTerminal }: Pick<Streams, 'env' | 'isTerminal'>,
): boolean {
  if (color !== undefined) return color;
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0') return true;
  return isTerminal && env.TERM !== 'dumb';
}

/** The same for a diff: what is written to a file is to be applied, and has colours only where the flag asks for them. */
export function useColorInDiff(flags: Pick<CommonFlags, 'color'>, streams: Streams): boolean {
  return useColor(flags, streams) && (streams.outIsFile !== true || flags.color === true);
}
