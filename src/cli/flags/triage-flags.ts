import type { Command } from 'commander';
import { fileName } from './flag-values.ts';

/** Values of the flags that tell new results from known ones. */
export interface TriageFlags {
  /** A file name, or false for `--no-baseline`. */
  readonly baseline?: string | false;
  readonly updateBaseline: boolean;
  readonly compare?: string;
}

/** Flags that tell new results from known ones; `compared` is what results can be compared with. */
export function withTriageFlags(command: Command, compared: string): Command {
  return command
    .optionsGroup('New and known findings:')
    .option('--baseline <FILE>', 'the file of known findings, instead of that of the configuration', fileName)
    .option('--no-baseline', 'no finding is known')
    .option('--update-baseline', 'write the baseline anew: all that fails or is unknown is known then', false)
    .option(`--compare <${compared}>`, 'say what is new, fixed and unchanged since these results', fileName);
}
