import { Argument, type Command } from 'commander';
import type { Streams } from '../../streams.ts';

/**
 * Adds the command that prints a shell's script, and the one that the scripts call. `complete` makes the program with the
 * flags of all commands.
 */
export function withCompletionCommands(
  program: Command,
  streams: Streams,
  done: (code: number) => void,
  complete: () => Command,
): Command {
  program
    .command('completion')
    .description('the script that makes a shell complete command lines')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish', 'powershell']))
    .exitOverride()
    .action(async (shell) => done((await load()).printCompletionScript(shell, streams)));
  program
    .command('completion-server [words...]', { hidden: true })
    .allowUnknownOption()
    .exitOverride()
    .action(async (words) => done((await load()).answerShell(complete(), words, streams)));
  return program;
}

const load = () => import('./completion-command.ts');
