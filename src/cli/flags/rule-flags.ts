import { type Command, Option } from 'commander';
import type { ExitPolicy } from '../../engine/exit-policy.ts';
import { repeatable } from './flag-values.ts';

/** Values of the flags that choose rules and what their results lead to. */
export interface RuleFlags {
  readonly rule: readonly string[];
  readonly excludeRule: readonly string[];
  readonly pack?: string;
  readonly option: readonly string[];
  readonly plugin: readonly string[];
  readonly ruleFile: readonly string[];
  readonly failOn?: ExitPolicy['failOn'];
  readonly unknown?: ExitPolicy['unknown'];
  /** A file name, or false for `--no-config`. */
  readonly config: string | boolean;
  /** A path, or whether it is given without one. */
  readonly printConfig: string | boolean;
}

/** Flags that choose rules and what their results lead to. */
export function withRuleFlags(command: Command): Command {
  return command
    .optionsGroup('Rules and exit code:')
    .addOption(repeatable('--rule <RULE>', 'run only this rule (repeatable)'))
    .addOption(repeatable('--exclude-rule <RULE>', 'do not run this rule (repeatable)'))
    .option('--pack <PACK>', 'the rules to start from; acraudit rules lists packs (default: recommended)')
    .addOption(repeatable('--option <RULE.NAME=VALUE>', 'set an option of a rule (repeatable)'))
    .addOption(repeatable('--plugin <FILE>', 'also run the rules that this JavaScript makes (repeatable)'))
    .addOption(
      repeatable('--rule-file <PATH>', "also run the rules of this file or folder in PSRule's format (repeatable)"),
    )
    .addOption(
      new Option('--fail-on <level>', 'the least level of a failure that ends with 1 (default: error)').choices([
        'error',
        'warning',
        'info',
        'never',
      ]),
    )
    .addOption(
      new Option('--unknown <what>', 'whether an unknown ends with 1 (default: report)').choices(['report', 'fail']),
    )
    .option('--config <FILE>', 'the configuration to use instead of the acraudit.yaml that is found')
    .option('--no-config', 'use no configuration file')
    .option('--print-config [PATH]', 'print the configuration in force, for a path or the first input, and end', false);
}
