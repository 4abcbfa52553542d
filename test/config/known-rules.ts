import type { KnownRule } from '../../src/config/known-rules.ts';

/** Three rules in the shape that the configuration sees. */
export const KNOWN_RULES: readonly KnownRule[] = [
  {
    name: 'Azure.ACR.Logs',
    ref: 'ACRA-0001',
    alias: ['Azure.ACR.AuditLogs'],
    level: 'error',
    options: { coverage: ['setting', 'destination', 'any'] },
  },
  { name: 'Azure.ACR.LogsValid', ref: 'ACRA-0002', alias: [], level: 'warning', options: {} },
  { name: 'Azure.ACR.Metrics', ref: 'ACRA-0010', alias: [], level: 'info', options: { mode: ['all', 'some'] } },
];

/** The error a call throws or rejects with. */
export async function errorOf(run: () => unknown): Promise<Error> {
  try {
    await run();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}
