import { evaluateLive } from '../../../../src/api/scan/live-scan.ts';

/*
 * Run by itself, forked: ENDPOINT. Scans what is there, and gives up waiting for the sign-in when it gets a message. It
 * sends the errors and does nothing to end the process.
 */

const [endpoint = ''] = process.argv.slice(2);
const told = new Promise<void>((resolve) => process.once('message', () => resolve()));
const clock = { now: Date.now, sleep: () => told };
const request = {
  scope: { subscriptions: [], excludeSubscriptions: [], resourceGroups: [] },
  cloud: 'AzureCloud',
  custom: { armEndpoint: endpoint, authorityHost: endpoint },
  discovery: 'graph',
  concurrency: 1,
  batch: false,
  resume: false,
  cwd: '/',
} as const;
const { errors } = await evaluateLive(request, () => undefined, clock);
process.send?.(errors.map(({ message }) => message));
process.disconnect();
