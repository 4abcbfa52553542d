import { consoleReport } from './console.ts';
import { jsonReport } from './json.ts';
import type { Report } from './report.ts';
import { sarifReport } from './sarif.ts';

export type { Report, ReportOptions } from './report.ts';

/** The formats by the names that `--format` and `--report` take. */
export const reports: Record<'console' | 'json' | 'sarif', Report> = {
  console: consoleReport,
  json: jsonReport,
  sarif: sarifReport,
};
