import { expect, test } from 'vitest';
import { type DateTime, formatDateTime, parseDateTime } from '../../../../src/sources/arm/functions/date-format.ts';
import { ArmError } from '../../../../src/sources/arm/functions/index.ts';
import { type Case, call, title } from './call.ts';

const cases: readonly Case[] = [
  ['dateTimeAdd', ['2023-03-31T01:00:38Z', 'P1D'], '2023-04-01T01:00:38Z'],
  ['dateTimeAdd', ['20230331T010038Z', '-PT1H0.5S'], '20230331T000037Z'],
  ['dateTimeAdd', ['2020-04-07 14:53:14Z', 'P3Y'], '4/7/2023 2:53:14 PM'],
  ['dateTimeAdd', ['2020-04-07 14:53:14Z', 'PT1H'], '4/7/2020 3:53:14 PM'],
  ['dateTimeAdd', ['2020-04-07 14:53:14Z', '-P9D', 'yyyy-MM-dd'], '2020-03-29'],
  ['dateTimeAdd', ['2024-01-01', 'P1W', 'yyyy-MM-dd'], '2024-01-08'],
  ['dateTimeAdd', ['2023-03-31T00:00:00Z', 'P1M'], '2023-04-30T00:00:00Z'],
  ['dateTimeAdd', ['2023-01-01T00:00:00Z', 'P1M'], '!unsupported'],
  ['dateTimeAdd', ['2024-01-01T00:00:00Z', 'P1Y'], '!unsupported'],
  ['dateTimeAdd', ['2023-03-31T01:00:38.5Z', 'P1D'], '!unsupported'],
  ['dateTimeAdd', ['2023-03-31T01:00:38+02:00', 'P1D', 'yyyy'], '!unsupported'],
  ['dateTimeAdd', ['2023-02-30T00:00:00Z', 'P1D'], '!value'],
  ['dateTimeAdd', ['2023-03-31T24:00:00Z', 'P1D'], '!value'],
  ['dateTimeAdd', ['9999-12-31T00:00:00Z', 'P1D'], '!value'],
  ['dateTimeAdd', ['0001-01-01T00:00:00Z', '-PT1S'], '!value'],
  ['dateTimeAdd', ['9999-01-01T00:00:00Z', 'P999999999Y'], '!value'],
  ['dateTimeAdd', ['tomorrow', 'P1D'], '!value'],
  ['dateTimeAdd', ['March 3, 2023', 'P1D'], '!unsupported'],
  ['dateTimeAdd', ['2023-03-31T01:00:38Z', '1D'], '!value'],
  ['dateTimeAdd', ['2023-03-31T01:00:38Z', 'P'], '!value'],
  ['dateTimeAdd', ['2023-03-31T01:00:38Z', 'P1DT'], '!unsupported'],
  ['dateTimeAdd', ['2023-03-31T01:00:38Z', 'P1.5D'], '!unsupported'],
  ['dateTimeAdd', ['2023-03-31T01:00:38Z', 2], '!type'],
  ['dateTimeAdd', ['2023-03-31T01:00:38Z'], '!arguments'],
  ['dateTimeToEpoch', ['2023-05-02T15:16:13Z'], 1_683_040_573],
  ['dateTimeToEpoch', ['2023-05-02T17:16:13+02:00'], 1_683_040_573],
  ['dateTimeToEpoch', ['20230502T151613Z'], 1_683_040_573],
  ['dateTimeToEpoch', ['2023-05-02T15:16:13'], '!unsupported'],
  ['dateTimeToEpoch', ['2023-05-02T15:16:13.5Z'], '!unsupported'],
  ['dateTimeToEpoch', [1], '!type'],
  ['dateTimeFromEpoch', [1_683_040_573], '2023-05-02T15:16:13Z'],
  ['dateTimeFromEpoch', [-1], '1969-12-31T23:59:59Z'],
  ['dateTimeFromEpoch', [-62_135_596_800], '0001-01-01T00:00:00Z'],
  ['dateTimeFromEpoch', [-62_135_596_801], '!value'],
  ['dateTimeFromEpoch', [253_402_300_800], '!value'],
  ['dateTimeFromEpoch', ['1'], '!type'],
];

test.each(cases.map((row) => [title(row), row] as const))('%s', (_, [name, args, result]) => {
  expect(call(name, ...args)).toBe(result);
});

function formatted(value: DateTime, format: string): string {
  try {
    return formatDateTime(value, format, 'utcNow');
  } catch (error) {
    if (error instanceof ArmError) return `!${error.code}`;
    throw error;
  }
}

test.each([
  ['yyyyMMddTHHmmssZ', '20190305T175318Z'],
  ['d', '03/05/2019'],
  ['M d', '3 5'],
  ['D', 'Tuesday, 05 March 2019'],
  ['t', '17:53'],
  ['T', '17:53:18'],
  ['g', '03/05/2019 17:53'],
  ['G', '03/05/2019 17:53:18'],
  ['s', '2019-03-05T17:53:18'],
  ['u', '2019-03-05 17:53:18Z'],
  ['o', '2019-03-05T17:53:18.0420000Z'],
  ['yy-M-d h:m:s tt', '19-3-5 5:53:18 PM'],
  ['hh t', '05 P'],
  ['ddd, dd MMM yyyy', 'Tue, 05 Mar 2019'],
  ['dddd MMMM', 'Tuesday March'],
  ['ss.fff', '18.042'],
  ['%d', '5'],
  ['%h', '5'],
  ['yyyy\'y\'MM"M"\\d', '2019y03Md'],
  ['HHK', '17Z'],
  ['F', '!unsupported'],
  ['', '!unsupported'],
  ['zzz', '!unsupported'],
  ['yyyyy', '!unsupported'],
  ['ffffffff', '!value'],
  ["yyyy'", '!value'],
  ['yyyy%', '!value'],
  ['yyyy\\', '!value'],
])('format %j gives %j', (format, result) => {
  expect(formatted(parseDateTime('2019-03-05T17:53:18.042Z', 'utcNow'), format)).toBe(result);
});

test('midnight and noon on a clock of twelve hours', () => {
  expect(formatted(parseDateTime('2019-03-05T00:05:00Z', 'utcNow'), 'h:mm tt')).toBe('12:05 AM');
  expect(formatted(parseDateTime('2019-03-05T12:05:00Z', 'utcNow'), 'h:mm tt')).toBe('12:05 PM');
});
