import type { Finding, RunResult } from '../engine/finding.ts';

/** A word that a shell takes as it is, and one that it takes between quotes: what is pasted must hold nothing else. */
const PLAIN_WORD = /^[\w./=:@%+,-]{1,200}$/;
const QUOTABLE_WORD = /^[^\p{C}]{1,200}$/u;
/** Words of one command; what has more is not pasted. */
const MAX_WORDS = 12;

/**
 * The commands that show how results are fixed, to be pasted into a shell.
 *
 * @param inputs What the run was given: its paths and the flags that choose what is evaluated, or its saved scan; undefined
 * where that is not known.
 */
export function fixCommands(
  { inputKind }: RunResult,
  wanting: readonly Finding[],
  inputs: readonly string[] | undefined,
): readonly string[] {
  if (inputKind === 'template') {
    const words = inputs ?? [
      ...new Set(wanting.map(({ location: { file } }) => (file.startsWith('-') ? `./${file}` : file))),
    ];
    return [['acraudit fix', ...shellWords(words)].join(' ')];
  }
  if (inputs !== undefined && inputs.length > 0)
    return [`acraudit fix --from ${shellWords(inputs).join(' ')} --out fix-up`];
  if (inputKind === 'export') return ['acraudit fix --from PATH --out fix-up'];
  if (inputKind === 'region')
    return ['acraudit scan --provider alibaba --save scan.json', 'acraudit fix --from scan.json --out fix-up'];
  return ['acraudit scan --save scan.json', 'acraudit fix --from scan.json --out fix-up'];
}

/** Words as a POSIX shell takes them; where that cannot be, a word that says what to put in. */
function shellWords(words: readonly string[]): readonly string[] {
  if (words.length > MAX_WORDS || !words.every((word) => QUOTABLE_WORD.test(word))) return ['PATHS'];
  return words.map((word) => (PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`));
}
