import { getCompletionScript } from '@pnpm/tabtab';

/** Names of the files that make shells ask acraudit what may follow, by what their library calls the shell. */
const SCRIPTS = { bash: 'acraudit.bash', zsh: 'acraudit.zsh', fish: 'acraudit.fish', pwsh: 'acraudit.ps1' } as const;

/** Path and text of each script in `completions`. */
export async function completionScripts(): Promise<readonly (readonly [string, string])[]> {
  const shells = Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[];
  return Promise.all(
    shells.map(async (shell) => {
      const text = await getCompletionScript({ name: 'acraudit', completer: 'acraudit', shell });
      return [`completions/${SCRIPTS[shell]}`, text] as const;
    }),
  );
}
