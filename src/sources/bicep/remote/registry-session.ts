import { isAzureRegistry } from '../../../model/azure/module-registries.ts';
import { bearerIn, exchangedToken, MAX_TOKEN_BYTES } from './azure-exchange.ts';
import { type Challenge, challengeIn } from './challenge.ts';
import { FetchFailure } from './fetch-failure.ts';
import { type HttpAnswer, type HttpRequest, type HttpSurroundings, send } from './http-exchange.ts';
import { basicHeader, type RegistryLogin, type RegistryLogins } from './registry-login.ts';
import { mayLeadTo, registryOrigin } from './trusted-registries.ts';

/** As whom registries are asked. */
export interface RegistryIdentity {
  readonly logins: RegistryLogins;
  /** An access token of Entra ID for registries of Azure; called only when one needs it. */
  readonly azureToken: () => Promise<string>;
}

/** Asks one repository of one registry, signed in as far as it wants. */
export interface RegistrySession {
  readonly get: (path: string, request: Pick<HttpRequest, 'headers' | 'maxBytes'>) => Promise<HttpAnswer>;
}

const DENIED: ReadonlySet<number> = new Set([401, 403]);

/** A way to sign in: the `Authorization` header for a challenge; undefined where it does not work. */
type SignInWay = (challenge: Challenge) => Promise<string | undefined>;

/**
 * A session for one repository. Anonymous first, unless there is a login: public registries need none, and no token goes where none
 * is asked for. What signs in is sent to the registry alone; an address of another host that a challenge names gets anonymous requests.
 */
export function registrySession(
  registry: string,
  identity: RegistryIdentity,
  around: HttpSurroundings,
): RegistrySession {
  const origin = registryOrigin(registry);
  const ways = signInWays(registry, identity, around);
  let authorization: string | undefined;
  let challenge: Challenge | undefined;
  const signInAgain = async (): Promise<boolean> => {
    for (let way = ways.shift(); way !== undefined && challenge !== undefined; way = ways.shift()) {
      authorization = await way(challenge);
      if (authorization !== undefined) return true;
    }
    return false;
  };
  return {
    get: async (path, { headers, maxBytes }) => {
      for (;;) {
        const signed = authorization === undefined ? headers : { ...headers, Authorization: authorization };
        const answer = await send({ url: `${origin}${path}`, headers: signed, maxBytes }, around);
        if (!DENIED.has(answer.status)) return answer;
        challenge = challengeIn(answer.header('www-authenticate')) ?? challenge;
        if (!(await signInAgain())) return answer;
      }
    },
  };
}

function signInWays(registry: string, { logins, azureToken }: RegistryIdentity, around: HttpSurroundings): SignInWay[] {
  const origin = registryOrigin(registry);
  const login = logins.get(registry.toLowerCase());
  if (login !== undefined) return [(challenge) => loginHeader(challenge, login, origin, around)];
  const anonymous: SignInWay = (challenge) => tokenHeader(challenge, { origin, headers: {} }, around);
  if (!isAzureRegistry(registry)) return [anonymous];
  return [anonymous, (challenge) => azureHeader(challenge, registry, azureToken, around)];
}

async function loginHeader(
  challenge: Challenge,
  login: RegistryLogin,
  origin: string,
  around: HttpSurroundings,
): Promise<string | undefined> {
  const header = basicHeader(login);
  if (challenge.scheme === 'basic') return header;
  const isOwn = new URL(challenge.realm).origin === origin;
  return tokenHeader(challenge, { origin, headers: isOwn ? { Authorization: header } : {} }, around);
}

/** Asks the realm of a challenge for a token (distribution.github.io/distribution/spec/auth/token). */
async function tokenHeader(
  challenge: Challenge,
  { origin, headers }: { readonly origin: string; readonly headers: HttpRequest['headers'] },
  around: HttpSurroundings,
): Promise<string | undefined> {
  if (challenge.scheme !== 'bearer') return undefined;
  const url = new URL(challenge.realm);
  if (!mayLeadTo(new URL(origin), url))
    throw new FetchFailure(`the registry wants a token of ${url.origin}, which is not https:`);
  for (const name of ['service', 'scope'] as const)
    if (challenge[name] !== undefined) url.searchParams.set(name, challenge[name]);
  return bearerIn(await send({ url: url.href, headers, maxBytes: MAX_TOKEN_BYTES }, around));
}

/** A token of Entra ID, exchanged for one of the registry. */
async function azureHeader(
  challenge: Challenge,
  registry: string,
  azureToken: RegistryIdentity['azureToken'],
  around: HttpSurroundings,
): Promise<string | undefined> {
  if (challenge.scheme !== 'bearer') return undefined;
  const { service = registry, scope = '' } = challenge;
  const token = await azureToken();
  return exchangedToken({ origin: registryOrigin(registry), service, scope, token }, around);
}
