import type { Level } from '../../src/engine/finding.ts';
import core from './core.json' with { type: 'json' };
import recommended from './recommended.json' with { type: 'json' };

/** A pack is data: which rules it holds, and levels where they differ from the rules' own. */
export interface PackEntry {
  readonly name: string;
  readonly level?: Level;
}

/** By the names that `pack:` and `--pack` take. */
export const packs: Readonly<Record<string, readonly PackEntry[]>> = {
  core: core.rules,
  recommended: recommended.rules,
};
