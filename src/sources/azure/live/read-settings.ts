import { READ_SETTINGS } from '../../../model/azure/roles.ts';
import { MAX_PAGES_BYTES, type SettingsResult } from '../decode/scan-record.ts';
import { isSettingsPage } from '../decode/validate-settings-response.ts';
import { isDeleted, isNotFound } from './list-registries.ts';
import { tooManyItems } from './paged-request.ts';
import { INTERRUPTED, problemOf, readFailure, SIGN_IN_EXPIRED, withContext } from './read-failure.ts';
import { type RequestContext, readAllPages, registryBucket, sendRequest } from './request-context.ts';

/** A resource has at most five settings; more pages than this are not a valid list. */
const MAX_PAGES = 20;
/** Much more than Azure allows, and what a scan can hold for many registries. */
const MAX_SETTINGS = 100;
/** A setting has about 2,000 bytes. */
const MAX_SETTINGS_BYTES = 4 * 1024 * 1024;

/** Reads the diagnostic settings of one registry. Never throws: a failure is part of the result. */
export async function readSettings(context: RequestContext, id: string, isAdmitted: boolean): Promise<SettingsResult> {
  const bucket = registryBucket(id);
  const options = {
    bucket,
    maxPages: MAX_PAGES,
    maxBytes: MAX_SETTINGS_BYTES,
    maxItems: MAX_SETTINGS,
    isAdmitted,
  };
  try {
    const pages = await sendRequest(context, options, ({ monitor }) =>
      readAllPages(monitor.diagnosticSettings.list(id.slice(1))),
    );
    return settingsResult(pages);
  } catch (error) {
    return isNotFound(error) ? confirmDeleted(context, id, error) : failedResult(context, error);
  }
}

/**
 * The result of reading, if the pages are lists of diagnostic settings; nothing else may count as "no settings". Pages
 * too large to be saved are rejected too, or a saved scan would differ from the live one. Both are a `ReadFailure`.
 */
export function settingsResult(pages: readonly unknown[]): SettingsResult {
  if (pages.length === 0 || !pages.every(isSettingsPage))
    throw readFailure('limit', 'UnexpectedAnswer', 'the response is not a list of diagnostic settings');
  if (pages.reduce((sum, { value }) => sum + value.length, 0) > MAX_SETTINGS) throw tooManyItems(MAX_SETTINGS);
  let bytes = 0;
  for (const page of pages) {
    bytes += Buffer.byteLength(JSON.stringify(page));
    if (bytes > MAX_PAGES_BYTES)
      throw readFailure('limit', 'AnswerTooLarge', `the response is larger than ${MAX_PAGES_BYTES / 1024 / 1024} MiB`);
  }
  return { status: 'read', pages };
}

/** A 404 can mean that the registry was deleted after it was listed, so that is checked. */
export async function confirmDeleted(context: RequestContext, id: string, error: unknown): Promise<SettingsResult> {
  try {
    return (await isDeleted(context, id)) ? { status: 'deleted' } : failedResult(context, error);
  } catch (confirmError) {
    if (context.signal.aborted) return failedResult(context, confirmError);
    return { status: 'failed', problem: withContext('checking whether it still exists', problemOf(confirmError)) };
  }
}

export function failedResult({ signal }: RequestContext, error: unknown): SettingsResult {
  if (signal.aborted) return { status: 'failed', problem: INTERRUPTED };
  const problem = problemOf(error);
  const isForbidden = problem.kind === 'permission' && problem.code !== SIGN_IN_EXPIRED.code;
  return {
    status: 'failed',
    problem: withContext(isForbidden ? READ_SETTINGS : 'reading its diagnostic settings', problem),
  };
}
