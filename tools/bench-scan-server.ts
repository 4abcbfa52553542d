import { ENDLESS_BUCKETS } from '../test/arm/buckets.ts';
import { armEnvironment, startArm } from '../test/arm/start.ts';
import { generatedTenant, type TenantSize } from './bench-scan-data.ts';

/** Endpoint of the test server, and the environment a client needs. */
export interface ServerAddress {
  readonly endpoint: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Serves a tenant of the size requested by the parent process, without limits, until the parent disconnects. */
process.once('message', async (size: TenantSize) => {
  const arm = await startArm(generatedTenant(size), { buckets: ENDLESS_BUCKETS, validate: false, logLimit: 0 });
  process.once('disconnect', () => void arm.stop());
  const environment = { ...armEnvironment(arm), AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential' };
  process.send?.({ endpoint: arm.endpoint, environment } satisfies ServerAddress);
});
