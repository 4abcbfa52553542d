/** The names that `--format` and `--report` take; apart from the reports, so that flags are known without loading these. */
export const FORMATS = [
  'console',
  'json',
  'ndjson',
  'sarif',
  'junit',
  'markdown',
  'csv',
  'github',
  'azdo',
  'gitlab',
  'html',
] as const;

export type ReportFormat = (typeof FORMATS)[number];
