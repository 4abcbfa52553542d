import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { type Answer, failure } from './answer.ts';
import type { Arm, RouteKind } from './arm.ts';
import { dispatch } from './dispatch.ts';
import { distorted, type Fault, type Faults, replacement } from './faults.ts';
import type { RequestRecord, WritableLog } from './request-log.ts';
import type { Router } from './router.ts';
import { violation } from './schemas.ts';

/** What serving needs beside what routes see. */
export interface Serving {
  readonly arm: Arm;
  readonly router: Router;
  readonly faults: () => Faults;
  readonly log: WritableLog;
  /** Milliseconds from a request to its answer. */
  readonly latency: (kind: RouteKind | 'unknown') => number;
  readonly validate: boolean;
  /** Answers that were against their schema, which is a mistake of this server. */
  readonly mistakes: string[];
  /** Waits on purpose: for so many milliseconds, or for ever, but no longer than the signal allows. */
  readonly wait: (milliseconds: number | 'forever', signal: AbortSignal) => Promise<void>;
}

const LARGEST_BODY = 4 * 1024 * 1024;

/** Answers one request on a connection of its own. */
export async function serve(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) return;
  const closed = new AbortController();
  response.once('close', () => closed.abort());
  const { arm, router, log } = serving;
  const routed = router(request.method ?? '', request.url ?? '/', body);
  const kind = routed.route?.kind ?? 'unknown';
  const hasToken = request.headers.authorization !== undefined;
  const record = { ...recordOf(routed.request, kind, arm, false), hasToken };
  log.add(record);
  const fault = kind === 'unknown' ? undefined : serving.faults().next(kind, routed.request.path, body);
  if (fault !== undefined) record.fault = fault.type;
  const right = (): Answer => {
    const refusal = routed.route?.open ? undefined : arm.tokens.refusal(request.headers.authorization);
    return checked(kind, refusal ?? dispatch(routed.route, routed.request, arm), serving);
  };
  if (fault?.type === 'expireTokens') arm.tokens.revoke();
  // Decided when the request arrives, told when the latency is over: buckets count arrivals.
  const replaced = fault && replacement(fault, arm);
  const answer = replaced ?? (isSilent(fault) ? { status: 0 } : distort(right(), fault, routed.request, arm));
  await serving.wait(serving.latency(kind) + (fault?.type === 'delay' ? fault.milliseconds : 0), closed.signal);
  if (fault?.type === 'hang') await serving.wait('forever', closed.signal);
  log.end(record, closed.signal.aborted || isCut(fault) ? 0 : answer.status);
  if (closed.signal.aborted) return;
  if (fault?.type === 'flood') return flood(response, fault.how, closed.signal, serving);
  send(response, answer, fault, arm);
}

/** Answers one item of a batch; faults that break connections become errors of the item. */
export function serveItem(
  method: string,
  url: string,
  body: unknown,
  serving: Omit<Serving, 'wait'>,
  arm: Arm,
): Answer {
  const { route, request } = serving.router(method, url, body);
  const kind = route?.kind ?? 'unknown';
  const record = recordOf(request, kind, arm, true);
  serving.log.add(record);
  const fault = kind === 'unknown' ? undefined : serving.faults().next(kind, request.path, body);
  if (fault !== undefined) record.fault = fault.type;
  const broken = fault?.type === 'reset' || fault?.type === 'hang' || fault?.type === 'truncated';
  const answer =
    (fault && replacement(fault, arm)) ??
    (broken
      ? failure(500, 'InternalServerError', 'A fault on purpose.')
      : checked(kind, dispatch(route, request, arm, arm.batchCounts === 'once'), serving));
  serving.log.end(record, answer.status);
  return distort(withParsedBody(answer), fault, request, arm);
}

/** Inside a batch, bodies are part of its JSON; what is no JSON is a text there. */
function withParsedBody(answer: Answer): Answer {
  return typeof answer.body === 'string' ? { ...answer, body: parsedOrText(answer.body) } : answer;
}

function distort(answer: Answer, fault: Fault | undefined, request: Parameters<typeof distorted>[2], arm: Arm): Answer {
  return fault === undefined ? answer : distorted(answer, fault, request, arm);
}

function isSilent(fault: Fault | undefined): boolean {
  return fault?.type === 'reset' || fault?.type === 'hang';
}

function isCut(fault: Fault | undefined): boolean {
  return isSilent(fault) || (fault?.type === 'truncated' && fault.how === 'connection');
}

function recordOf(
  { method, path, query }: { readonly method: string; readonly path: string; readonly query: URLSearchParams },
  kind: RouteKind | 'unknown',
  { clock }: Arm,
  inBatch: boolean,
): RequestRecord {
  return {
    method,
    kind,
    path,
    apiVersion: query.get('api-version'),
    status: 0,
    at: clock.now(),
    inBatch,
    hasToken: inBatch,
  };
}

function checked(kind: RouteKind | 'unknown', answer: Answer, serving: Pick<Serving, 'validate' | 'mistakes'>): Answer {
  const mistake = serving.validate ? violation(kind, answer) : undefined;
  if (mistake === undefined) return answer;
  serving.mistakes.push(mistake);
  return failure(500, 'TestServerMistake', mistake);
}

let requestCount = 0;

function send(response: ServerResponse, answer: Answer, fault: Fault | undefined, { clock }: Arm): void {
  if (fault?.type === 'reset') {
    const { socket } = response as { readonly socket: Socket | null };
    socket?.destroy();
    return;
  }
  requestCount += 1;
  const { body } = answer;
  const bytes = bytesOf(body);
  const half = bytes.subarray(0, bytes.length >> 1);
  const whole = fault?.type === 'truncated' && fault.how === 'json' ? half : bytes;
  response.writeHead(answer.status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-cache',
    Date: new Date(clock.now()).toUTCString(),
    'x-ms-request-id': `00000000-0000-4000-8000-${requestCount.toString(16).padStart(12, '0')}`,
    'Content-Length': whole.length,
    ...answer.headers,
  });
  if (fault?.type === 'truncated' && fault.how === 'connection') {
    response.write(half, () => response.socket?.destroy());
    return;
  }
  response.end(whole);
}

function bytesOf(body: unknown): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
}

/** Sends for as long as the client listens, and no more than would fit into what it can hold. */
async function flood(
  response: ServerResponse,
  how: Extract<Fault, { type: 'flood' }>['how'],
  closed: AbortSignal,
  { wait }: Serving,
): Promise<void> {
  const isPacked = how === 'gzip' || how === 'emptyGzip';
  response.writeHead(200, { 'Content-Type': 'application/json', ...(isPacked && { 'Content-Encoding': 'gzip' }) });
  if (how === 'stalled') {
    response.write('{"value":[');
    await wait('forever', closed);
    return;
  }
  const blanks = Readable.from(endless(how === 'emptyGzip' ? gzipSync('') : Buffer.alloc(1 << 20, ' ')));
  const sent = how === 'gzip' ? pipeline(blanks, createGzip(), response) : pipeline(blanks, response);
  // It ends by the client's hanging up.
  await sent.catch(() => undefined);
}

function* endless(part: Buffer): Iterable<Buffer> {
  const block = Buffer.concat(Array.from({ length: Math.ceil((1 << 16) / part.length) }, () => part));
  for (;;) yield block;
}

/** JSON when it is said to be, a text otherwise; undefined when the client hung up. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= LARGEST_BODY) chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (!/json/i.test(request.headers['content-type'] ?? '')) return text;
  return parsedOrText(text);
}

function parsedOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
