import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateSarifs } from './sarif.ts';

/** Where workers put logs for the validator: the folder's path. */
export const SARIF_FOLDER = 'ACRAUDIT_TEST_SARIF_FOLDER';

/** A log that waits for the validator. */
export interface WaitingSarif {
  /** File and full name of the test that it is of. */
  readonly test: string;
  readonly text: string;
  /** Patterns of the complaints that there have to be, and no others; several complaints may fit one. */
  readonly complaints: readonly string[];
}

export function enqueueSarif(folder: string, waiting: WaitingSarif): void {
  writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(waiting));
}

/** Validates all logs that wait in the folder, in one run. Returns what is wrong with them, as `TEST: COMPLAINT`. */
export async function validateWaiting(folder: string): Promise<string[]> {
  const waiting = readdirSync(folder)
    .map((file): WaitingSarif => JSON.parse(readFileSync(join(folder, file), 'utf8')))
    .sort((a, b) => (a.test < b.test ? -1 : 1));
  if (waiting.length === 0) return [];
  const said = await validateSarifs(waiting.map(({ text }) => text));
  return waiting.flatMap(({ test, complaints }, i) =>
    differences(said[i] ?? [], complaints).map((line) => `${test}: ${line}`),
  );
}

function differences(said: readonly string[], patterns: readonly string[]): string[] {
  const expected = patterns.map((pattern) => new RegExp(pattern));
  const unexpected = said.filter((text) => !expected.some((pattern) => pattern.test(text)));
  const missing = expected.filter((pattern) => !said.some((text) => pattern.test(text)));
  return [...unexpected, ...missing.map((pattern) => `no complaint fits ${pattern}`)];
}
