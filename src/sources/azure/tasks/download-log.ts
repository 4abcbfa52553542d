import type { Readable } from 'node:stream';
import {
  createDefaultHttpClient,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  type PipelineResponse,
  proxyPolicy,
} from '@azure/core-rest-pipeline';
import { certificateFailure, proxyLoginFailure } from '../live/connection-failure.ts';
import { INTERRUPTED, problemOf, problemOfStatus, ReadFailure, readFailure } from '../live/read-failure.ts';
import type { RequestContext } from '../live/request-context.ts';
import { startWatchdog, type Watchdog } from './watchdog.ts';

/** How a request for a log ended. */
export type LogAnswer<Saved> =
  | { readonly kind: 'saved'; readonly saved: Saved }
  /** There is no such blob. */
  | { readonly kind: 'none' }
  /** The link is no longer good. */
  | { readonly kind: 'refused' }
  /** It is still being written. */
  | { readonly kind: 'growing' }
  /** Another try may help. */
  | { readonly kind: 'again'; readonly failure: ReadFailure; readonly retryAfter?: string | undefined };

/** Takes the bytes of a log; what it throws itself, such as that the disk is full, is no failure of the transfer. */
export type SaveLog<Saved> = (bytes: AsyncIterable<Uint8Array>) => Promise<Saved>;

export interface LogTransfer<Saved> {
  readonly url: URL;
  /** The most bytes of the log. */
  readonly maxBytes: number;
  readonly save: SaveLog<Saved>;
  /** Whether the run ended lately, so that its log may not be whole yet. */
  readonly isRecent: boolean;
}

/** The metadata of a log that is whole (Azure CLI, `_stream_utils.py`: it reads on until a blob has it). */
const COMPLETE = 'x-ms-meta-complete';
/** What Azure Storage says of what is not there; a 404 of something on the way says nothing of it. */
const NOT_THERE = /^(?:BlobNotFound|ContainerNotFound|ResourceNotFound)$/;

/** One for all requests, so that connections are used again. */
const connections = createDefaultHttpClient();

/**
 * Sends one request for a log and saves the answer as it comes. It goes to the storage, not to Azure Resource Manager: no token
 * is sent with it, and redirects are not followed.
 *
 * @throws ReadFailure for what no other try would change.
 */
export async function requestLog<Saved>(
  { clock, signal }: RequestContext,
  transfer: LogTransfer<Saved>,
): Promise<LogAnswer<Saved>> {
  const watchdog = startWatchdog(clock);
  try {
    return await answerOf(await send(transfer.url, AbortSignal.any([signal, watchdog.signal])), transfer, watchdog);
  } catch (error) {
    if (signal.aborted) throw new ReadFailure(INTERRUPTED);
    if (!(error instanceof TransferError)) throw error;
    return { kind: 'again', failure: timeoutFailure(watchdog) ?? new ReadFailure(problemOf(error.cause)) };
  } finally {
    watchdog.stop();
  }
}

/** The connection failed: what it says stays inside, since it may hold the address. */
class TransferError extends Error {
  override readonly name = 'TransferError';
}

async function send(url: URL, abortSignal: AbortSignal): Promise<PipelineResponse> {
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(proxyPolicy());
  const request = createPipelineRequest({
    url: url.href,
    headers: createHttpHeaders({ 'User-Agent': 'acraudit' }),
    abortSignal,
    streamResponseStatusCodes: new Set([Number.POSITIVE_INFINITY]),
  });
  try {
    return await pipeline.sendRequest(connections, request);
  } catch (error) {
    throw certificateFailure(error, url.href) ?? new TransferError('', { cause: error });
  }
}

async function answerOf<Saved>(
  { status, headers, readableStreamBody }: PipelineResponse,
  { maxBytes, save, isRecent }: LogTransfer<Saved>,
  watchdog: Watchdog,
): Promise<LogAnswer<Saved>> {
  const body = readableStreamBody as Readable | undefined;
  // It may break before anything reads it, and that is then seen by the reader.
  body?.on('error', () => undefined);
  try {
    if (status === 200 && isRecent && headers.get(COMPLETE) === undefined) return { kind: 'growing' };
    if (status === 200) return { kind: 'saved', saved: await save(bounded(body, maxBytes, watchdog)) };
    if (status === 404 && NOT_THERE.test(headers.get('x-ms-error-code') ?? '')) return { kind: 'none' };
    if (status === 401 || status === 403) return { kind: 'refused' };
    if (status === 407) throw proxyLoginFailure();
    if (status >= 300 && status < 400)
      throw readFailure('limit', 'ForeignLink', `the log is redirected elsewhere (HTTP ${status})`);
    const failure = new ReadFailure(problemOfStatus(status), status);
    if (status !== 408 && status !== 429 && status < 500) throw failure;
    return { kind: 'again', failure, retryAfter: headers.get('retry-after') };
  } finally {
    // What is not read would keep the connection.
    body?.destroy();
  }
}

async function* bounded(body: Readable | undefined, maxBytes: number, watchdog: Watchdog): AsyncIterable<Uint8Array> {
  if (body === undefined) return;
  let bytes = 0;
  const chunks = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  for (;;) {
    const chunk = await chunks.next().catch((cause: unknown) => {
      throw new TransferError('', { cause });
    });
    if (chunk.done === true) return;
    watchdog.arrived();
    bytes += chunk.value.length;
    if (bytes > maxBytes)
      throw readFailure('limit', 'AnswerTooLarge', `the log is larger than ${maxBytes.toLocaleString('en-US')} bytes`);
    yield chunk.value;
  }
}

function timeoutFailure(watchdog: Watchdog): ReadFailure | undefined {
  const expired = watchdog.expired();
  if (expired === undefined) return undefined;
  const why = expired === 'slow' ? 'the log takes too long' : 'the transfer of the log stands still';
  return readFailure('limit', 'Timeout', why);
}
