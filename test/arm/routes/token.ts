import { type Answer, ok } from '../answer.ts';
import type { Arm, ArmRequest, Route } from '../arm.ts';

/** Sign-in with a client's secret, and the two documents that sign-in libraries ask for before it. */
export const TOKEN_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    kind: 'discovery',
    pattern: /^\/(?<tenant>[^/]+)(?:\/v2\.0)?\/\.well-known\/openid-configuration$/i,
    open: true,
    handle: openIdConfiguration,
  },
  {
    method: 'GET',
    kind: 'discovery',
    pattern: /^\/common\/discovery\/instance$/i,
    open: true,
    handle: (request, { endpoint }) => {
      const host = endpoint.replace('https://', '');
      return ok({
        tenant_discovery_endpoint: `${endpoint}/common/v2.0/.well-known/openid-configuration`,
        'api-version': request.query.get('api-version'),
        metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
      });
    },
  },
  {
    method: 'POST',
    kind: 'token',
    pattern: /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/token$/i,
    open: true,
    handle: issueToken,
  },
];

function openIdConfiguration({ params }: ArmRequest, { endpoint }: Arm): Answer {
  const base = `${endpoint}/${params.tenant}`;
  return ok({
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    tenant_region_scope: 'EU',
    cloud_instance_name: 'microsoftonline.com',
  });
}

function issueToken({ params, body }: ArmRequest, { state, tokens }: Arm): Answer {
  const form = new URLSearchParams(typeof body === 'string' ? body : '');
  const { id, principal } = state.tenant;
  if (params.tenant?.toLowerCase() !== id) {
    return signInError(400, 'invalid_request', 90002, `Tenant '${params.tenant}' not found.`);
  }
  if (form.get('grant_type') !== 'client_credentials') {
    return signInError(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
  }
  if (form.get('client_id') !== principal.clientId) {
    const message = `Application with identifier '${form.get('client_id')}' was not found in the directory.`;
    return signInError(400, 'unauthorized_client', 700016, message);
  }
  if (form.get('client_secret') !== principal.clientSecret) {
    return signInError(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
  }
  const scope = form.get('scope')?.split(' ')[0] ?? '';
  if (!scope.endsWith('/.default')) {
    return signInError(400, 'invalid_scope', 1002012, `The provided value for scope ${scope} is not valid.`);
  }
  const access_token = tokens.issue(scope.slice(0, -'/.default'.length));
  return ok({ token_type: 'Bearer', expires_in: tokens.lifetime, ext_expires_in: tokens.lifetime, access_token });
}

function signInError(status: number, error: string, code: number, text: string): Answer {
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: 00000000-0000-0000-0000-000000000000`,
      error_codes: [code],
      timestamp: '2026-01-01 00:00:00Z',
      trace_id: '00000000-0000-0000-0000-000000000000',
      correlation_id: '00000000-0000-0000-0000-000000000000',
    },
  };
}
