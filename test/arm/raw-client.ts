import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import type { RunningArm } from './start.ts';

/** Keeps its connections: closed by `agent.destroy()`, or with the server. */
export const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Undefined when the text is no JSON. */
  readonly json: unknown;
}

export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as a form, anything else as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** One request, without any retry. Rejects when the connection breaks. `url`: a path, or a whole address. */
export function send(arm: Pick<RunningArm, 'endpoint'>, url: string, options: RawRequest = {}): Promise<RawAnswer> {
  const { method = 'GET', body, signal } = options;
  const type = typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json';
  const headers = { ...(body !== undefined && { 'Content-Type': type }), ...options.headers };
  return new Promise((resolve, reject) => {
    const address = url.startsWith('/') ? `${arm.endpoint}${url}` : url;
    const sent = request(address, { method, agent, headers, signal }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) });
      });
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  });
}

/** Signs in with the tenant's secret. */
export async function signIn(arm: RunningArm): Promise<string> {
  const { id, principal } = arm.tenant;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: principal.clientId,
    client_secret: principal.clientSecret,
    scope: `${arm.endpoint}/.default`,
  });
  const { json } = await send(arm, `/${id}/oauth2/v2.0/token`, { method: 'POST', body: form.toString() });
  return (json as { access_token: string }).access_token;
}

/** A function that sends requests with a token. */
export async function signedIn(arm: RunningArm): Promise<(url: string, options?: RawRequest) => Promise<RawAnswer>> {
  const token = await signIn(arm);
  return (url, options = {}) =>
    send(arm, url, { ...options, headers: { Authorization: `Bearer ${token}`, ...options.headers } });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
