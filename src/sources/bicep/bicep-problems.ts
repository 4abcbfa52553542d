import { dirname } from 'node:path';
import { message as text } from '../../messages/message.ts';
import type { InventoryProblem } from '../arm/template-inventory.ts';
import type { BicepHost } from './host.ts';
import { KNOWN_MODULE } from './lower/module-files.ts';
import type { LoweredBicep } from './lowered.ts';
import type { BicepDiagnostic } from './syntax/nodes.ts';
import { rangesOf } from './written-bicep.ts';

/** The compiler's code for a module that was not restored. */
const NOT_RESTORED = 'BCP190';

/** What is wrong in a Bicep file and in its configuration. */
export function bicepProblems(
  read: Pick<LoweredBicep, 'file' | 'syntax' | 'errors'>,
  host: BicepHost,
  shown: (absolute: string) => string,
): readonly InventoryProblem[] {
  const { problems } = host.configOf(dirname(read.file));
  return [
    ...diagnosticProblems(read.syntax.text, read.errors, shown(read.file)),
    ...problems.map((problem) => ({ error: true as const, ...problem })),
  ];
}

/** Errors of the compiler's kind at their places. What is not restored is unknown, as everything that was not read. */
export function diagnosticProblems(
  source: string,
  errors: readonly BicepDiagnostic[],
  file: string,
): readonly InventoryProblem[] {
  const ranges = rangesOf(source, errors);
  return errors.map(({ code, message }, i) => {
    const range = ranges[i];
    const location = { file, ...(range && { line: range.line, column: range.column }) };
    if (code === KNOWN_MODULE)
      return { error: false, code, message: text('note.known-module', { module: message }), location };
    const said = { message: `${message} (${code})`, location };
    return code === NOT_RESTORED
      ? { error: false, code: 'not-restored', ...said }
      : { error: true, code: 'bicep', ...said };
  });
}
