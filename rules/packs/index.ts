import type { Level } from '../../src/engine/finding.ts';
import { rules } from '../index.ts';
import bestPractices from './best-practices.json' with { type: 'json' };
import cis60 from './cis-6.0.json' with { type: 'json' };
import core from './core.json' with { type: 'json' };
import iso270012022 from './iso-27001-2022.json' with { type: 'json' };
import mcsbV1 from './mcsb-v1.json' with { type: 'json' };
import nist80053R5 from './nist-800-53-r5.json' with { type: 'json' };
import pciDss401 from './pci-dss-4.0.1.json' with { type: 'json' };
import recommended202612 from './recommended@2026-12.json' with { type: 'json' };
import recommended from './recommended.json' with { type: 'json' };
import soc2 from './soc2.json' with { type: 'json' };

/** A rule of a pack: its level and options where they differ from the rule's own, and the controls of a standard. */
export interface PackEntry {
  readonly name: string;
  readonly level?: Level;
  readonly options?: Readonly<Record<string, string | number | boolean>>;
  readonly controls?: readonly string[];
}

/** A practice and the rules that check it, or why none does. */
export interface Practice {
  readonly practice: string;
  readonly rules: readonly string[];
  readonly instead?: string;
}

/** A pack is data: which rules it holds, and what for. */
export interface Pack {
  readonly title: string;
  readonly rules: readonly PackEntry[];
  /** The standard whose controls its rules serve, and where the mapping comes from. */
  readonly standard?: string;
  readonly source?: string;
  readonly practices?: readonly Practice[];
}

/** By the names that `pack:` and `--pack` take. */
export const packs: Readonly<Record<string, Pack>> = {
  core: core,
  recommended: recommended,
  'recommended@2026-12': recommended202612,
  all: { title: 'Every rule', rules: rules.map(({ name }) => ({ name })) },
  'best-practices': bestPractices,
  'mcsb-v1': mcsbV1,
  'cis-6.0': cis60,
  'nist-800-53-r5': nist80053R5,
  'pci-dss-4.0.1': pciDss401,
  'iso-27001-2022': iso270012022,
  soc2: soc2,
};
