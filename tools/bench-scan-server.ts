import { ENDLESS_BUCKETS } from '../test/arm/buckets.ts';
import { armEnvironment, startArm } from '../test/arm/start.ts';
import { generatedTenant, type Size } from './bench-scan-data.ts';

/** Where the server of the test suite is, and what a client needs in its environment. */
export interface Served {
  readonly endpoint: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Serves a tenant of the size that the parent process says, as fast as it can, until the parent disconnects. */
process.once('message', async (size: Size) => {
  const arm = await startArm(generatedTenant(size), { buckets: ENDLESS_BUCKETS, validate: false, logLimit: 0 });
  process.once('disconnect', () => void arm.stop());
  const environment = { ...armEnvironment(arm), AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential' };
  process.send?.({ endpoint: arm.endpoint, environment } satisfies Served);
});
