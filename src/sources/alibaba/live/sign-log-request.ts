import { createHmac } from 'node:crypto';
import { ALIBABA_API_VERSIONS } from '../../../model/alibaba/alibaba-apis.ts';
import type { AccessKey } from './alibaba-credential.ts';
import { pathWith } from './sign-action.ts';
import type { SignedRequest, WhenSigned } from './signed-request.ts';

/** A GET of Log Service. */
export interface LogRequest {
  readonly host: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/**
 * Signs a GET of Log Service, whose signature is one of its own ("Request signatures", API of Simple Log Service), in the form
 * that `@alicloud/sls20201230` 5.9.0 sends by default: HMAC-SHA256 over method, date, its own headers, and the path with the query
 * as it is, not encoded. The gateway that signs there is not used: it loads a native module for compression.
 */
export function signLogRequest(
  { host, path, query }: LogRequest,
  { id, secret, securityToken }: AccessKey,
  { now }: WhenSigned,
): SignedRequest {
  const date = new Date(now).toUTCString();
  const own: Readonly<Record<string, string>> = {
    ...(securityToken !== undefined && { 'x-acs-security-token': securityToken }),
    'x-log-apiversion': ALIBABA_API_VERSIONS.sls,
    'x-log-bodyrawsize': '0',
    'x-log-signaturemethod': 'hmac-sha256',
  };
  const names = Object.keys(query).sort();
  const resource = names.reduce((text, name, i) => `${text}${i === 0 ? '?' : '&'}${name}=${query[name]}`, path);
  const signed = Object.keys(own)
    .sort()
    .map((name) => `${name}:${own[name]}\n`);
  // No body, so neither a hash of one nor its type.
  const text = `GET\n\n\n${date}\n${signed.join('')}${resource}`;
  const signature = createHmac('sha256', secret).update(text).digest('base64');
  return {
    method: 'GET',
    host,
    path: pathWith(path, query),
    headers: { ...own, host, date, accept: 'application/json', authorization: `LOG ${id}:${signature}` },
  };
}
