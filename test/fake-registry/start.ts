import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a registry does with requests for one tag. */
export type RegistryFault =
  | 'ok'
  /** Wants a token, which it hands out without a login. */
  | 'anonymous-token'
  /** Wants a token, and for that the login `ci:secret`. */
  | 'login-token'
  /** Wants the login itself. */
  | 'basic'
  | 'denied'
  | 'missing'
  | 'not-a-module'
  | 'two-templates'
  | 'broken-manifest'
  | 'other-digest-header'
  | 'changed-template'
  | 'longer-template'
  /** More than any module may have, whatever its manifest says. */
  | 'endless-template'
  | 'truncated'
  | 'missing-blob'
  | 'too-large'
  /** 429 with `Retry-After: 7`, twice. */
  | 'throttled'
  | 'throttled-for-long'
  | 'broken'
  /** Blobs stand at another host. */
  | 'redirected'
  | 'redirected-without-tls'
  | 'redirected-forever'
  /** Never answers. */
  | 'hung'
  /** Wants a token of an address without TLS. */
  | 'realm-without-tls';

/** An OCI registry on loopback that has one module per tag; the tag is what goes wrong with it. */
export interface FakeRegistry {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** `METHOD PATH` of each request, with ` (AUTHORIZATION)` where it had one. */
  readonly requests: string[];
  /** Called when a request will get no answer. */
  onHung: () => void;
  readonly stop: () => Promise<void>;
}

/** The template of every module. */
export const TEMPLATE = JSON.stringify({ $schema: 'x', resources: [], note: 'Grüße' });
const LOGIN = `Basic ${Buffer.from('ci:secret').toString('base64')}`;

export function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** The manifest of a module as the compiler publishes it. */
export function manifestOf(template: string, changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    schemaVersion: 2,
    artifactType: 'application/vnd.ms.bicep.module.artifact',
    config: { mediaType: 'application/vnd.ms.bicep.module.config.v1+json', digest: sha256('{}'), size: 2 },
    layers: [layerOf(template)],
    ...changes,
  });
}

function layerOf(template: string, size = Buffer.byteLength(template)): Record<string, unknown> {
  return { mediaType: 'application/vnd.ms.bicep.module.layer.v1+json', digest: sha256(template), size };
}

