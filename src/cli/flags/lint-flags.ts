import { type Command, Option } from 'commander';
import type { CommonFlags } from './common-flags.ts';
import type { DeploymentFlags } from './deployment-flags.ts';
import { bytes, fileName } from './flag-values.ts';
import type { RuleFlags } from './rule-flags.ts';
import { type TriageFlags, withTriageFlags } from './triage-flags.ts';

/** Values of the flags of `lint`. */
export interface LintFlags extends CommonFlags, RuleFlags, DeploymentFlags {
  readonly defaults?: 'auto' | 'count' | 'skip';
  readonly exploreParameters: boolean;
  readonly ignore: boolean;
  readonly allowEmpty: boolean;
  readonly stdinFilename: string;
  readonly maxSize?: number;
  readonly inlineSuppressions: boolean;
}

/** Values of the flags of `lint` alone. */
export interface ChangeFlags extends TriageFlags {
  readonly changedSince?: string;
  readonly withScan?: string;
}

/** Flags of `lint` and `fix`. */
export function withLintFlags(command: Command): Command {
  return command
    .optionsGroup('What is read:')
    .addOption(
      new Option('--defaults <what>', 'results of templates without their parameter files (default: auto)').choices([
        'auto',
        'count',
        'skip',
      ]),
    )
    .option('--explore-parameters', 'also say with which other values of its parameters a registry fails', false)
    .option('--no-ignore', 'search files that .gitignore hides')
    .option('--allow-empty', 'no template at all is fine', false)
    .option('--no-inline-suppressions', 'comments and metadata of templates suppress nothing')
    .addOption(stdinFilename())
    .addOption(maxSize());
}

/** Flags of `lint` alone. */
export function withChangeFlags(command: Command): Command {
  return withTriageFlags(command, 'FILE|REV')
    .option('--changed-since <REV>', 'only results that files changed since this git revision have a part in', fileName)
    .option('--with-scan <FILE>', 'count what this saved scan saw on the same registries', fileName);
}

export function stdinFilename(name = 'stdin.json'): Option {
  return new Option('--stdin-filename <NAME>', 'what to call the template read from standard input (-)').default(name);
}

export function maxSize(): Option {
  return new Option('--max-size <SIZE>', 'the largest file to read (default: 20m)').argParser(bytes);
}
