import { Argument, Command, CommanderError, Option } from 'commander';
import { crashOf, stackOf } from '../util/crash.ts';
import { UsageError } from '../util/errors.ts';
import { nearest } from '../util/nearest.ts';
import { safeLines, safePage } from '../util/safe-text.ts';
import { version } from '../util/version.ts';
import { withCompletionCommands } from './commands/completion/with-completion-commands.ts';
import { withCommonFlags } from './flags/common-flags.ts';
import { withDeploymentFlags } from './flags/deployment-flags.ts';
import { withFixFlags } from './flags/fix-flags.ts';
import { withInitFlags } from './flags/init-flags.ts';
import { maxSize, stdinFilename, withChangeFlags, withLintFlags } from './flags/lint-flags.ts';
import { withQueriesFlags } from './flags/queries-flags.ts';
import { withRestoreFlags } from './flags/restore-flags.ts';
import { withRuleFlags } from './flags/rule-flags.ts';
import { withRulesFlags } from './flags/rules-flags.ts';
import { withScanFlags, withVerifyFlags } from './flags/scan-flags.ts';
import { withTasksFlags } from './flags/tasks-flags.ts';
import { helpFooter, PROGRAM_FOOTER } from './help-text.ts';
import { forLocale } from './locale.ts';
import type { Streams } from './streams.ts';

const USAGE = 2;
const CRASH = 4;
/** Columns of what stands beside a flag, which are wrapped even where there are as few as these. */
const MIN_HELP_TEXT = 10;
/** Columns where those of the terminal are not known. */
const HELP_WIDTH = 80;

const COMMANDS: ReadonlySet<string | undefined> = new Set([
  'lint',
  'scan',
  'verify',
  'tasks',
  'fix',
  'expand',
  'build',
  'restore',
  'rules',
  'queries',
  'init',
  'lsp',
  'completion',
  'completion-server',
]);
const PARAMETERS = 'a parameter file (repeatable, each gives its own results)';

/** Runs one command line. Never throws; the number is the exit code. */
export async function main(argv: readonly string[], given: Streams, cwd: string): Promise<number> {
  const streams = forLocale(given);
  let code = 0;
  const program = build(argv, streams, cwd, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return report(error, argv, program, streams);
  }
}

function createProgram(streams: Streams): Command {
  return new Command('acraudit')
    .description('Checks that every Azure Container Registry leaves an audit trail.')
    .version(version)
    .exitOverride()
    .configureHelp({ optionDescription, minWidthToWrap: MIN_HELP_TEXT })
    .configureOutput({
      writeOut: (text) => void streams.out(safePage(text)),
      writeErr: () => undefined,
      getOutHelpWidth: () => streams.width ?? HELP_WIDTH,
    })
    .showSuggestionAfterError(false)
    .allowExcessArguments(false)
    .addHelpText('after', PROGRAM_FOOTER);
}

function build(argv: readonly string[], streams: Streams, cwd: string, done: (code: number) => void): Command {
  const program = createProgram(streams);
  const [first] = argv;
  const command: AddCommand = (usage, text, complete) => {
    const added = addCommand(program, usage, text);
    // Defining flags takes a visible part of a short run: when a command is named, only its own are needed.
    if (added.name() === first || !COMMANDS.has(first)) complete(added);
  };
  command('lint [paths...]', 'templates; default: the current folder', (added) =>
    withChangeFlags(withLintFlags(withDeploymentFlags(withRuleFlags(withCommonFlags(added)), PARAMETERS)))
      .addHelpText('after', helpFooter('lint'))
      .action(async (paths, flags) =>
        done(await (await import('./commands/lint-command.ts')).lint(paths, flags, streams, cwd)),
      ),
  );
  addLiveCommands(command, streams, cwd, done);
  command('fix [paths...]', 'the change that makes registries pass', (added) =>
    withFixFlags(withLintFlags(withDeploymentFlags(withRuleFlags(withCommonFlags(added)), PARAMETERS)))
      .addHelpText('after', helpFooter('fix'))
      .action(async (paths, flags) =>
        done(await (await import('./commands/fix/fix-command.ts')).fix(paths, flags, streams, cwd)),
      ),
  );
  command('expand <template>', 'the resources a template would deploy, with unknowns shown', (added) =>
    withExpandFlags(added)
      .addHelpText('after', helpFooter('expand'))
      .action(async (template, flags) =>
        done(await (await import('./commands/expand-command.ts')).expand(template, flags, streams, cwd)),
      ),
  );
  command('build <file>', 'the template that a Bicep file makes', (added) =>
    withBuildFlags(added)
      .addHelpText('after', helpFooter('build'))
      .action(async (file, flags) =>
        done(await (await import('./commands/build-command.ts')).build(file, flags, streams, cwd)),
      ),
  );
  command('restore [paths...]', 'fetches the modules of registries that Bicep files use', (added) =>
    withRestoreFlags(added)
      .addHelpText('after', helpFooter('restore'))
      .action(async (paths, flags) =>
        done(await (await import('./commands/restore-command.ts')).restore(paths, flags, streams, cwd)),
      ),
  );
  addCatalogCommands(command, streams, cwd, done);
  return withCompletionCommands(program, streams, done, () => build([], streams, cwd, done));
}

type AddCommand = (usage: string, text: string, complete: (added: Command) => Command) => void;

