import { UsageError } from '../util/errors.ts';
import type { Streams } from './streams.ts';

/** What the Azure SDK takes a proxy from, in its order. */
const VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy', 'HTTP_PROXY', 'http_proxy'];

/** Refuses a proxy that is no address, of which the sign-in would only say that it failed. It may hold a password, and is not repeated. */
export function checkProxy(env: Streams['env']): void {
  const name = VARIABLES.find((variable) => env[variable]);
  if (name === undefined || /^https?:$/.test(protocolOf(env[name] ?? ''))) return;
  throw new UsageError(`${name}: expected the address of a proxy, such as http://proxy.example:8080`);
}

function protocolOf(address: string): string {
  return URL.canParse(address) ? new URL(address).protocol : '';
}
