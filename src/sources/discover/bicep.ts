import type { ReadProblem } from '../../util/bounded-read.ts';

/** What goes into a command that a person may paste into a shell. */
const PLAIN = /^[\w./-]{1,200}$/;

/** Why a Bicep file, or a `.bicepparam`, that was named is not read, and what to do. */
export function bicepProblem(file: string): ReadProblem {
  const command = /param$/i.test(file) ? 'bicep build-params' : 'bicep build';
  const shown = PLAIN.test(file) && !file.startsWith('-') ? `${command} ${file}` : command;
  return { code: 'bicep-not-read', message: `Bicep is read as the JSON it compiles to: run \`${shown}\`` };
}
