import { createHash, createHmac } from 'node:crypto';

/** The key that the server knows. */
export const KEY = { id: 'TESTAKIDxxxxxxxxxxxx', secret: 'not-a-secret-but-never-to-be-seen' } as const;
export const TOKEN = 'temporary-token-never-to-be-seen';

/** A request as a server sees it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** RFC 3986, as the signature of an operation encodes names and values. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Whether the signature of an operation is right: written after Alibaba Cloud's page, and not after the program. */
export function isActionSigned({ method, url, headers }: SeenRequest): boolean {
  const { authorization = '' } = headers;
  const [, id, names = '', signature] =
    /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(authorization) ?? [];
  const query = [...url.searchParams]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&');
  const signed = names.split(';').map((name) => `${name}:${headers[name] ?? ''}\n`);
  const payload = createHash('sha256').update('').digest('hex');
  const canonical = [method, url.pathname, query, signed.join(''), names, payload].join('\n');
  const text = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`;
  const isWhole = ['host', 'x-acs-action', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-version'].every((name) =>
    names.split(';').includes(name),
  );
  return isWhole && id === KEY.id && signature === createHmac('sha256', KEY.secret).update(text).digest('hex');
}

/** The same for a GET of Log Service, whose query is signed as it is. */
export function isLogRequestSigned({ method, url, headers }: SeenRequest): boolean {
  const own = Object.keys(headers)
    .filter((name) => name.startsWith('x-log-') || name.startsWith('x-acs-'))
    .sort()
    .map((name) => `${name}:${headers[name]}\n`);
  const query = [...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${value}`);
  const resource = url.pathname + (query.length === 0 ? '' : `?${query.join('&')}`);
  const text = `${method}\n\n\n${headers.date}\n${own.join('')}${resource}`;
  const signature = createHmac('sha256', KEY.secret).update(text).digest('base64');
  return headers.authorization === `LOG ${KEY.id}:${signature}`;
}
