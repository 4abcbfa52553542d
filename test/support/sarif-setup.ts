import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SARIF_FOLDER, validateWaiting } from './sarif-queue.ts';

/** Gives all workers one folder for their SARIF logs, and validates what is in it when the tests are over. */
export function setup(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'acraudit-sarif-'));
  process.env[SARIF_FOLDER] = folder;
  return async () => {
    try {
      const faults = await validateWaiting(folder);
      if (faults.length > 0) throw new Error(`SARIF that the validator refuses:\n${faults.join('\n')}`);
    } catch (error) {
      // The runner tells of an error that is thrown here, but would end with 0.
      process.exitCode = 1;
      throw error;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}
