import { ArmError, type ConcreteValue, type PureFunction, unsupported } from './concrete-value.ts';
import { checkYears, type DateTime, formatDateTime, parseDateTime } from './date-format.ts';
import { define, intAt, stringAt } from './define.ts';

interface Duration {
  readonly sign: 1 | -1;
  /** Calendar months: years count twelve. */
  readonly months: number;
  /** The same years and months as fixed lengths: 365 and 30 days. */
  readonly monthDays: number;
  readonly seconds: number;
  readonly ticks: number;
}

const DURATION =
  /^(-)?P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.(\d{1,7}))?S)?)?$/;

function parseDuration(text: string, name: string): Duration {
  const match = DURATION.exec(text);
  if (match === null || !/\d/.test(text) || text.endsWith('T')) {
    if (/^[+-]?P.*[\d.,]/i.test(text)) throw unsupported(name, 'this notation of a duration');
    throw new ArmError('value', `${name}: the text is not an ISO 8601 duration`);
  }
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(2, 9)
    .map((part) => Number(part ?? 0));
  return {
    sign: match[1] === undefined ? 1 : -1,
    months: years * 12 + months,
    monthDays: years * 365 + months * 30,
    seconds: (weeks * 7 + days) * 86_400 + hours * 3600 + minutes * 60 + seconds,
    ticks: Number((match[9] ?? '').padEnd(7, '0')),
  };
}

/** Adds calendar months; a day that the target month lacks becomes its last. */
function addMonths(seconds: number, months: number, name: string): number {
  const date = new Date(seconds * 1000);
  const total = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const [year, month] = [Math.floor(total / 12), ((total % 12) + 12) % 12];
  if (year < 1 || year > 9999) throw new ArmError('value', `${name}: the date is outside the years 1 to 9999`);
  const last = new Date(0);
  last.setUTCFullYear(year, month + 1, 0);
  const moved = new Date(date);
  moved.setUTCFullYear(year, month, Math.min(date.getUTCDate(), last.getUTCDate()));
  return moved.getTime() / 1000;
}

function addDuration(base: DateTime, duration: Duration, name: string): DateTime {
  const months = addMonths(base.seconds, duration.sign * duration.months, name);
  // .NET's XML durations count 365 and 30 days; which of the two Azure does is not documented.
  if (months !== base.seconds + duration.sign * duration.monthDays * 86_400) {
    throw unsupported(name, 'years and months whose length depends on the calendar');
  }
  const ticks = base.ticks + duration.sign * duration.ticks;
  const carry = Math.floor(ticks / 10_000_000);
  const seconds = months + duration.sign * duration.seconds + carry;
  return { seconds: checkYears(seconds, name), ticks: ticks - carry * 10_000_000, zone: base.zone };
}

/** The result keeps the notation of the base, except for one that documentation shows in the server's own. */
function inheritedFormat(text: string, name: string): string {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return "yyyy-MM-dd'T'HH:mm:ss'Z'";
  if (/^\d{8}T\d{6}Z$/.test(text)) return "yyyyMMdd'T'HHmmss'Z'";
  if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/.test(text)) return 'M/d/yyyy h:mm:ss tt';
  throw unsupported(name, 'the notation of the result');
}

function dateTimeAdd(args: readonly ConcreteValue[], name: string): string {
  const text = stringAt(name, args, 0);
  const base = parseDateTime(text, name);
  const duration = parseDuration(stringAt(name, args, 1), name);
  const format = args.length > 2 ? stringAt(name, args, 2) : inheritedFormat(text, name);
  // Whether the result is in UTC or in the base's own offset is not documented.
  if (base.zone === 'offset') throw unsupported(name, 'a date with an offset from UTC');
  return formatDateTime(addDuration(base, duration, name), format, name);
}

function dateTimeToEpoch(args: readonly ConcreteValue[], name: string): number {
  const value = parseDateTime(stringAt(name, args, 0), name);
  if (value.zone === 'none') throw unsupported(name, 'a date without a time zone');
  if (value.ticks !== 0) throw unsupported(name, 'how a fraction of a second is rounded');
  return value.seconds;
}

function dateTimeFromEpoch(args: readonly ConcreteValue[], name: string): string {
  const seconds = checkYears(intAt(name, args, 0), name);
  return formatDateTime({ seconds, ticks: 0, zone: 'utc' }, "yyyy-MM-dd'T'HH:mm:ss'Z'", name);
}

export const dateFunctions: readonly PureFunction[] = [
  define('dateTimeAdd', [2, 3], 'string', dateTimeAdd),
  define('dateTimeToEpoch', [1, 1], 'int', dateTimeToEpoch),
  define('dateTimeFromEpoch', [1, 1], 'string', dateTimeFromEpoch),
];
