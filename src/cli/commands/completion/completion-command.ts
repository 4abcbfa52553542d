import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { rules } from '../../../../rules/index.ts';
import { namedPacks } from '../../../api/find-pack.ts';
import { queryCatalog } from '../../../api/query-catalog.ts';
import { packageRoot } from '../../../util/package-root.ts';
import { type SafeText, safePage, safeRows } from '../../../util/safe-text.ts';
import type { Streams } from '../../streams.ts';
import { type CompletionCandidate, type Completions, completionsFor } from './completion-candidates.ts';
import { type ShellLine, shellLine } from './shell-line.ts';

const SCRIPTS = { bash: 'bash', zsh: 'zsh', fish: 'fish', powershell: 'ps1' } as const;

/** Prints the script that makes a shell complete command lines. Returns the exit code. */
export function printCompletionScript(shell: keyof typeof SCRIPTS, streams: Streams): number {
  const root = packageRoot();
  if (root === undefined) throw new Error('the completion scripts of the package are not there');
  const file = join(root, 'completions', `acraudit.${SCRIPTS[shell]}`);
  streams.out(safePage(readFileSync(file, 'utf8')));
  return 0;
}

/** Answers such a script: what may stand at the cursor, a line each. Returns the exit code. */
export function answerShell(program: Command, words: readonly string[], streams: Streams): number {
  const line = shellLine(words, streams.env);
  const ruleNames = rules.map(({ name, synopsis }) => ({ value: name, description: synopsis }));
  const completions = completionsFor(program, line, {
    RULE: ruleNames,
    name: ruleNames,
    // They are read from files, which most lines do not need.
    get query() {
      return queryNames();
    },
    PACK: namedPacks.map(({ name, title }) => ({ value: name, description: title })),
  });
  streams.out(answer(line, completions));
  return 0;
}

function queryNames(): readonly CompletionCandidate[] {
  const { queries, alerts } = queryCatalog();
  return [...queries, ...alerts].map(({ name, title }) => ({ value: name, description: title }));
}

/** For bash and PowerShell, which complete names of files where nothing is offered, that is no line. */
function answer({ shell, current }: ShellLine, completions: Completions): SafeText {
  const hasFallback = shell === 'bash' || shell === 'pwsh';
  if (completions === 'files') return safeRows(hasFallback ? [] : [['__tabtab_complete_files__']]);
  const fitting = completions.filter(({ value }) => value.startsWith(current));
  // These two hold what stands before an equals sign for a word of its own.
  const start = hasFallback && current.startsWith('--') ? current.indexOf('=') + 1 : 0;
  return safeRows(fitting.map(({ value, description }) => row(shell, value.slice(start), description)));
}

function row(shell: ShellLine['shell'], value: string, description: string): readonly string[] {
  if (shell === 'bash' || description === '') return [value];
  const escaped = (text: string): string => text.replaceAll(':', '\\:');
  return shell === 'zsh' ? [`${escaped(value)}:${escaped(description)}`] : [value, description];
}
