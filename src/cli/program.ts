import { Argument, Command, Option } from 'commander';
import { safePage } from '../util/safe-text.ts';
import { version } from '../util/version.ts';
import { withCompletionCommands } from './commands/completion/with-completion-commands.ts';
import { withCommonFlags } from './flags/common-flags.ts';
import { withDeploymentFlags } from './flags/deployment-flags.ts';
import { withFixFlags } from './flags/fix-flags.ts';
import { lang } from './flags/flag-values.ts';
import { withInitFlags } from './flags/init-flags.ts';
import { maxSize, stdinFilename, withChangeFlags, withLintFlags } from './flags/lint-flags.ts';
import { withQueriesFlags } from './flags/queries-flags.ts';
import { withRestoreFlags } from './flags/restore-flags.ts';
import { withRuleFlags } from './flags/rule-flags.ts';
import { withRulesFlags } from './flags/rules-flags.ts';
import { withScanFlags, withVerifyFlags } from './flags/scan-flags.ts';
import { withTasksFlags } from './flags/tasks-flags.ts';
import { type HelpWords, helpFooter, programFooter } from './help-text.ts';
import { ENGLISH, type ProgramWords } from './program-words.ts';
import { inOutputLanguage, inWrittenLanguage } from './run-language.ts';
import type { Streams } from './streams.ts';

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

function createProgram(streams: Streams, { say, help }: ProgramWords): Command {
  return new Command('acraudit')
    .description('Checks that every Azure Container Registry leaves an audit trail.')
    .version(version)
    .exitOverride()
    .addOption(lang())
    .configureHelp(helpSettings(say, help))
    .configureOutput({
      writeOut: (text) => void streams.out(safePage(text)),
      writeErr: () => undefined,
      getOutHelpWidth: () => streams.width ?? HELP_WIDTH,
    })
    .showSuggestionAfterError(false)
    .allowExcessArguments(false)
    .addHelpText('after', programFooter(say));
}

/** What a program is made for. */
interface ProgramRun {
  readonly argv: readonly string[];
  readonly streams: Streams;
  readonly cwd: string;
  readonly done: (code: number) => void;
}

/** The commands, with the flags of the one that is named, or of all. */
export function buildProgram({ argv, streams, cwd, done }: ProgramRun, words: ProgramWords = ENGLISH): Command {
  const { say } = words;
  const program = createProgram(streams, words);
  const [first] = argv;
  const command: AddCommand = (usage, text, complete) => {
    const added = addCommand(program, usage, text, words);
    // Defining flags takes a visible part of a short run: when a command is named, only its own are needed.
    if (added.name() === first || !COMMANDS.has(first)) complete(added);
  };
  command('lint [paths...]', 'templates; default: the current folder', (added) =>
    withChangeFlags(withLintFlags(withDeploymentFlags(withRuleFlags(withCommonFlags(added)), PARAMETERS)))
      .addHelpText('after', helpFooter('lint', say))
      .action(async (paths, flags) =>
        done(await (await import('./commands/lint-command.ts')).lint(paths, flags, streams, cwd)),
      ),
  );
  addLiveCommands(command, { streams, cwd, done }, say);
  command('fix [paths...]', 'the change that makes registries pass', (added) =>
    withFixFlags(withLintFlags(withDeploymentFlags(withRuleFlags(withCommonFlags(added)), PARAMETERS)))
      .addHelpText('after', helpFooter('fix', say))
      .action(async (paths, flags) =>
        done(
          await inWrittenLanguage(streams, async () =>
            (await import('./commands/fix/fix-command.ts')).fix(paths, flags, streams, cwd),
          ),
        ),
      ),
  );
  addFileCommands(command, { streams, cwd, done }, say);
  addCatalogCommands(command, { streams, cwd, done }, say);
  return withCompletionCommands(program, streams, done, () => buildProgram({ argv: [], streams, cwd, done }));
}

type AddCommand = (usage: string, text: string, complete: (added: Command) => Command) => void;

/** The commands that ask a cloud. */
function addLiveCommands(command: AddCommand, { streams, cwd, done }: Omit<ProgramRun, 'argv'>, say: HelpWords): void {
  command('scan', 'live registries: all visible subscriptions, or those that are named', (added) =>
    withScanFlags(withRuleFlags(withCommonFlags(added)))
      .addHelpText('after', helpFooter('scan', say))
      .action(async (flags) => done(await (await import('./commands/scan-command.ts')).scan(flags, streams, cwd))),
  );
  command('verify', 'live: do the events arrive, where a collector says they should', (added) =>
    withVerifyFlags(withRuleFlags(withCommonFlags(added)))
      .addHelpText('after', helpFooter('verify', say))
      .action(async (flags) =>
        done(await (await import('./commands/verify/verify-command.ts')).verify(flags, streams, cwd)),
      ),
  );
  command('tasks', 'live: saves the logs of task runs before Azure deletes them (export)', (added) =>
    withTasksFlags(added.addArgument(new Argument('<action>', 'what to do').choices(['export'])))
      .addHelpText('after', helpFooter('tasks', say))
      .action(async (_, flags) =>
        done(
          await inOutputLanguage(streams, flags.format === 'console', async () =>
            (await import('./commands/tasks/tasks-command.ts')).exportTasks(flags, streams, cwd),
          ),
        ),
      ),
  );
}

