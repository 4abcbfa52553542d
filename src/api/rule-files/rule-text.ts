import { decodeBytes } from '../../sources/arm/json/decode-bytes.ts';
import { readBounded } from '../../util/bounded-read.ts';
import { UsageError } from '../../util/errors.ts';

const MAX_BYTES = 1_000_000;

/**
 * The text of a file with rules or with options of rules.
 *
 * @throws UsageError when it cannot be read; `shown` is what it is called then.
 */
export function ruleText(absolute: string, shown: string): string {
  const read = readBounded(absolute, MAX_BYTES);
  if ('problem' in read) throw new UsageError(`${shown}: ${read.problem.message}`);
  return decodeBytes(read.bytes).text;
}
