import type { Level } from '../../src/engine/finding.ts';
import { rules } from '../index.ts';
import acrWaf from './acr-waf.json' with { type: 'json' };
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

/** The id of a control in its standard. */
export interface PackControl {
  readonly id: string;
  /** False: no source of the pack states that the rule serves it. */
  readonly verified?: boolean;
}

/** A rule of a pack: its level and options where the pack sets them, and the controls of the standard that it serves. */
export interface PackEntry {
  readonly name: string;
  readonly level?: Level;
  readonly options?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  readonly controls?: readonly PackControl[];
  readonly note?: string;
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
  readonly description: string;
  readonly rules: readonly PackEntry[];
  /** The standard whose controls its rules serve, by the names that people know it by. */
  readonly standard?: { readonly name: string; readonly version?: string; readonly aliases: readonly string[] };
  /** Where the controls come from, and as of when. */
  readonly sources?: readonly { readonly what: string; readonly url: string; readonly date: string }[];
  readonly practices?: readonly Practice[];
}

/** What runs unless a flag or the configuration chooses another pack. */
export const DEFAULT_PACK = 'recommended';

/** The only pack without a file, so that no new rule can be missing from it. */
const all: Pack = {
  title: 'Every rule',
  description:
    'Also advice that does not fit every registry, such as a copy in storage or a workspace in the same region.',
  rules: rules.map(({ name }) => ({ name })),
};

/** By the names that `pack:` and `--pack` take. Tests check the files against `schemas/pack.schema.json`. */
export const packs: Readonly<Record<string, Pack>> = {
  core,
  recommended,
  'recommended@2026-12': recommended202612 as Pack,
  all,
  'best-practices': bestPractices,
  'mcsb-v1': mcsbV1,
  'cis-6.0': cis60,
  'nist-800-53-r5': nist80053R5,
  'pci-dss-4.0.1': pciDss401,
  'iso-27001-2022': iso270012022,
  soc2,
  'acr-waf': acrWaf,
};
