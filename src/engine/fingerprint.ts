import { createHash } from 'node:crypto';

/**
 * What a finding is recognised by from run to run: made of names and expressions, never of line numbers, so that it
 * survives reformatting. 32 hexadecimal digits.
 */
export function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
