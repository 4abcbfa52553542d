import { API_VERSIONS } from '../../../model/azure/api-versions.ts';
import { namespaceOf, SETTING_TYPE } from '../../../model/azure/resource-types.ts';
import { isObject } from '../decode/json-object.ts';
import type { SettingsAnswer } from '../decode/scan-record.ts';
import { type Asking, ask, laneOfRegistry } from './asking.ts';
import { answerOf } from './read-settings.ts';
import { refused } from './subscriptions.ts';

/**
 * Reads the settings of up to 20 registries of one subscription by `POST /batch`, which Microsoft does not document. Only
 * an item with status 200 and a list of settings is taken; all others are left out, to be read one by one. Undefined
 * when the endpoint does not do what it is known to do, so that nobody asks it again.
 *
 * Whether Azure counts a batch as one read or as its items is not documented either: the pace is kept for its items.
 */
export async function readBatch(
  asking: Asking,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SettingsAnswer> | undefined> {
  const lane = laneOfRegistry(ids[0] ?? '');
  const requests = ids.map((id, i) => ({
    httpMethod: 'GET',
    name: String(i),
    relativeUrl: `${encodeURI(id)}/providers/${SETTING_TYPE}?api-version=${API_VERSIONS.diagnosticSettings}`,
  }));
  try {
    const [answer] = await ask(asking, { lane, mostPages: 1, cost: ids.length, isAdmitted: true }, async ({ rest }) => {
      const path = `/batch?api-version=${API_VERSIONS.batch}`;
      const { status, body } = await rest.pathUnchecked(path).post({ body: { requests } });
      if (status !== '200') throw refused(Number(status), body);
    });
    return answersIn(answer, ids);
  } catch {
    return undefined;
  }
}

function answersIn(answer: unknown, ids: readonly string[]): ReadonlyMap<string, SettingsAnswer> | undefined {
  const responses = isObject(answer) ? answer.responses : undefined;
  if (!Array.isArray(responses)) return undefined;
  const found = new Map<string, SettingsAnswer>();
  for (const response of responses) {
    const { name, httpStatusCode, content } = isObject(response) ? response : {};
    const id = typeof name === 'string' && /^\d+$/.test(name) ? ids[Number(name)] : undefined;
    // An answer to no question, or a second one to the same: then none of them can be trusted.
    if (id === undefined || found.has(id)) return undefined;
    if (httpStatusCode !== 200 || !concerns(content, id)) continue;
    try {
      found.set(id, answerOf([content]));
    } catch {
      // Read one by one instead.
    }
  }
  return found;
}

/** Whether every setting in an item names the registry that was asked for, and there are no further pages. */
function concerns(content: unknown, id: string): boolean {
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
