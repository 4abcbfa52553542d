import type { ReadCode } from '../../../util/error-codes.ts';
import type { ScanProblem } from '../decode/scan-record.ts';
import { type ReadFailure, readFailure } from './read-failure.ts';

/** Node's codes for a certificate of an authority that it does not know. */
const UNKNOWN_AUTHORITY: ReadonlySet<unknown> = new Set([
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** The failure of a request that did not reach Azure because of what stands between; undefined for every other error. */
export function certificateFailure(error: unknown, url: string): ReadFailure | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  if (!UNKNOWN_AUTHORITY.has(code)) return undefined;
  return readFailure(
    'limit',
    'UntrustedCertificate',
    `the certificate of ${new URL(url).host} is not trusted (${code}); NODE_EXTRA_CA_CERTS names the file with that of its authority: docs/network.md`,
  );
}

export function proxyLoginFailure(): ReadFailure {
  const message = 'the proxy asks for a name and a password (HTTP 407), which stand in HTTPS_PROXY: docs/network.md';
  return readFailure('limit', 'ProxyLogin', message);
}

const SAYS_WHAT_TO_SET: ReadonlySet<string> = new Set<ReadCode>(['ProxyLogin', 'UntrustedCertificate']);

/** Why an address was not reached, and what there is to set. */
export function unreachedText({ code, message }: ScanProblem, url: string): string {
  return SAYS_WHAT_TO_SET.has(code)
    ? message
    : `${message} from ${new URL(url).host}; behind a proxy, HTTPS_PROXY names it: docs/network.md`;
}
