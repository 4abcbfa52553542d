import { getCompletionScript } from '@pnpm/tabtab';

/** Names of the files that make shells ask acraudit what may follow, by what their library calls the shell. */
const SCRIPTS = { bash: 'acraudit.bash', zsh: 'acraudit.zsh', fish: 'acraudit.fish', pwsh: 'acraudit.ps1' } as const;

/**
 * The library's script for fish evaluates the words of the line again, and so would run a command that stands in one before
 * the line is entered. What it should do is to hand them on.
 */
const EVALUATED =
  '(eval env DEBUG=\\"" \\"" COMP_CWORD=\\""$words\\"" COMP_LINE=\\""$cmd \\"" COMP_POINT=\\""$cursor\\"" SHELL=fish';
const HANDED_ON = '(env DEBUG="" COMP_CWORD="$words" COMP_LINE="$cmd " COMP_POINT="$cursor" SHELL=fish';

/** Path and text of each script in `completions`. */
export async function completionScripts(): Promise<readonly (readonly [string, string])[]> {
  const shells = Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[];
  return Promise.all(
    shells.map(async (shell) => {
      const text = await getCompletionScript({ name: 'acraudit', completer: 'acraudit', shell });
      return [`completions/${SCRIPTS[shell]}`, shell === 'fish' ? withoutEval(text) : text] as const;
    }),
  );
}

function withoutEval(script: string): string {
  const text = script.replace(EVALUATED, HANDED_ON);
  if (/\beval\b/.test(text)) throw new Error("the library's script for fish has changed: it may evaluate words");
  return text;
}
