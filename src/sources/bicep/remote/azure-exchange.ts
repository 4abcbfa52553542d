import { type HttpAnswer, type HttpSurroundings, send } from './http-exchange.ts';

/** Of an answer with a token, in bytes. */
export const MAX_TOKEN_BYTES = 256 * 1024;

export interface TokenExchange {
  /** The address of the registry, without a slash at the end. */
  readonly origin: string;
  readonly service: string;
  readonly scope: string;
  /** An access token of Entra ID. */
  readonly token: string;
}

/**
 * Exchanges a token of Entra ID for one of a registry of Azure: `POST /oauth2/exchange`, then `POST /oauth2/token`
 * (github.com/Azure/acr/blob/main/docs/AAD-OAuth.md). The result is an `Authorization` header; undefined where the registry refuses.
 */
export async function exchangedToken(
  { origin, service, scope, token }: TokenExchange,
  around: HttpSurroundings,
): Promise<string | undefined> {
  const post = (path: string, form: Readonly<Record<string, string>>): Promise<HttpAnswer> =>
    send({ url: `${origin}${path}`, headers: {}, form: { ...form, service }, maxBytes: MAX_TOKEN_BYTES }, around);
  const exchanged = await post('/oauth2/exchange', { grant_type: 'access_token', access_token: token });
  const refresh = memberOf(exchanged, ['refresh_token']);
  if (refresh === undefined) return undefined;
  return bearerIn(await post('/oauth2/token', { grant_type: 'refresh_token', refresh_token: refresh, scope }));
}

/** The header with the token of an answer; registries name it in two ways. */
export function bearerIn(answer: HttpAnswer): string | undefined {
  const token = memberOf(answer, ['access_token', 'token']);
  return token === undefined ? undefined : `Bearer ${token}`;
}

/** The first of these members of a JSON answer, if it is text that a header can hold. */
function memberOf({ status, text }: HttpAnswer, names: readonly string[]): string | undefined {
  if (status !== 200) return undefined;
  try {
    const body = JSON.parse(text) as unknown;
    const members = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
    const found = names.map((name) => members[name]).find((value) => typeof value === 'string');
    return typeof found === 'string' && /^[\x21-\x7e]+$/.test(found) ? found : undefined;
  } catch {
    return undefined;
  }
}
