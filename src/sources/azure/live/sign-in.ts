import { DefaultAzureCredential, type TokenCredential } from '@azure/identity';
import { boundedClient } from './bounded-client.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Cloud } from './cloud.ts';

/** Ids of who is signed in; null when the token does not tell. */
export interface Identity {
  readonly tenant: string | null;
  readonly principal: string | null;
}

/** Nobody could be signed in. The message says what was tried and what to do. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
}

const LONGEST_PROCESS = 25_000;

/**
 * The ways of signing in that the SDK tries one after the other. `signal` ends whatever they still wait for: they look at no
 * other signal, and a connection that is waited on keeps the process from ending.
 */
export function credentialFor(cloud: Cloud, tenant: string | undefined, signal: AbortSignal): TokenCredential {
  return new DefaultAzureCredential({
    authorityHost: cloud.authorityHost,
    // An authority that nobody has heard of is not looked up at Microsoft's.
    disableInstanceDiscovery: !cloud.isKnown,
    // `az` and its like are started for a token; one that never answers would keep us from ending.
    processTimeoutInMs: LONGEST_PROCESS,
    httpClient: boundedClient({ signal }),
    ...(tenant !== undefined && { tenantId: tenant }),
  });
}

/**
 * Asks for a first token, so that a wrong sign-in is said before anything is read.
 *
 * @throws SignInError
 */
export async function signIn(
  credential: TokenCredential,
  cloud: Cloud,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<Identity> {
  const over = new AbortController();
  const done = new AbortController();
  void clock.sleep(LONGEST_SIGN_IN, done.signal).then(() => over.abort());
  try {
    const abortSignal = AbortSignal.any([signal, over.signal]);
    // Not every credential looks at the signal.
    const token = await Promise.race([credential.getToken(cloud.tokenScope, { abortSignal }), aborted(abortSignal)]);
    if (token === null) throw new Error('no credential gave a token');
    return identityIn(token.token);
  } catch (error) {
    const why = signal.aborted ? 'interrupted' : over.signal.aborted ? NO_ANSWER : undefined;
    throw new SignInError(`cannot sign in to ${cloud.name}: ${why ?? adviceFor(error)}`, { cause: error });
  } finally {
    done.abort();
  }
}

/** In milliseconds. Some credentials start other programs, and a managed identity is asked for more than once. */
const LONGEST_SIGN_IN = 2 * 60_000;
const NO_ANSWER = `no answer within ${LONGEST_SIGN_IN / 1000} s`;

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new Error('aborted'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** The claims `tid` and `oid` of an access token for Azure Resource Manager. The token itself goes no further. */
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

/** What to do, then what was tried and why it did not work, without the library's own advice. */
function adviceFor(error: unknown): string {
  const { errors } = error as { errors?: unknown };
  const parts = Array.isArray(errors) ? errors : [error];
  const tried = [...new Set(parts.map((part) => reasonOf(part)).filter((line) => line !== ''))];
  return `${ADVICE}. Tried: ${tried.join('; ').slice(0, 2000)}`;
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
