import { consolePieces } from './console/console-report.ts';
import { jsonPieces } from './json-report.ts';
import type { Report, ReportPieces } from './report.ts';
import { sarifReport } from './sarif/sarif-report.ts';

export type { Report, ReportOptions } from './report.ts';

type Format = 'console' | 'json' | 'sarif';

/** The formats by the names that `--format` and `--report` take. */
export const reports: Record<Format, Report> = {
  console: (result, options) => [...consolePieces(result, options)].join(''),
  json: (result) => [...jsonPieces(result)].join(''),
  sarif: sarifReport,
};

/** The same, piece by piece. */
export const reportPieces: Record<Format, ReportPieces> = {
  console: consolePieces,
  json: jsonPieces,
  sarif: (result, options) => [sarifReport(result, options)],
};
