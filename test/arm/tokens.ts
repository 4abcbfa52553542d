import type { Answer } from './answer.ts';
import { failure } from './answer.ts';
import type { Tenant } from './tenant.ts';

/** The access tokens that were handed out. */
export interface Tokens {
  /** Seconds. */
  readonly lifetime: number;
  readonly issue: (audience: string) => string;
  /** The refusal that an `Authorization` header deserves, or undefined when its token is good. */
  readonly refusal: (authorization: string | undefined) => Answer | undefined;
  /** From now on none of those handed out so far is good. */
  readonly revoke: () => void;
}

/** Tokens look like Azure's. Their life is counted in real time, as the sign-in library counts it. */
export function createTokens(tenant: Tenant, lifetime: number): Tokens {
  const issued = new Map<string, number>();
  let count = 0;
  return {
    lifetime,
    issue: (audience) => {
      const now = Date.now();
      for (const [token, expires] of issued) if (expires <= now) issued.delete(token);
      const issuedAt = Math.floor(now / 1000);
      count += 1;
      const token = [
        { typ: 'JWT', alg: 'RS256', kid: 'test' },
        {
          aud: audience,
          iss: `https://sts.windows.net/${tenant.id}/`,
          iat: issuedAt,
          nbf: issuedAt,
          exp: issuedAt + lifetime,
          appid: tenant.principal.clientId,
          idtyp: 'app',
          oid: tenant.principal.objectId,
          sub: tenant.principal.objectId,
          tid: tenant.id,
          uti: `token-${count}`,
          ver: '1.0',
        },
      ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
      const text = `${token.join('.')}.${Buffer.from(`signature ${count}`).toString('base64url')}`;
      issued.set(text, now + lifetime * 1000);
      return text;
    },
    refusal: (authorization) => {
      if (authorization === undefined) return unauthorized('AuthenticationFailed', 'The access token is missing.');
      const expires = issued.get(authorization.replace(/^Bearer /i, ''));
      if (expires === undefined) return unauthorized('InvalidAuthenticationToken', 'The access token is invalid.');
      if (expires > Date.now()) return undefined;
      return unauthorized('ExpiredAuthenticationToken', 'The access token expiry UTC time is earlier than now.');
    },
    revoke: () => issued.clear(),
  };
}

function unauthorized(code: string, message: string): Answer {
  return failure(401, code, `Authentication failed. ${message}`, {
    'WWW-Authenticate': `Bearer authorization_uri="https://login.windows.net/", error="invalid_token", error_description="${message}"`,
  });
}

/** A challenge that asks for a token with further claims, which the SDK's clients meet by signing in anew. */
export function claimsChallenge(): Answer {
  const claims = Buffer.from('{"access_token":{"nbf":{"essential":true,"value":"1"}}}').toString('base64');
  return failure(401, 'TokenCreatedWithOutdatedPolicies', 'Continuous access evaluation asks for a new token.', {
    'WWW-Authenticate': `Bearer realm="", authorization_uri="https://login.windows.net/common/oauth2/authorize", error="insufficient_claims", claims="${claims}"`,
  });
}
