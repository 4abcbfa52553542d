import { basename } from 'node:path';

/** A command line that is being written, up to the cursor. */
export interface ShellLine {
  readonly shell: CompletingShell;
  /** Whole words, without the name of the program. */
  readonly before: readonly string[];
  /** What there is of the word at the cursor; often empty. */
  readonly current: string;
}

/** As the scripts in `completions` call them. */
export type CompletingShell = 'bash' | 'zsh' | 'fish' | 'pwsh';

/** PowerShell's script writes an empty word so. */
const EMPTY_IN_POWERSHELL = '`"`"';

type Env = Readonly<Record<string, string | undefined>>;

/** The line that a script in `completions` asks about: in its arguments and in the variables that bash made customary. */
export function shellLine(words: readonly string[], env: Env): ShellLine {
  const shell = shellOf(env.SHELL);
  const all = shell === 'pwsh' ? (env.COMP_LINE ?? '').split(' ') : words;
  const at = shell === 'fish' ? wordInFish(words, env) : Number(env.COMP_CWORD);
  const index = at > 0 ? at : Math.max(all.length, 1);
  const before = all.slice(1, index);
  const current = all[index] ?? '';
  if (shell === 'bash') return { shell, ...rejoined(before, current) };
  return { shell, before, current: current === EMPTY_IN_POWERSHELL ? '' : current };
}

/** Bash takes an equals sign for a word of its own, unless its package of completions is installed. */
function rejoined(before: readonly string[], current: string): Pick<ShellLine, 'before' | 'current'> {
  const words: string[] = [];
  for (const word of [...before, current]) {
    const last = words.at(-1) ?? '';
    if (last.startsWith('--') && (word === '=' || last.endsWith('='))) words.push(`${words.pop()}${word}`);
    else words.push(word);
  }
  return { before: words.slice(0, -1), current: words.at(-1) ?? '' };
}

function shellOf(path = ''): CompletingShell {
  const name = basename(path);
  return name === 'zsh' || name === 'fish' || name === 'pwsh' ? name : 'bash';
}

/** Fish counts the words that are begun: the last is finished when the cursor is behind it and a space. */
function wordInFish(words: readonly string[], { COMP_POINT: point }: Env): number {
  return Number(point) > words.join(' ').length ? words.length : words.length - 1;
}
