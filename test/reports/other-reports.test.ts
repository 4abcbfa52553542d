import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import schema from '../../schemas/acraudit.schema.json' with { type: 'json' };
import { FORMATS } from '../../src/reports/formats.ts';
import { reportPieces, reports } from '../../src/reports/index.ts';
import { accepted } from './accepted-run.ts';
import { options, run, sample } from './sample-run.ts';

const FILES = {
  ndjson: 'results.ndjson',
  junit: 'junit.xml',
  markdown: 'report.md',
  csv: 'results.csv',
  github: 'github.txt',
  azdo: 'azdo.txt',
  gitlab: 'gitlab.json',
} as const;

const cases = (Object.keys(FILES) as (keyof typeof FILES)[]).map((format) => [format, FILES[format]] as const);

test.each(cases)('the %s report of the sample is exactly expected/%s', async (format, file) => {
  await expect(reports[format](sample, options())).toMatchFileSnapshot(resolve('test/reports/expected', file));
});

test.each(cases)(
  'the %s report of what is accepted and compared is exactly expected/accepted-%s',
  async (format, file) => {
    const text = reports[format](accepted, options());
    await expect(text).toMatchFileSnapshot(resolve('test/reports/expected', `accepted-${file}`));
  },
);

describe('every format', () => {
  test('has its name, a report and pieces, and stands in the schema of the configuration', () => {
    expect(Object.keys(reports)).toEqual(FORMATS);
    expect(Object.keys(reportPieces)).toEqual(FORMATS);
    expect(schema.properties.format.enum).toEqual(FORMATS);
    expect(Object.keys(schema.properties.reports.properties)).toEqual(FORMATS);
  });

  test.each(FORMATS)('%s gives the same text in pieces, again, and for a copy', async (format) => {
    for (const result of [sample, accepted, run()]) {
      const text = await reports[format](result, options());
      expect(text).toMatch(/\n$/);
      const pieces = await reportPieces[format](structuredClone(result), options());
      expect([...pieces].join('')).toBe(text);
    }
  });
});
