import { dirname } from 'node:path';
import { message as text } from '../../messages/message.ts';
import { rangesOf } from '../arm/json/line-column.ts';
import { KNOWN_MODULE, NOT_RESTORED } from '../arm/module-remarks.ts';
import type { InventoryProblem } from '../arm/template-inventory.ts';
import type { BicepHost } from './host.ts';
import type { LoweredBicep } from './lowered.ts';
import type { BicepDiagnostic } from './syntax/nodes.ts';

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
    if (code === NOT_RESTORED)
      return { error: false, code, message: text('note.not-restored', { module: message }), location };
    return { error: true, code: 'bicep', message: `${message} (${code})`, location };
  });
}