/** The commands that ask Azure. */
function addLiveCommands(command: AddCommand, streams: Streams, cwd: string, done: (code: number) => void): void {
  command('scan', 'live registries: all visible subscriptions, or those that are named', (added) =>
    withScanFlags(withRuleFlags(withCommonFlags(added)))
      .addHelpText('after', helpFooter('scan'))
      .action(async (flags) => done(await (await import('./commands/scan-command.ts')).scan(flags, streams, cwd))),
  );
  command('verify', 'live: do the events arrive, where a collector says they should', (added) =>
    withVerifyFlags(withRuleFlags(withCommonFlags(added)))
      .addHelpText('after', helpFooter('verify'))
      .action(async (flags) =>
        done(await (await import('./commands/verify/verify-command.ts')).verify(flags, streams, cwd)),
      ),
  );
  command('tasks', 'live: saves the logs of task runs before Azure deletes them (export)', (added) =>
    withTasksFlags(added.addArgument(new Argument('<action>', 'what to do').choices(['export'])))
      .addHelpText('after', helpFooter('tasks'))
      .action(async (_, flags) =>
        done(await (await import('./commands/tasks/tasks-command.ts')).exportTasks(flags, streams, cwd)),
      ),
  );
}

/** The commands that evaluate nothing. */
function addCatalogCommands(command: AddCommand, streams: Streams, cwd: string, done: (code: number) => void): void {
  command('rules [name]', 'rules and packs; with the name of a rule, its page', (added) =>
    withRulesFlags(added)
      .addHelpText('after', helpFooter('rules'))
      .action(async (name, flags) =>
        done(await (await import('./commands/rules/rules-command.ts')).listRules(name, flags, streams)),
      ),
  );
  command('queries [query]', 'KQL for the logs; with the name of a query, its text', (added) =>
    withQueriesFlags(added).action(async (query, flags) =>
      done((await import('./commands/queries/queries-command.ts')).queries(query, flags, streams, cwd)),
    ),
  );
  command('init [folder]', 'writes acraudit.yaml, and as asked a CI file and a baseline', (added) =>
    withInitFlags(added)
      .addHelpText('after', helpFooter('init'))
      .action(async (folder, flags) =>
        done(await (await import('./commands/init-command.ts')).init(folder ?? '.', flags, streams, cwd)),
      ),
  );
  command('lsp', 'a language server on standard input and output, for editors', (added) =>
    withLspFlags(added).action(async () => done(await (await import('./commands/lsp-command.ts')).lsp(streams))),
  );
}

/** Editors say how they talk to a server, and which process they are. */
function withLspFlags(command: Command): Command {
  return command
    .option('--stdio', 'standard input and output: what editors ask for, and all that there is')
    .addOption(new Option('--clientProcessId <id>').hideHelp());
}

function addCommand(program: Command, usage: string, text: string): Command {
  return program
    .command(usage)
    .description(text)
    .exitOverride()
    .configureHelp({ optionDescription, minWidthToWrap: MIN_HELP_TEXT });
}

function withExpandFlags(command: Command): Command {
  return withDeploymentFlags(command, 'a parameter file (repeatable, later values win)')
    .addOption(new Option('-f, --format <format>', 'what to print').choices(['console', 'json']).default('console'))
    .addOption(stdinFilename())
    .addOption(maxSize())
    .option('--debug', 'stack traces of errors', false);
}

function withBuildFlags(command: Command): Command {
  return command
    .addOption(stdinFilename('stdin.bicep'))
    .addOption(maxSize())
    .option('--debug', 'stack traces of errors', false);
}

/** What a flag does, with its choices and its default where that says something. */
function optionDescription({ description, argChoices, defaultValue }: Option): string {
  const parts = [
    ...(argChoices === undefined ? [] : [argChoices.join(' | ')]),
    ...(typeof defaultValue === 'string' ? [`default: ${defaultValue}`] : []),
  ];
  return parts.length === 0 ? description : `${description} (${parts.join('; ')})`;
}

function report(error: unknown, argv: readonly string[], program: Command, streams: Streams): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    if (error.code === 'commander.help') {
      streams.err(safePage(program.helpInformation()));
      return USAGE;
    }
    const message = error.message.replace(/^error: /, '');
    streams.err(safeLines([`acraudit: ${message}${suggestion(error, argv, program)}`]));
    return USAGE;
  }
  const debug = argv.includes('--debug');
  if (error instanceof UsageError) {
    const [first = '', ...rest] = error.lines;
    const hint = error.hint === undefined ? [] : [error.hint];
    streams.err(safeLines([`acraudit: ${first}`, ...rest, ...hint, ...(debug ? stackOf(error) : [])]));
    return USAGE;
  }
  const { message, stack } = crashOf(error);
  streams.err(safeLines([`acraudit: ${message}`, ...(debug ? stack.split('\n') : [])]));
  return CRASH;
}

/** The nearest right name for a flag or command that there is not. */
function suggestion({ code }: CommanderError, argv: readonly string[], program: Command): string {
  if (code === 'commander.unknownCommand') {
    const names = program.commands.map((command) => command.name());
    return didYouMean(nearest(argv.find((arg) => !arg.startsWith('-')) ?? '', names));
  }
  if (code !== 'commander.unknownOption') return '';
  const command = program.commands.find((candidate) => candidate.name() === argv[0]) ?? program;
  const names = command.options
    .flatMap(({ long, short }) => [long, short])
    .filter((name) => name !== undefined && name !== null);
  const wrong = argv.map((arg) => arg.split('=')[0] ?? '').find((arg) => arg.startsWith('-') && !names.includes(arg));
  return didYouMean(nearest(wrong ?? '', names));
}

function didYouMean(name: string | undefined): string {
  return name === undefined ? '' : `; did you mean ${name}?`;
}
