import type { Command } from 'commander';
import { lang, repeatableChoice } from './flag-values.ts';

/** Values of the flags of `init`. */
export interface InitFlags {
  readonly yes: boolean;
  readonly ci: readonly ('github' | 'azdo' | 'gitlab' | 'none')[];
  readonly baseline?: boolean;
  readonly pack?: string;
}

/** Flags of `init`. */
export function withInitFlags(command: Command): Command {
  return command
    .option('-y, --yes', 'write what is proposed without asking', false)
    .addOption(
      repeatableChoice(
        '--ci <system>',
        'the CI system to write a file for (repeatable; default: what the repository has)',
        ['github', 'azdo', 'gitlab', 'none'],
      ),
    )
    .option('--baseline', 'also write a baseline: findings of today are known')
    .option('--no-baseline', 'write no baseline')
    .option('--pack <PACK>', 'the rules to start from (default: recommended)')
    .addOption(lang());
}
