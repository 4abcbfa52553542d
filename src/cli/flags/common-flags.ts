import { type Command, Option } from 'commander';
import { FORMATS, type ReportFormat } from '../../reports/formats.ts';
import { day, lang, repeatable } from './flag-values.ts';

/** Values of the flags that every command has. */
export interface CommonFlags {
  /** Of the configuration where it is not given, else `console`. */
  readonly format?: ReportFormat;
  readonly report: readonly string[];
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color?: boolean;
  readonly sarifAll: boolean;
  /** What tells this SARIF from others of the same commit. */
  readonly sarifCategory?: string;
  readonly debug: boolean;
  /** `YYYY-MM-DD` */
  readonly now?: string;
}

/** Flags of every command. */
export function withCommonFlags(command: Command): Command {
  return command
    .optionsGroup('What is printed:')
    .addOption(new Option('-f, --format <format>', 'what to print (default: console)').choices(FORMATS))
    .addOption(repeatable('--report <FORMAT=PATH>', 'also write a report to a file (repeatable)'))
    .option('-q, --quiet', 'only what fails, is unknown or broken', false)
    .option('-v, --verbose', 'also what passes, with its evidence', false)
    .option('--color', 'colour even when the output is no terminal')
    .option('--no-color', 'no colour (also NO_COLOR)')
    .option('--sarif-all', 'SARIF also holds what passes or has no part in the exit code', false)
    .option(
      '--sarif-category <NAME>',
      'what tells this SARIF from others of the same commit (default: acraudit/lint, scan or verify, and the folder)',
    )
    .option('--now <DATE>', 'the day that suppressions expire by (default: SOURCE_DATE_EPOCH, else today)', day)
    .addOption(lang())
    .option('--debug', 'stack traces of errors', false);
}
