import { LOG_CATEGORIES } from '../../../model/azure/acr-logs.ts';
import { DESTINATIONS } from '../../../model/azure/destinations.ts';
import { isObject, type ParsedObject } from '../decode/json-object.ts';
import type { ScanReads } from '../decode/scan-reads.ts';
import type { RegistryRecord } from '../decode/scan-record.ts';
import { settingsIn } from '../decode/validate-settings-response.ts';
import { rulesOf } from '../live/read-referenced.ts';
import { destinationsOfRule, destinationsOfSettings } from '../live/referenced-ids.ts';

/** Ids of the workspaces that collectors of a registry name, without a slash at the end, each once. */
export function workspacesOf(record: RegistryRecord, reads: ScanReads): readonly string[] {
  const ids = [...destinationsOfSettings(record.settings).workspace, ...workspacesOfRules(record, reads)];
  return [...new Map(ids.map(withoutSlash).map((id) => [id.toLowerCase(), id])).values()];
}

/** Whether a workspace may get repository events of a registry: a setting says so, or a data collection rule names it. */
export function sendsRepositoryEvents(record: RegistryRecord, workspace: string, reads: ScanReads): boolean {
  const isThere = (id: unknown): boolean =>
    typeof id === 'string' && withoutSlash(id).toLowerCase() === workspace.toLowerCase();
  const bodies = settingsIn(record.settings).map(({ properties }) => (isObject(properties) ? properties : {}));
  return (
    bodies.some((body) => isThere(body[DESTINATIONS.workspace]) && enablesRepositoryEvents(body)) ||
    workspacesOfRules(record, reads).some(isThere)
  );
}

function workspacesOfRules(record: RegistryRecord, reads: ScanReads): readonly string[] {
  return rulesOf(record, reads).flatMap((id) => {
    const rule = reads.resource(id);
    return rule === undefined ? [] : destinationsOfRule(rule).workspace;
  });
}

const [, REPOSITORY] = LOG_CATEGORIES;

/** Every group holds the category. */
function enablesRepositoryEvents({ logs }: ParsedObject): boolean {
  const entries: readonly unknown[] = Array.isArray(logs) ? logs : [];
  return entries.some((entry) => {
    if (!isObject(entry) || !/^true$/i.test(String(entry.enabled))) return false;
    const { category, categoryGroup } = entry;
    const isNamed = typeof category === 'string' && category.toLowerCase() === REPOSITORY.toLowerCase();
    return isNamed || (typeof categoryGroup === 'string' && categoryGroup !== '');
  });
}

function withoutSlash(id: string): string {
  return id.replace(/\/$/, '');
}
