import type { Readable, Transform } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import {
  createDefaultHttpClient,
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { BROKEN_ANSWER, failure, ReadFailure } from './read-failure.ts';

/** In bytes, on the wire and unpacked. A thousand rows of Resource Graph have about half a million. */
export const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export interface Bounds {
  /** The most bytes of the next answer: `MAX_ANSWER_BYTES` by default. */
  readonly mostBytes?: () => number | undefined;
  /** Ends all requests, and with them the connections that would keep the process from ending. */
  readonly signal?: AbortSignal;
}

/**
 * Sends requests as the Azure SDK does, and reads their answers itself: the SDK collects whatever arrives, and unpacks it,
 * without any bound. An answer that is too large is cut off while it arrives and is a `ReadFailure`, as is a broken one.
 */
export function boundedClient(bounds: Bounds = {}, client: HttpClient = createDefaultHttpClient()): HttpClient {
  return {
    sendRequest: async (request) => {
      const abortSignal = eitherOf(request.abortSignal, bounds.signal);
      const response = await client.sendRequest(unread(request, abortSignal));
      const { status, headers, readableStreamBody: body } = response;
      const answer = { status, headers, request };
      if (body === undefined) return answer;
      const most = bounds.mostBytes?.() ?? MAX_ANSWER_BYTES;
      return { ...answer, bodyAsText: await textOf(body as Readable, response, most) };
    },
  };
}

function eitherOf(own: PipelineRequest['abortSignal'], all: AbortSignal | undefined): PipelineRequest['abortSignal'] {
  if (all === undefined || own === undefined) return own ?? all;
  return AbortSignal.any([own as AbortSignal, all]);
}

/** The same request, of which the SDK neither unpacks nor collects the answer: it unpacks what it asks for itself. */
function unread(request: PipelineRequest, abortSignal: PipelineRequest['abortSignal']): PipelineRequest {
  const written = request.headers.toJSON({ preserveCase: true });
  const headers = createHttpHeaders(written);
  headers.delete('Accept-Encoding');
  return {
    ...request,
    headers,
    ...(abortSignal !== undefined && { abortSignal }),
    requestOverrides: { ...request.requestOverrides, headers: written },
    streamResponseStatusCodes: new Set([Number.POSITIVE_INFINITY]),
  };
}

/** The text of an answer. Plain listeners: a scan has 100,000 answers, and each is mostly one chunk. */
function textOf(body: Readable, { headers }: PipelineResponse, most: number): Promise<string> {
  const unpacking = unpackingOf(headers.get('Content-Encoding'));
  const source = unpacking === undefined ? body : body.pipe(unpacking);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const stop = (reason: ReadFailure): void => {
      body.destroy();
      unpacking?.destroy();
      reject(reason);
    };
    const broken = (): void => stop(new ReadFailure(BROKEN_ANSWER));
    const count = counting(most, stop);
    source.on('data', (chunk: Buffer) => {
      if (count(chunk)) chunks.push(chunk);
    });
    source.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    source.on('error', broken);
    if (unpacking !== undefined) {
      body.on('data', counting(most, stop));
      body.on('error', broken);
    }
    // Too soon: at the end it is settled already.
    body.once('close', () => {
      if (!body.readableEnded) broken();
    });
  });
}

/** Whether a chunk still fits. */
function counting(most: number, stop: (reason: ReadFailure) => void): (chunk: Buffer) => boolean {
  let bytes = 0;
  return (chunk) => {
    bytes += chunk.length;
    if (bytes <= most) return true;
    stop(failure('limit', ANSWER_TOO_LARGE, `the answer is larger than ${most / 1024 / 1024} MiB`));
    return false;
  };
}

/** Asking again would bring the same. */
export const ANSWER_TOO_LARGE = 'AnswerTooLarge';

function unpackingOf(encoding: string | undefined): Transform | undefined {
  if (encoding === 'gzip') return createGunzip();
  return encoding === 'deflate' ? createInflate() : undefined;
}
