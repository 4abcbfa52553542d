import { hash } from 'node:crypto';
import { compareStrings } from '../util/paths.ts';

const DIGITS = 32;

/** What makes a target the same one in another run. Names of files are told from the root of what they belong to. */
interface TargetIdentity {
  /** Where the target is declared; empty for what Azure answered. */
  readonly file: string;
  /** The parameter file; empty without one. */
  readonly parameters: string;
  readonly id: string;
}

/** What makes a result the same one among those of its target. */
interface ResultIdentity {
  readonly ref: string;
  readonly outcome: string;
  readonly reasons: readonly { readonly id: string; readonly category?: string | undefined }[];
  readonly dependsOn: readonly { readonly kind: string; readonly name: string }[];
}

export type FindingIdentity = TargetIdentity & ResultIdentity;

/**
 * What a finding is recognised by from run to run: made of names and expressions, never of places, and of lists without
 * regard to their order, so that it survives reformatting and moving. It changes when the finding does. 32 hexadecimal digits.
 */
export function fingerprintOf(finding: FindingIdentity): string {
  return fingerprintIn(targetIdentity(finding), finding);
}

/** The part of fingerprints that all results of a target share, which is most of their text. */
export function targetIdentity({ file, parameters, id }: TargetIdentity): string {
  return JSON.stringify([file, parameters, id.toLowerCase()]).slice(1, -1);
}

/** The fingerprint of a result of the target with this `targetIdentity`. */
export function fingerprintIn(target: string, { ref, outcome, reasons, dependsOn }: ResultIdentity): string {
  const parts = [
    sorted(reasons.map((reason) => [reason.id, reason.category ?? ''])),
    // A certain result depends on nothing.
    ...(outcome === 'unknown' ? [outcome, sorted(dependsOn.map(({ kind, name }) => [kind, name]))] : []),
  ];
  const text = `[${JSON.stringify(ref)},${target},${JSON.stringify(parts).slice(1)}`;
  return hash('sha256', text, 'hex').slice(0, DIGITS);
}

function sorted(pairs: readonly (readonly string[])[]): readonly string[] {
  return pairs.map((pair) => JSON.stringify(pair)).sort(compareStrings);
}
