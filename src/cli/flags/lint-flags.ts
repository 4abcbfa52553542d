import { type Command, Option } from 'commander';
import type { CommonFlags } from './common-flags.ts';
import type { DeploymentFlags } from './deployment-flags.ts';
import { bytes } from './flag-values.ts';
import type { RuleFlags } from './rule-flags.ts';

/** Values of the flags of `lint`. */
export interface LintFlags extends CommonFlags, RuleFlags, DeploymentFlags {
  readonly defaults: 'auto' | 'count' | 'skip';
  readonly exploreParameters: boolean;
  readonly ignore: boolean;
  readonly allowEmpty: boolean;
  readonly stdinFilename: string;
  readonly maxSize?: number;
}

/** Flags of `lint` alone. */
export function withLintFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--defaults <what>', 'results of templates without their parameter files')
        .choices(['auto', 'count', 'skip'])
        .default('auto'),
    )
    .option('--explore-parameters', 'also say with which other values of its parameters a registry fails', false)
    .option('--no-ignore', 'search files that .gitignore hides')
    .option('--allow-empty', 'no template at all is fine', false)
    .addOption(stdinFilename())
    .addOption(maxSize());
}

export function stdinFilename(): Option {
  return new Option('--stdin-filename <NAME>', 'what to call the template read from standard input (-)').default(
    'stdin.json',
  );
}

export function maxSize(): Option {
  return new Option('--max-size <SIZE>', 'the largest file to read (default: 20m)').argParser(bytes);
}
