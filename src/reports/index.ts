import type { SafeText } from '../util/safe-text.ts';
import { consolePieces } from './console/console-report.ts';
import { jsonPieces } from './json-report.ts';
import type { LaterReport, LaterReportPieces, Report, ReportPieces } from './report.ts';
import { sarifReport } from './sarif/sarif-report.ts';

export type { Report, ReportOptions } from './report.ts';

type Format = 'console' | 'json' | 'sarif';
/** Formats whose module is large. */
type LaterFormat = 'html';

/** The formats by the names that `--format` and `--report` take. */
export const reports: Record<Format, Report> & Record<LaterFormat, LaterReport> = {
  console: (result, options) => [...consolePieces(result, options)].join(''),
  json: (result) => [...jsonPieces(result)].join(''),
  sarif: sarifReport,
  html: async (result, options) => [...(await htmlPieces(result, options))].join(''),
};

/** The same, piece by piece. */
export const reportPieces: Record<Format, ReportPieces> & Record<LaterFormat, LaterReportPieces> = {
  console: consolePieces,
  json: jsonPieces,
  sarif: (result, options) => [sarifReport(result, options)],
  html: htmlPieces,
};

/** Loaded when it is asked for: it holds the whole program of its page. */
async function htmlPieces(...[result, options]: Parameters<ReportPieces>): Promise<Iterable<SafeText>> {
  const loaded = await import('./html/html-report.ts');
  return loaded.htmlPieces(result, options);
}
