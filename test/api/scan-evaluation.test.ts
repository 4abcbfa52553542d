import { expect, test } from 'vitest';
import { logs } from '../../rules/Azure.ACR.Logs.ts';
import { createScanEvaluation } from '../../src/api/scan/scan-evaluation.ts';
import { PASSES, recordOf } from '../support/saved-scan.ts';

test('a record that cannot be evaluated is an error, and the others are judged', () => {
  const evaluation = createScanEvaluation([{ rule: logs, level: 'error', options: {} }]);
  const broken = recordOf({ name: 'broken' });
  const resource = Object.defineProperty({ ...broken.resource }, 'name', {
    get: () => {
      throw new TypeError('a bug');
    },
  });
  for (const record of [recordOf({ name: 'a', settings: PASSES }), { ...broken, resource }, recordOf({ name: 'b' })])
    evaluation.add(record);
  const { findings, errors } = evaluation.result({ errors: [] });
  expect(findings.map(({ target, outcome }) => `${target.name} ${outcome}`)).toEqual(['a pass', 'b fail']);
  expect(errors.map(({ code, message }) => `${code}: ${message.replace(/error [0-9a-f]{8}:/, 'error …:')}`)).toEqual([
    `internal-error: registry ${broken.id}: internal error …: a bug in acraudit, not in what it read; please report it with this reference (--debug shows where)`,
  ]);
});
