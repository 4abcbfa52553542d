import { type Command, Option } from 'commander';
import { lang } from './flag-values.ts';

/** Values of the flags of `queries`. */
export interface QueriesFlags {
  readonly format: 'console' | 'json';
  readonly out?: string;
}

/** Flags of `queries`. */
export function withQueriesFlags(command: Command): Command {
  return command
    .addOption(new Option('-f, --format <format>', 'what to print').choices(['console', 'json']).default('console'))
    .option('--out <DIR>', 'writes the queries, a query pack and alert rules to deploy, to a new folder')
    .addOption(lang());
}
