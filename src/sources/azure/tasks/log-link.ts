import { RUNS_API_VERSION } from '../../../model/azure/api-versions.ts';
import { isObject } from '../decode/json-object.ts';
import { readFailure, statusOf } from '../live/read-failure.ts';
import { type RequestContext, registryBucket, sendRequest } from '../live/request-context.ts';
import { responseError } from '../live/subscriptions.ts';

/** A link is some hundred characters. */
const MAX_BYTES = 64 * 1024;

/**
 * Asks for the link to the log of a run: `POST {registry}/runs/{runId}/listLogSasUrl`, which changes nothing. The link is a
 * secret, since whoever has it can read the log: it is in no message. Undefined: Azure has no log of the run.
 */
export async function logLink(context: RequestContext, registry: string, runId: string): Promise<string | undefined> {
  try {
    const [body] = await sendRequest(
      context,
      { bucket: registryBucket(registry), maxPages: 1, maxBytes: MAX_BYTES },
      async ({ rest }) => {
        const path = `${encodeURI(registry)}/runs/${runId}/listLogSasUrl?api-version=${RUNS_API_VERSION}`;
        const { status, body: answer } = await rest.pathUnchecked(path).post();
        if (status !== '200') throw responseError(Number(status), answer);
      },
    );
    return linkIn(body);
  } catch (error) {
    // That of Azure has a code; that of something on the way mostly has none.
    const { code } = (error ?? {}) as { readonly code?: unknown };
    if (statusOf(error) === 404 && typeof code === 'string' && code !== 'SubscriptionNotFound') return undefined;
    throw error;
  }
}

function linkIn(body: unknown): string | undefined {
  if (!isObject(body)) throw readFailure('limit', 'UnexpectedAnswer', 'the response has no link');
  // Of a task with a `logTemplate` the log is an artifact, which may be all that there is.
  const link = [body.logLink, body.logArtifactLink].find((one) => one !== undefined && one !== null && one !== '');
  if (link === undefined) return undefined;
  if (typeof link !== 'string') throw readFailure('limit', 'UnexpectedAnswer', 'the link is not a text');
  return link;
}

/**
 * The address that a link names, if it is one of the cloud's blobs.
 *
 * @throws ReadFailure for every other: what is there is no log of Azure.
 */
export function blobAddress(link: string, blobHost: string | undefined): URL {
  if (blobHost === undefined)
    throw readFailure('limit', 'NoBlobEndpoint', 'where the blobs of this cloud are is not known');
  if (!URL.canParse(link)) throw readFailure('limit', 'BrokenLink', 'the link to the log is not a URL');
  const url = new URL(link);
  if (url.protocol !== 'https:') throw readFailure('limit', 'ForeignLink', 'the link to the log is not https:');
  if (url.username + url.password !== '' || (url.host !== blobHost && !url.host.endsWith(`.${blobHost}`)))
    throw readFailure('limit', 'ForeignLink', 'the link to the log leads to a host that is not one of blobs');
  return url;
}
