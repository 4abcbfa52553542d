import { type Command, Option } from 'commander';
import { lang } from './flag-values.ts';

/** Values of the flags of `rules`. */
export interface RulesFlags {
  readonly format: 'console' | 'json';
  readonly pack?: string;
  readonly control?: string;
  readonly full: boolean;
}

/** Flags of `rules`. */
export function withRulesFlags(command: Command): Command {
  return command
    .addOption(new Option('-f, --format <format>', 'what to print').choices(['console', 'json']).default('console'))
    .option('--pack <PACK>', 'only the rules of this pack')
    .option('--control <ID>', 'only the rules that serve this control, such as LT-3 or CIS 6.1.4')
    .option('--full', 'the whole page of the rule, with its examples', false)
    .addOption(lang());
}
