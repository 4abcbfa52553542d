import { hash } from 'node:crypto';
import { compareStrings } from '../util/paths.ts';

const BYTES = 16;

/** What makes a finding the same one in another run. Names of files are told from the root of what they belong to. */
export interface FindingIdentity {
  readonly ref: string;
  /** Where the target is declared; empty for what Azure answered. */
  readonly file: string;
  /** The parameter file; empty without one. */
  readonly parameters: string;
  readonly id: string;
  readonly outcome: string;
  readonly reasons: readonly { readonly id: string; readonly category?: string | undefined }[];
  readonly dependsOn: readonly { readonly kind: string; readonly name: string }[];
}

/**
 * What a finding is recognised by from run to run: made of names and expressions, never of places, and of lists without
 * regard to their order, so that it survives reformatting and moving. It changes when the finding does. 32 hexadecimal digits.
 */
export function fingerprintOf(finding: FindingIdentity): string {
  const { ref, file, parameters, id, outcome, reasons, dependsOn } = finding;
  const parts = [
    ref,
    file,
    parameters,
    id.toLowerCase(),
    sorted(reasons.map((reason) => [reason.id, reason.category ?? ''])),
    // A certain result depends on nothing.
    ...(outcome === 'unknown' ? [outcome, sorted(dependsOn.map(({ kind, name }) => [kind, name]))] : []),
  ];
  return hash('sha256', JSON.stringify(parts), 'buffer').toString('hex', 0, BYTES);
}

function sorted(pairs: readonly (readonly string[])[]): readonly string[] {
  return pairs.map((pair) => JSON.stringify(pair)).sort(compareStrings);
}
