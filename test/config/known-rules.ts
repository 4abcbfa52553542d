import type { KnownRule } from '../../src/config/known-rules.ts';

/** Three rules in the shape that the configuration sees. */
export const KNOWN_RULES: readonly KnownRule[] = [
  {
    name: 'Azure.ACR.Logs',
    ref: 'ACRA-0001',
    aliases: ['Azure.ACR.AuditLogs'],
    level: 'error',
    options: {
      coverage: { description: 'Which settings count.', enum: ['setting', 'destination', 'any'], default: 'setting' },
    },
  },
  { name: 'Azure.ACR.LogsValid', ref: 'ACRA-0002', aliases: [], level: 'warning' },
  {
    name: 'Azure.ACR.Metrics',
    ref: 'ACRA-0010',
    aliases: [],
    level: 'info',
    options: { mode: { description: 'How many.', enum: ['all', 'some'], default: 'all' } },
  },
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