/** `other` is the host that blobs are redirected to. */
export async function startRegistry(other?: string): Promise<FakeRegistry> {
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const { authorization } = request.headers;
    registry.requests.push(`${request.method} ${request.url}${authorization ? ` (${authorization})` : ''}`);
    const path = request.url ?? '';
    const times = (counts.get(path) ?? 0) + 1;
    counts.set(path, times);
    answer({ request, response, path, times, host: registry.host, other, hung: () => registry.onHung() });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const registry: FakeRegistry = {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    onHung: () => undefined,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return registry;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  /** How often the path was asked for, this time included. */
  readonly times: number;
  readonly host: string;
  readonly other: string | undefined;
  readonly hung: () => void;
}

function answer(exchange: Exchange): ServerResponse | undefined {
  const { path, request, response } = exchange;
  if (path.startsWith('/token')) return token(exchange);
  if (path.startsWith('/oauth2/')) return azureToken(exchange);
  const [, kind, name = ''] = /^\/v2\/[\w/-]+\/(manifests|blobs)\/(.+)$/.exec(path) ?? [];
  if (kind === undefined) return send(response, 404);
  const fault = (kind === 'manifests' ? name : (/^\/v2\/bicep\/([\w-]+)\//.exec(path)?.[1] ?? '')) as RegistryFault;
  if (kind === 'manifests' && refused(fault, request, exchange)) return undefined;
  return kind === 'manifests' ? manifest(fault, exchange) : blob(fault, exchange);
}

/** Answers what keeps a manifest from being read. */
function refused(
  fault: RegistryFault,
  { headers }: IncomingMessage,
  { response, times, host, hung }: Exchange,
): boolean {
  const bearer = (realm: string): ServerResponse =>
    send(response, 401, '', {
      'WWW-Authenticate': `Bearer realm="${realm}",service="fake",scope="repository:bicep:pull"`,
    });
  const { authorization } = headers;
  if (fault === 'anonymous-token' && authorization !== 'Bearer anonymous') bearer(`http://${host}/token`);
  else if (fault === 'login-token' && authorization !== 'Bearer signed-in') bearer(`http://${host}/token/login`);
  else if (fault === 'realm-without-tls') bearer('http://tokens.example/token');
  else if (fault === 'basic' && authorization !== LOGIN)
    send(response, 401, '', { 'WWW-Authenticate': 'Basic realm="x"' });
  else if (fault === 'denied') send(response, 403);
  else if (fault === 'missing') send(response, 404);
  else if (fault === 'broken') send(response, 500);
  else if (fault === 'throttled' && times < 3) send(response, 429, '', { 'Retry-After': '7' });
  else if (fault === 'throttled-for-long') send(response, 429, '', { 'Retry-After': '900' });
  else if (fault === 'hung') hung();
  else return false;
  return true;
}

function token({ path, request, response }: Exchange): ServerResponse {
  const isLogin = path.startsWith('/token/login');
  if (isLogin && request.headers.authorization !== LOGIN) return send(response, 401);
  return send(response, 200, JSON.stringify({ token: isLogin ? 'signed-in' : 'anonymous' }));
}

/** What a registry of Azure gives for the token `entra`. */
function azureToken({ path, request, response }: Exchange): ServerResponse {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    const isExchange = path === '/oauth2/exchange';
    if ((isExchange ? form.access_token : form.refresh_token) !== (isExchange ? 'entra' : 'refresh'))
      send(response, 401);
    else if (isExchange) send(response, 200, JSON.stringify({ refresh_token: 'refresh' }));
    else send(response, 200, JSON.stringify({ access_token: `${form.service}-${form.scope}` }));
  });
  return response;
}

const MANIFESTS: Partial<Record<RegistryFault, string>> = {
  'not-a-module': manifestOf(TEMPLATE, { artifactType: 'application/vnd.oci.image' }),
  'two-templates': manifestOf(TEMPLATE, { layers: [layerOf(TEMPLATE), layerOf('{}')] }),
  'broken-manifest': '{"layers": [',
  'too-large': manifestOf(TEMPLATE, { layers: [layerOf(TEMPLATE, 10 ** 9)] }),
};

function manifest(fault: RegistryFault, { response }: Exchange): ServerResponse {
  const text = MANIFESTS[fault] ?? manifestOf(TEMPLATE);
  const digest = fault === 'other-digest-header' ? sha256('other') : sha256(text);
  return send(response, 200, text, { 'Docker-Content-Digest': digest });
}

function blob(fault: RegistryFault, { path, response, other, host }: Exchange): ServerResponse {
  const redirect = (to: string): ServerResponse => send(response, 307, '', { Location: to });
  if (fault === 'changed-template') return send(response, 200, TEMPLATE.replace('Grüße', 'grüße'));
  if (fault === 'longer-template') return send(response, 200, `${TEMPLATE} `);
  if (fault === 'endless-template') return send(response, 200, TEMPLATE.padEnd(2 * 1024 * 1024));
  if (fault === 'missing-blob') return send(response, 404);
  if (fault === 'redirected') return redirect(`http://${other}/v2/bicep/ok/blobs/${sha256(TEMPLATE)}`);
  if (fault === 'redirected-without-tls') return redirect('http://storage.example/blob');
  if (fault === 'redirected-forever') return redirect(`http://${host}${path}`);
  if (fault !== 'truncated') return send(response, 200, TEMPLATE);
  response.writeHead(200, { 'Content-Length': Buffer.byteLength(TEMPLATE) });
  response.write(TEMPLATE.slice(0, 10), () => response.destroy());
  return response;
}

function send(
  response: ServerResponse,
  status: number,
  body = '',
  headers: Readonly<Record<string, string>> = {},
): ServerResponse {
  return response.writeHead(status, headers).end(body);
}
