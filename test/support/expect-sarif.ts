import { relative } from 'node:path';
import { expect } from 'vitest';
import { schemaFaults } from './sarif.ts';
import { enqueueSarif, SARIF_FOLDER } from './sarif-queue.ts';

/** What the validator says of a log while the package has no published address. */
export const NO_ADDRESS = /^warning SARIF2005: .*does not provide 'informationUri'/;

/**
 * Expects Microsoft's validator to have complaints about a log that fit these patterns, and no others. The schema is
 * checked at once. The validator takes seconds to start, so it is started once, for the logs of all tests, when these are
 * over: what it says then fails the run, under the name of the test.
 */
export function expectSarif(text: string, complaints: readonly RegExp[] = []): void {
  expect(schemaFaults(text)).toEqual([]);
  const folder = process.env[SARIF_FOLDER];
  if (folder === undefined) throw new Error(`${SARIF_FOLDER} is not set: nobody would validate the log`);
  const { testPath = '', currentTestName = '' } = expect.getState();
  const test = `${relative('.', testPath)} > ${currentTestName}`;
  enqueueSarif(folder, { test, text, complaints: complaints.map(({ source }) => source) });
}
