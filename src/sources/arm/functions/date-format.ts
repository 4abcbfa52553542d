import { ArmError, unsupported } from './concrete-value.ts';

/** A point in time with .NET's resolution. `zone` says what the text said: UTC, another offset, or nothing. */
export interface DateTime {
  /** Seconds since 1970-01-01T00:00:00 of the same clock (UTC, unless zone is `none`). */
  readonly seconds: number;
  /** Hundreds of nanoseconds within the second, 0 to 9999999. */
  readonly ticks: number;
  readonly zone: 'utc' | 'offset' | 'none';
}

const EXTENDED_FORMAT =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?)?\s?(Z|[+-]\d\d:\d\d)?$/;
const BASIC_FORMAT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)()(Z)$/;

const MIN_SECONDS = Date.parse('0001-01-01T00:00:00Z') / 1000;
const MAX_SECONDS = Date.parse('9999-12-31T23:59:59Z') / 1000;

export function looksLikeDate(text: string): boolean {
  return EXTENDED_FORMAT.test(text) || BASIC_FORMAT.test(text);
}

export function checkYears(seconds: number, name: string): number {
  if (seconds >= MIN_SECONDS && seconds <= MAX_SECONDS) return seconds;
  throw new ArmError('value', `${name}: the date is outside the years 1 to 9999`);
}

/**
 * Reads ISO 8601 dates, extended (`2023-03-31T01:00:38Z`, also with a space for the `T`) or as `utcNow()` writes them
 * (`20230331T010038Z`). Throws `value` for a date that does not exist, `unsupported` for other notations.
 */
export function parseDateTime(text: string, name: string): DateTime {
  const match = EXTENDED_FORMAT.exec(text) ?? BASIC_FORMAT.exec(text);
  if (match === null) {
    // Without a digit it cannot be a date in any notation.
    if (!/\d/.test(text)) throw new ArmError('value', `${name}: the text is not a date`);
    throw unsupported(name, 'this notation of a date');
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 59) throw new ArmError('value', `${name}: there is no such date`);
  const seconds = date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
  const offset = match[8];
  return {
    seconds: seconds - offsetSeconds(offset),
    ticks: Number((match[7] ?? '').padEnd(7, '0')),
    zone: offset === undefined ? 'none' : offset === 'Z' ? 'utc' : 'offset',
  };
}

function offsetSeconds(offset: string | undefined): number {
  if (offset === undefined || offset === 'Z') return 0;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60);
}

/** Standard formats, in the invariant culture; documentation shows `d` as `03/05/2019`. */
const STANDARD_FORMATS: ReadonlyMap<string, string> = new Map([
  ['d', 'MM/dd/yyyy'],
  ['D', 'dddd, dd MMMM yyyy'],
  ['t', 'HH:mm'],
  ['T', 'HH:mm:ss'],
  ['g', 'MM/dd/yyyy HH:mm'],
  ['G', 'MM/dd/yyyy HH:mm:ss'],
  ['s', "yyyy'-'MM'-'dd'T'HH':'mm':'ss"],
  ['u', "yyyy'-'MM'-'dd HH':'mm':'ss'Z'"],
  ['o', "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK"],
  ['O', "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK"],
]);

const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * Writes a date in a .NET standard or custom format string, in English. Throws `unsupported` for anything that is not
 * certain here: offsets from UTC, eras, formats of the culture.
 */
export function formatDateTime(value: DateTime, format: string, name: string): string {
  const standard = STANDARD_FORMATS.get(format);
  if (standard === undefined && format.length < 2) throw unsupported(name, 'this date format');
  const pattern = standard ?? format;
  const parts: string[] = [];
  const token = /'([^']*)'|"([^"]*)"|\\(.)|%(?=[a-zA-Z])|([a-zA-Z])\4*|[^a-zA-Z'"\\%]+/sy;
  for (let at = 0; at < pattern.length; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(pattern);
    if (match === null) throw new ArmError('value', `${name}: the date format is malformed at position ${at}`);
    const [text, single, double, escaped, letter] = match;
    if (letter !== undefined) parts.push(component(value, letter, text.length, name));
    // A percent sign only says that the letter after it is a custom format.
    else if (text !== '%') parts.push(single ?? double ?? escaped ?? text);
  }
  return parts.join('');
}

function component(value: DateTime, letter: string, count: number, name: string): string {
  const date = new Date(value.seconds * 1000);
  const clock = (n: number) => String(n).padStart(Math.min(count, 2), '0');
  switch (letter) {
    case 'y':
      if (count === 4) return String(date.getUTCFullYear()).padStart(4, '0');
      if (count <= 2) return clock(date.getUTCFullYear() % 100);
      throw unsupported(name, 'this form of the year');
    case 'M':
      return count < 3 ? clock(date.getUTCMonth() + 1) : nameOrAbbreviation(MONTH_NAMES, date.getUTCMonth(), count);
    case 'd':
      return count < 3 ? clock(date.getUTCDate()) : nameOrAbbreviation(DAY_NAMES, date.getUTCDay(), count);
    case 'H':
      return clock(date.getUTCHours());
    case 'h':
      return clock(date.getUTCHours() % 12 || 12);
    case 'm':
      return clock(date.getUTCMinutes());
    case 's':
      return clock(date.getUTCSeconds());
    case 't':
      return (date.getUTCHours() < 12 ? 'AM' : 'PM').slice(0, count);
    case 'f':
      if (count > 7) throw new ArmError('value', `${name}: a date format has at most seven digits of a second`);
      return String(value.ticks).padStart(7, '0').slice(0, count);
    case 'K':
      if (value.zone === 'offset' || count > 1) throw unsupported(name, 'the offset of a date');
      return value.zone === 'utc' ? 'Z' : '';
    case 'F':
    case 'g':
    case 'z':
      throw unsupported(name, `the date format ${letter}`);
    default:
      return letter.repeat(count);
  }
}

function nameOrAbbreviation(names: readonly string[], index: number, count: number): string {
  const text = names[index] as string;
  return count === 3 ? text.slice(0, 3) : text;
}
