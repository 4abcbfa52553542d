import type { SafeText } from '../util/safe-text.ts';
import { azdoPieces } from './azdo-report.ts';
import { consolePieces } from './console/console-report.ts';
import { csvPieces } from './csv-report.ts';
import type { ReportFormat } from './formats.ts';
import { githubPieces } from './github-report.ts';
import { gitlabPieces } from './gitlab-report.ts';
import { jsonPieces } from './json-report.ts';
import { junitPieces } from './junit-report.ts';
import { markdownPieces } from './markdown/markdown-report.ts';
import { ndjsonPieces } from './ndjson-report.ts';
import type { LaterReport, LaterReportPieces, Report, ReportPieces } from './report.ts';
import { sarifReport } from './sarif/sarif-report.ts';

export type { Report, ReportOptions } from './report.ts';

/** Formats whose module is large. */
type LaterFormat = 'html';
type Format = Exclude<ReportFormat, LaterFormat>;

/** The formats by their names. */
export const reports: Record<Format, Report> & Record<LaterFormat, LaterReport> = {
  console: (result, options) => [...consolePieces(result, options)].join(''),
  json: (result) => [...jsonPieces(result)].join(''),
  ndjson: (result) => [...ndjsonPieces(result)].join(''),
  sarif: sarifReport,
  junit: (result, options) => [...junitPieces(result, options)].join(''),
  markdown: (result, options) => [...markdownPieces(result, options)].join(''),
  csv: (result) => [...csvPieces(result)].join(''),
  github: (result, options) => [...githubPieces(result, options)].join(''),
  azdo: (result, options) => [...azdoPieces(result, options)].join(''),
  gitlab: (result, options) => [...gitlabPieces(result, options)].join(''),
  html: async (result, options) => [...(await htmlPieces(result, options))].join(''),
};

/** The same, piece by piece. */
export const reportPieces: Record<Format, ReportPieces> & Record<LaterFormat, LaterReportPieces> = {
  console: consolePieces,
  json: jsonPieces,
  ndjson: ndjsonPieces,
  sarif: (result, options) => [sarifReport(result, options)],
  junit: junitPieces,
  markdown: markdownPieces,
  csv: csvPieces,
  github: githubPieces,
  azdo: azdoPieces,
  gitlab: gitlabPieces,
  html: htmlPieces,
};

/** Loaded when it is asked for: it holds the whole program of its page. */
async function htmlPieces(...[result, options]: Parameters<ReportPieces>): Promise<Iterable<SafeText>> {
  const loaded = await import('./html/html-report.ts');
  return loaded.htmlPieces(result, options);
}