/** The commands that show or fetch what files are made of. */
function addFileCommands(command: AddCommand, { streams, cwd, done }: Omit<ProgramRun, 'argv'>, say: HelpWords): void {
  command('expand <template>', 'the resources a template would deploy, with unknowns shown', (added) =>
    withExpandFlags(added)
      .addHelpText('after', helpFooter('expand', say))
      .action(async (template, flags) =>
        done(
          await inOutputLanguage(streams, flags.format === 'console', async () =>
            (await import('./commands/expand-command.ts')).expand(template, flags, streams, cwd),
          ),
        ),
      ),
  );
  command('build <file>', 'the template that a Bicep file makes', (added) =>
    withBuildFlags(added)
      .addHelpText('after', helpFooter('build', say))
      .action(async (file, flags) =>
        done(
          await inWrittenLanguage(streams, async () =>
            (await import('./commands/build-command.ts')).build(file, flags, streams, cwd),
          ),
        ),
      ),
  );
  command('restore [paths...]', 'fetches the modules of registries that Bicep files use', (added) =>
    withRestoreFlags(added)
      .addHelpText('after', helpFooter('restore', say))
      .action(async (paths, flags) =>
        done(
          await inOutputLanguage(streams, flags.format === 'console', async () =>
            (await import('./commands/restore-command.ts')).restore(paths, flags, streams, cwd),
          ),
        ),
      ),
  );
}

/** The commands that evaluate nothing. */
function addCatalogCommands(
  command: AddCommand,
  { streams, cwd, done }: Omit<ProgramRun, 'argv'>,
  say: HelpWords,
): void {
  command('rules [name]', 'rules and packs; with the name of a rule, its page', (added) =>
    withRulesFlags(added)
      .addHelpText('after', helpFooter('rules', say))
      .action(async (name, flags) =>
        done(
          await inOutputLanguage(streams, flags.format === 'console', async () =>
            (await import('./commands/rules/rules-command.ts')).listRules(name, flags, streams),
          ),
        ),
      ),
  );
  command('queries [query]', 'KQL for the logs; with the name of a query, its text', (added) =>
    withQueriesFlags(added).action(async (query, flags) =>
      done(
        await inOutputLanguage(streams, flags.format === 'console' && flags.out === undefined, async () =>
          (await import('./commands/queries/queries-command.ts')).queries(query, flags, streams, cwd),
        ),
      ),
    ),
  );
  command('init [folder]', 'writes acraudit.yaml, and as asked a CI file and a baseline', (added) =>
    withInitFlags(added)
      .addHelpText('after', helpFooter('init', say))
      .action(async (folder, flags) =>
        done(
          await inWrittenLanguage(streams, async () =>
            (await import('./commands/init-command.ts')).init(folder ?? '.', flags, streams, cwd),
          ),
        ),
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
    .addOption(lang())
    .addOption(new Option('--clientProcessId <id>').hideHelp());
}

function addCommand(program: Command, usage: string, text: string, { say, help }: ProgramWords): Command {
  return program.command(usage).description(text).exitOverride().configureHelp(helpSettings(say, help));
}

function withExpandFlags(command: Command): Command {
  return withDeploymentFlags(command, 'a parameter file (repeatable, later values win)')
    .addOption(new Option('-f, --format <format>', 'what to print').choices(['console', 'json']).default('console'))
    .addOption(stdinFilename())
    .addOption(maxSize())
    .addOption(lang())
    .option('--debug', 'stack traces of errors', false);
}

function withBuildFlags(command: Command): Command {
  return command
    .addOption(stdinFilename('stdin.bicep'))
    .addOption(maxSize())
    .addOption(lang())
    .option('--debug', 'stack traces of errors', false);
}

function helpSettings(say: HelpWords, help: ProgramWords['help']): ProgramWords['help'] {
  return { ...help, optionDescription: (option) => optionDescription(option, say), minWidthToWrap: MIN_HELP_TEXT };
}

/** What a flag does, with its choices and its default where that says something. */
function optionDescription({ description, argChoices, defaultValue }: Option, say: HelpWords): string {
  const parts = [
    ...(argChoices === undefined ? [] : [argChoices.join(' | ')]),
    ...(typeof defaultValue === 'string' ? [`${say('default: ')}${defaultValue}`] : []),
  ];
  return parts.length === 0 ? say(description) : `${say(description)} (${parts.join('; ')})`;
}
