import { API_VERSIONS } from '../../../model/azure/api-versions.ts';
import { namespaceOf, SETTING_TYPE } from '../../../model/azure/resource-types.ts';
import { isObject } from '../decode/json-object.ts';
import type { SettingsResult } from '../decode/scan-record.ts';
import { settingsResult } from './read-settings.ts';
import { type RequestContext, registryBucket, sendRequest } from './request-context.ts';
import { responseError } from './subscriptions.ts';

/**
 * Reads the settings of up to 20 registries of one subscription by `POST /batch`, which Microsoft does not document. Only
 * an item with status 200 and a list of settings counts; the others are left out and read one by one. Undefined when
 * the endpoint does not behave as observed, so that the scan stops using it.
 *
 * Whether Azure counts a batch as one read or as its items is not documented either: the rate limit counts its items.
 */
export async function readBatch(
  context: RequestContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SettingsResult> | undefined> {
  const bucket = registryBucket(ids[0] ?? '');
  const requests = ids.map((id, i) => ({
    httpMethod: 'GET',
    name: String(i),
    relativeUrl: `${encodeURI(id)}/providers/${SETTING_TYPE}?api-version=${API_VERSIONS.diagnosticSettings}`,
  }));
  try {
    const [response] = await sendRequest(
      context,
      { bucket, maxPages: 1, cost: ids.length, isAdmitted: true },
      async ({ rest }) => {
        const path = `/batch?api-version=${API_VERSIONS.batch}`;
        const { status, body } = await rest.pathUnchecked(path).post({ body: { requests } });
        if (status !== '200') throw responseError(Number(status), body);
      },
    );
    return resultsIn(response, ids);
  } catch {
    return undefined;
  }
}

function resultsIn(batch: unknown, ids: readonly string[]): ReadonlyMap<string, SettingsResult> | undefined {
  const responses = isObject(batch) ? batch.responses : undefined;
  if (!Array.isArray(responses)) return undefined;
  const found = new Map<string, SettingsResult>();
  for (const response of responses) {
    const { name, httpStatusCode, content } = isObject(response) ? response : {};
    const id = typeof name === 'string' && /^\d+$/.test(name) ? ids[Number(name)] : undefined;
    // A response to an unknown or already answered request: none of the batch can be trusted.
    if (id === undefined || found.has(id)) return undefined;
    if (httpStatusCode !== 200 || !belongsToRegistry(content, id)) continue;
    try {
      found.set(id, settingsResult([content]));
    } catch {
      // Read one by one instead.
    }
  }
  return found;
}

/** Whether every setting in an item names the registry that was asked for, and there are no further pages. */
function belongsToRegistry(content: unknown, id: string): boolean {
  if (!isObject(content) || !Array.isArray(content.value) || content.nextLink) return false;
  return content.value.every(
    (setting) => isObject(setting) && typeof setting.id === 'string' && sameRegistry(setting.id, id),
  );
}

const SETTING_PROVIDER = `/providers/${namespaceOf(SETTING_TYPE)}/`.toLowerCase();

function sameRegistry(settingId: string, id: string): boolean {
  const at = settingId.toLowerCase().lastIndexOf(SETTING_PROVIDER);
  return at >= 0 && settingId.slice(0, at).toLowerCase() === id.toLowerCase();
}
