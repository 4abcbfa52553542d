import type { Random } from './random.ts';

/** Numbers that say how often each occurs beside the others; what is left out never occurs. */
export type Mix<Name extends string> = Readonly<Partial<Record<Name, number>>>;

/** Draws names as often as the mix says. */
export function picker<Name extends string>(mix: Mix<Name>): (random: Random) => Name {
  const entries = Object.entries(mix) as [Name, number][];
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  return (random) => {
    let left = random.next() * total;
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    const last = entries.findLast(([, weight]) => weight > 0);
    if (last === undefined) throw new RangeError('a mix that allows nothing');
    return last[0];
  };
}
