import { hash } from 'node:crypto';

const BYTES = 16;

/**
 * What a finding is recognised by from run to run: made of names and expressions, never of line numbers, so that it
 * survives reformatting. 32 hexadecimal digits.
 */
export function fingerprint(parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts), 'buffer').toString('hex', 0, BYTES);
}
