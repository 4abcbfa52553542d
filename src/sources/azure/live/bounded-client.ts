import type { Readable, Transform } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import {
  createDefaultHttpClient,
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import type { ScanProblem } from '../decode/scan-record.ts';
import { certificateFailure, proxyLoginFailure } from './connection-failure.ts';
import { INVALID_RESPONSE, problemOf, ReadFailure, readFailure } from './read-failure.ts';

/** In bytes, on the wire and unpacked. A thousand rows of Resource Graph have about half a million. */
export const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

export interface ClientLimits {
  /** The most bytes of the next response: `MAX_RESPONSE_BYTES` by default. */
  readonly maxBytes?: () => number | undefined;
  /** Ends all requests, and with them the connections that would keep the process from ending. */
  readonly signal?: AbortSignal;
  /** Told of each request that got no response. */
  readonly onFailure?: (problem: ScanProblem, url: string) => void;
}

/**
 * Sends requests with the HTTP client of the Azure SDK but reads the responses itself: the SDK buffers and decompresses
 * without a limit. A response that exceeds the limit is aborted and is a `ReadFailure`, as is an invalid one.
 */
export function boundedClient(limits: ClientLimits = {}, client: HttpClient = createDefaultHttpClient()): HttpClient {
  return {
    sendRequest: async (request) => {
      const abortSignal = anySignal(request.abortSignal, limits.signal);
      const response = await reached(client, asStream(request, abortSignal), limits);
      const { status, headers, readableStreamBody: body } = response;
      const result = { status, headers, request };
      if (body === undefined) return result;
      const max = limits.maxBytes?.() ?? MAX_RESPONSE_BYTES;
      return { ...result, bodyAsText: await readText(body as Readable, response, max) };
    },
  };
}

/** The response of Azure, not that of a proxy on the way to it. */
async function reached(
  client: HttpClient,
  request: PipelineRequest,
  { onFailure = () => undefined }: ClientLimits,
): Promise<PipelineResponse> {
  try {
    const response = await client.sendRequest(request);
    if (response.status === 407) throw proxyLoginFailure();
    return response;
  } catch (error) {
    const failure = certificateFailure(error, request.url) ?? error;
    onFailure(problemOf(failure), request.url);
    throw failure;
  }
}

function anySignal(own: PipelineRequest['abortSignal'], all: AbortSignal | undefined): PipelineRequest['abortSignal'] {
  if (all === undefined || own === undefined) return own ?? all;
  return AbortSignal.any([own as AbortSignal, all]);
}

/** The same request with the response left as a raw stream: the SDK only decompresses encodings that it requested. */
function asStream(request: PipelineRequest, abortSignal: PipelineRequest['abortSignal']): PipelineRequest {
  const original = request.headers.toJSON({ preserveCase: true });
  const headers = createHttpHeaders(original);
  headers.delete('Accept-Encoding');
  return {
    ...request,
    headers,
    ...(abortSignal !== undefined && { abortSignal }),
    requestOverrides: { ...request.requestOverrides, headers: original },
    streamResponseStatusCodes: new Set([Number.POSITIVE_INFINITY]),
  };
}

/** The text of a response. Plain listeners are the fastest for 100,000 responses of mostly one chunk. */
function readText(body: Readable, { headers }: PipelineResponse, max: number): Promise<string> {
  const decompressor = decompressorFor(headers.get('Content-Encoding'));
  const source = decompressor === undefined ? body : body.pipe(decompressor);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const stop = (reason: ReadFailure): void => {
      body.destroy();
      decompressor?.destroy();
      reject(reason);
    };
    const broken = (): void => stop(new ReadFailure(INVALID_RESPONSE));
    const count = byteCounter(max, stop);
    source.on('data', (chunk: Buffer) => {
      if (count(chunk)) chunks.push(chunk);
    });
    source.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    source.on('error', broken);
    if (decompressor !== undefined) {
      body.on('data', byteCounter(max, stop));
      body.on('error', broken);
    }
    // A close before the end; after the end the promise is already settled.
    body.once('close', () => {
      if (!body.readableEnded) broken();
    });
  });
}

/** Whether a chunk still fits. */
function byteCounter(max: number, stop: (reason: ReadFailure) => void): (chunk: Buffer) => boolean {
  let bytes = 0;
  return (chunk) => {
    bytes += chunk.length;
    if (bytes <= max) return true;
    stop(readFailure('limit', 'AnswerTooLarge', `the response is larger than ${max / 1024 / 1024} MiB`));
    return false;
  };
}

function decompressorFor(encoding: string | undefined): Transform | undefined {
  if (encoding === 'gzip') return createGunzip();
  return encoding === 'deflate' ? createInflate() : undefined;
}
