import type { Argument, Command, Option } from 'commander';
import type { ShellLine } from './shell-line.ts';

/** A word that may stand at the cursor. */
export interface CompletionCandidate {
  readonly value: string;
  readonly description: string;
}

/** What may stand at the cursor: these words, or names of files. */
export type Completions = readonly CompletionCandidate[] | 'files';

/** Names that flags and arguments are completed with, by what their usage calls the value: `RULE` of a flag, `name` of an argument. */
export type NamesByPlaceholder = Readonly<Record<string, readonly CompletionCandidate[]>>;

/** Placeholders of values that name a file or folder. */
const FILES = /FILE|PATH|DIR|TEMPLATE/i;

/** What may follow on a command line. Everything but names of rules and packs is known from the definition of the flags. */
export function completionsFor(
  program: Command,
  { before, current }: Pick<ShellLine, 'before' | 'current'>,
  names: NamesByPlaceholder,
): Completions {
  const [name, ...given] = before;
  if (name === undefined) return current.startsWith('-') ? flagsOf(program, []) : commandsOf(program);
  const command = program.commands.find((one) => one.name() === name);
  if (command === undefined) return name === 'help' && given.length === 0 ? commandsOf(program) : [];
  if (given.includes('--')) return 'files';
  const waiting = optionNamed(command, given.at(-1));
  if (waiting?.required) return valuesOf(waiting, waiting.flags, names);
  const [flag] = /^--[\w-]+(?==)/.exec(current) ?? [];
  if (flag !== undefined) return joined(flag, optionNamed(command, flag), names);
  return current.startsWith('-') ? flagsOf(command, given) : operandsOf(command, given, names);
}

/** Values in the word of their flag: `--fail-on=error`. */
function joined(flag: string, option: Option | undefined, names: NamesByPlaceholder): Completions {
  const values = option === undefined ? [] : valuesOf(option, option.flags, names);
  return values === 'files' ? values : values.map((one) => ({ ...one, value: `${flag}=${one.value}` }));
}

function commandsOf(program: Command): readonly CompletionCandidate[] {
  return program
    .createHelp()
    .visibleCommands(program)
    .map((command) => ({ value: command.name(), description: command.description() }));
}

/** Flags that are not given yet, or may be given again. */
function flagsOf(command: Command, given: readonly string[]): readonly CompletionCandidate[] {
  const used = new Set(given.map((word) => optionNamed(command, word.split('=', 1)[0])));
  return command
    .createHelp()
    .visibleOptions(command)
    .filter((option) => Array.isArray(option.defaultValue) || !used.has(option))
    .flatMap(({ long, short, description }) =>
      [long, short].flatMap((value) => (typeof value === 'string' ? [{ value, description }] : [])),
    );
}

/** What stands in the place that the words before leave. */
function operandsOf(command: Command, given: readonly string[], names: NamesByPlaceholder): Completions {
  const places = command.registeredArguments;
  const before = given.filter((word, i) => !word.startsWith('-') && !optionNamed(command, given[i - 1])?.required);
  const last = places.at(-1);
  const place = places[before.length] ?? (last?.variadic ? last : undefined);
  return place === undefined ? flagsOf(command, given) : valuesOf(place, place.name(), names);
}

function valuesOf({ argChoices }: Option | Argument, usage: string, names: NamesByPlaceholder): Completions {
  if (argChoices !== undefined) return argChoices.map((value) => ({ value, description: '' }));
  const [placeholder = usage] = /(?<=[<[])[^>\]]+/.exec(usage) ?? [];
  return names[placeholder] ?? (FILES.test(placeholder) ? 'files' : []);
}

function optionNamed(command: Command, word: string | undefined): Option | undefined {
  return command.options.find(({ long, short }) => word !== undefined && (word === long || word === short));
}
