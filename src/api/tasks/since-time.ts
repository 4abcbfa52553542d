import { isDate } from '../../util/dates.ts';
import { UsageError } from '../../util/errors.ts';

const MILLISECONDS = { m: 60_000, h: 60 * 60_000, d: 24 * 60 * 60_000 } as const;

/**
 * The time that `--since` names, in milliseconds since 1970: `7d`, `24h` or `90m` back, or the beginning of a day in UTC.
 *
 * @throws UsageError for anything else.
 */
export function sinceTime(since: string, now: number): number {
  if (isDate(since)) return Date.parse(`${since}T00:00:00Z`);
  const [, digits = '', unit = 'm'] = /^(\d{1,6})([mhd])$/.exec(since) ?? [];
  if (Number(digits) > 0) return now - Number(digits) * MILLISECONDS[unit as keyof typeof MILLISECONDS];
  throw new UsageError('--since: expected a time such as 7d, 24h or 90m, or a day, written YYYY-MM-DD');
}
