import { OpenApiUtil } from '@alicloud/openapi-core';
import type { AccessKey } from './alibaba-credential.ts';
import type { SignedRequest, WhenSigned } from './signed-request.ts';

/** An operation of an interface in RPC style, and its parameters. */
export interface RpcAction {
  /** The host that it is for. */
  readonly host: string;
  readonly action: string;
  readonly version: string;
  readonly query: Readonly<Record<string, string>>;
}

const ALGORITHM = 'ACS3-HMAC-SHA256';

/** Signs an operation as Alibaba Cloud's own client does ("V3 request syntax and signature method"): a POST without a body. */
export function signAction(
  { host, action, version, query }: RpcAction,
  { id, secret, securityToken }: AccessKey,
  { now, nonce }: WhenSigned,
): SignedRequest {
  const payload = OpenApiUtil.hash(Buffer.alloc(0), ALGORITHM).toString('hex');
  const headers: Record<string, string> = {
    host,
    'x-acs-action': action,
    'x-acs-version': version,
    'x-acs-date': `${new Date(now).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}Z`,
    'x-acs-signature-nonce': nonce,
    'x-acs-content-sha256': payload,
    accept: 'application/json',
    ...(securityToken !== undefined && { 'x-acs-accesskey-id': id, 'x-acs-security-token': securityToken }),
  };
  const request = { method: 'POST', pathname: '/', query: { ...query }, headers } as const;
  const authorization = OpenApiUtil.getAuthorization(request as never, ALGORITHM, payload, id, secret);
  return { method: 'POST', host, path: pathWith('/', query), headers: { ...headers, authorization } };
}

/** A path with its query, in the order of the names. */
export function pathWith(path: string, query: Readonly<Record<string, string>>): string {
  const parts = Object.keys(query)
    .sort()
    .map((name) => `${encoded(name)}=${encoded(query[name] ?? '')}`);
  return parts.length === 0 ? path : `${path}?${parts.join('&')}`;
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
