import { DefaultAzureCredential, type TokenCredential } from '@azure/identity';
import { boundedClient, type ClientLimits } from './bounded-client.ts';
import { type Clock, systemClock } from './clock.ts';
import type { CloudEndpoints } from './cloud-endpoints.ts';
import { unreachedText } from './connection-failure.ts';

/** Ids of the signed-in identity; null when the token does not contain them. */
export interface Identity {
  readonly tenant: string | null;
  readonly principal: string | null;
}

/** Sign-in failed. The message says what was tried and what to do. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
}

const MAX_PROCESS_MS = 25_000;

/**
 * The credentials that the SDK tries in order. `signal` ends their pending requests: they respect no other signal, and an
 * open connection keeps the process running.
 */
export function credentialFor(
  cloud: CloudEndpoints,
  tenant: string | undefined,
  signal: AbortSignal,
  onFailure?: ClientLimits['onFailure'],
): TokenCredential {
  return new DefaultAzureCredential({
    authorityHost: cloud.authorityHost,
    // A custom authority is not looked up at Microsoft.
    disableInstanceDiscovery: !cloud.isKnown,
    // `az` and other programs are started for a token; one that hangs would keep the process running.
    processTimeoutInMs: MAX_PROCESS_MS,
    httpClient: boundedClient({ signal, ...(onFailure && { onFailure }) }),
    ...(tenant !== undefined && { tenantId: tenant }),
  });
}

/** Who signs in to what. */
export interface SignIn {
  readonly cloud: CloudEndpoints;
  readonly tenant: string | undefined;
  /** Gives up. */
  readonly signal: AbortSignal;
  /** Ends what a way of signing in still waits for. */
  readonly over: AbortSignal;
}

/**
 * Requests a first token, so that a failed sign-in is reported before anything is read.
 *
 * @throws SignInError
 */
export async function signIn({ cloud, tenant, signal, over }: SignIn, clock: Clock = systemClock): Promise<Identity> {
  let unreached: string | undefined;
  // Others, such as the address of a managed identity, are not there on most machines.
  const credential = credentialFor(cloud, tenant, over, (problem, url) => {
    if (url.startsWith(cloud.authorityHost)) unreached = unreachedText(problem, url);
  });
  const timedOut = new AbortController();
  const done = new AbortController();
  void clock.sleep(MAX_SIGN_IN_MS, done.signal).then(() => timedOut.abort());
  try {
    const abortSignal = AbortSignal.any([signal, timedOut.signal]);
    // Not every credential respects the signal.
    const token = await Promise.race([credential.getToken(cloud.tokenScope, { abortSignal }), aborted(abortSignal)]);
    if (token === null) throw new Error('no credential gave a token');
    return identityIn(token.token);
  } catch (error) {
    const reason = signal.aborted ? 'interrupted' : timedOut.signal.aborted ? NO_ANSWER : undefined;
    throw new SignInError(`cannot sign in to ${cloud.name}: ${reason ?? adviceFor(error, unreached)}`, {
      cause: error,
    });
  } finally {
    done.abort();
  }
}

/** In milliseconds. Some credentials start other programs, and a managed identity is requested several times. */
const MAX_SIGN_IN_MS = 2 * 60_000;
const NO_ANSWER = `no response within ${MAX_SIGN_IN_MS / 1000} s`;

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new Error('aborted'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** The claims `tid` and `oid` of an access token for Azure Resource Manager. The token itself is not kept. */
function identityIn(token: string): Identity {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >;
    const id = (claim: unknown): string | null =>
      typeof claim === 'string' && /^[\da-f-]{36}$/i.test(claim) ? claim.toLowerCase() : null;
    return { tenant: id(claims.tid), principal: id(claims.oid) };
  } catch {
    return { tenant: null, principal: null };
  }
}

const ADVICE =
  'sign in with `az login` (or `azd auth login`), or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, ' +
  'or run where there is a workload identity or a managed identity; --tenant chooses another tenant';

/** What to do, then what was tried and why it failed, without the advice of the library, which does not say what was not reached. */
function adviceFor(error: unknown, unreached: string | undefined): string {
  const { errors } = error as { errors?: unknown };
  const parts = Array.isArray(errors) ? errors : [error];
  const tried = [...new Set(parts.map((part) => reasonOf(part)).filter((line) => line !== ''))];
  return `${unreached ?? ADVICE}. Tried: ${tried.join('; ').slice(0, 2000)}`;
}

const LIBRARY_ADVICE =
  /\.?\s*(?:To (?:troubleshoot|mitigate)|Please visit|Ensure|No underlying|Message:|See http|Trace ID:).*$/;

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const line = /AADSTS\d+[^\n\r]{0,300}/.exec(message)?.[0] ?? message.split(/[\r\n]/)[0] ?? '';
  return line
    .replace(/^Error: /, '')
    .replace(LIBRARY_ADVICE, '')
    .replace(/[.\s]+$/, '');
}
