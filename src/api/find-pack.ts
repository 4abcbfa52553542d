import { type Pack, packs } from '../../rules/packs/index.ts';
import { UsageError } from '../util/errors.ts';
import { nearest } from '../util/nearest.ts';

/** A pack with the name that it goes by. */
export interface NamedPack extends Pack {
  readonly name: string;
}

export const namedPacks: readonly NamedPack[] = Object.entries(packs).map(([name, pack]) => ({ name, ...pack }));

/** One that people start from: neither of a standard, nor a dated copy, nor the one that holds every rule. */
export function isGeneral({ name, standard }: NamedPack): boolean {
  return standard === undefined && name !== 'all' && !name.includes('@');
}

/**
 * Finds a pack by its name, letter case aside.
 *
 * @throws UsageError with the nearest name
 */
export function findPack(word: string): NamedPack {
  const wanted = word.toLowerCase();
  const found = namedPacks.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  const names = Object.keys(packs);
  const close = nearest(word, names);
  throw new UsageError(
    `unknown pack '${word}'; ${close === undefined ? `there are ${names.join(', ')}` : `did you mean ${close}?`}`,
  );
}
