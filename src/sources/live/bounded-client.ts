import type { PipelineOptions } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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
      return { ...answer, bodyAsText: await textOf(body, response, most, abortSignal) };
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

type Body = NonNullable<PipelineResponse['readableStreamBody']>;

async function textOf(
  body: Body,
  { headers }: PipelineResponse,
  most: number,
  abortSignal: PipelineRequest['abortSignal'],
): Promise<string> {
  const chunks: Buffer[] = [];
  const collect = async (source: Chunks): Promise<void> => {
    for await (const chunk of counted(source, most)) chunks.push(chunk);
  };
  const unpacking = unpackingOf(headers.get('Content-Encoding'));
  const options: PipelineOptions = abortSignal === undefined ? {} : { signal: abortSignal as AbortSignal };
  try {
    if (unpacking === undefined) await pipeline(body, collect, options);
    else await pipeline(body, (source: Chunks) => counted(source, most), unpacking, collect, options);
  } catch (error) {
    if (error instanceof ReadFailure || abortSignal?.aborted === true) throw error;
    throw new ReadFailure(BROKEN_ANSWER);
  }
  return Buffer.concat(chunks).toString('utf8');
}

type Chunks = AsyncIterable<Buffer | string>;

async function* counted(source: Chunks, most: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > most) throw failure('limit', ANSWER_TOO_LARGE, `the answer is larger than ${most / 1024 / 1024} MiB`);
    yield Buffer.from(chunk);
  }
}

/** Asking again would bring the same. */
export const ANSWER_TOO_LARGE = 'AnswerTooLarge';

function unpackingOf(encoding: string | undefined): NodeJS.ReadWriteStream | undefined {
  if (encoding === 'gzip') return createGunzip();
  return encoding === 'deflate' ? createInflate() : undefined;
}
