import { type Command, Option } from 'commander';
import { lang, repeatable } from './flag-values.ts';
import { maxSize } from './lint-flags.ts';
import { type SignInFlags, withSignInFlags } from './sign-in-flags.ts';

/** Values of the flags of `restore`. */
export interface RestoreFlags extends SignInFlags {
  readonly format: 'console' | 'json';
  readonly vendor: boolean;
  readonly dryRun: boolean;
  readonly trust: readonly string[];
  readonly ignore: boolean;
  readonly maxSize?: number;
}

/** Flags of `restore`. */
export function withRestoreFlags(command: Command): Command {
  const flags = command
    .option('--vendor', 'write into .acraudit/modules of the repository, to be committed, not into the cache', false)
    .option('--dry-run', 'say what is missing and fetch nothing', false)
    .addOption(repeatable('--trust <HOST>', 'also ask this registry (repeatable)'))
    .option('--no-ignore', 'also search files that .gitignore hides')
    .addOption(maxSize())
    .addOption(new Option('-f, --format <format>', 'what to print').choices(['console', 'json']).default('console'))
    .addOption(lang())
    .option('--debug', 'stack traces of errors', false)
    .optionsGroup('Signing in:');
  return withSignInFlags(flags);
}
