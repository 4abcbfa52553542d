import { message } from '../../messages/message.ts';
import { ALL_METRICS, AUDIT_GROUP } from '../../model/azure/acr-logs.ts';
import { EVENT_HUB_NAME } from '../../model/azure/destinations.ts';
import { destinationProperties, type FixDestination, type FixLogs, isGiven } from '../fix-options.ts';
import { logEntries } from '../setting-body.ts';
import {
  coversAudit,
  equalsIgnoreCase,
  isAuditGroup,
  isPlainObject,
  type LiveEntry,
  type LiveProperties,
  type LiveSetting,
  stringOrEmpty,
} from './live-setting.ts';

/** A completed setting, and what changes in it. */
export interface CompletedSetting extends LiveSetting {
  readonly changes: readonly string[];
}

/**
 * An existing setting, changed so that it collects both categories and sends to a destination; everything else is kept.
 * A string is the problem: Azure rejects groups beside categories, and metrics other than `AllMetrics`.
 */
export function completeLiveSetting(
  setting: LiveSetting,
  destination: FixDestination,
  logs: FixLogs,
): CompletedSetting | string {
  const completed = completeLogs(setting.logs, logs);
  if (typeof completed === 'string') return completed;
  const unsupported = setting.metrics.find(({ name, enabled }) => enabled && !equalsIgnoreCase(name, ALL_METRICS));
  if (unsupported !== undefined) return message('live.unsupported-metric', { metric: unsupported.name });
  const all = [...completed.entries, ...setting.metrics];
  const changes = [...completed.changes, ...addedDestinations(setting, destination), ...retentionChanges(all)];
  const kept = setting.metrics.filter(({ name }) => equalsIgnoreCase(name, ALL_METRICS));
  const properties = {
    ...setting.properties,
    ...missingDestinations(setting.properties, destination),
    ...(setting.properties.metrics !== undefined && { metrics: kept.map(withoutRetention) }),
    logs: completed.entries.map(withoutRetention),
  };
  return { name: setting.name, properties, logs: completed.entries, metrics: kept, changes };
}

interface CompletedLogs {
  readonly entries: readonly LiveEntry[];
  readonly changes: readonly string[];
}

function completeLogs(written: readonly LiveEntry[], logs: FixLogs): CompletedLogs | string {
  const entries = withoutDuplicates(written);
  const on = entries.filter(({ enabled }) => enabled);
  const grouped = on.some(({ kind }) => kind === 'categoryGroup');
  if (grouped && on.some(({ kind }) => kind === 'category')) {
    return message('live.mixed-entries');
  }
  const byGroup = on.length === 0 ? logs !== 'categories' : grouped;
  const kind = byGroup ? 'categoryGroup' : 'category';
  const kept = entries.filter((entry) => entry.kind === kind);
  const dropped = entries
    .filter((entry) => entry.kind !== kind)
    .map(({ name }) => message('live-change.entry-dropped', { entry: name }));
  if (coversAudit(kept)) return { entries: kept, changes: dropped };
  return withMissing(kept, byGroup ? missingGroup(kept, logs) : logEntries('categories'), dropped);
}

/** A group that is listed but turned off is turned on; `categories` does not say which group, so the smaller one. */
function missingGroup(kept: readonly LiveEntry[], logs: FixLogs): ReturnType<typeof logEntries> {
  const wanted = logs === 'categories' ? AUDIT_GROUP : logs;
  const listed = kept.filter(isAuditGroup);
  const only = listed.some(({ name }) => equalsIgnoreCase(name, wanted)) ? wanted : (listed[0]?.name ?? wanted);
  return [{ categoryGroup: logs === 'categories' ? only : wanted, enabled: true }];
}

function withMissing(
  kept: readonly LiveEntry[],
  wanted: ReturnType<typeof logEntries>,
  dropped: readonly string[],
): CompletedLogs {
  const entries = [...kept];
  const changes: string[] = [];
  for (const { category, categoryGroup } of wanted) {
    const name = category ?? categoryGroup ?? '';
    const kind = category === undefined ? 'categoryGroup' : 'category';
    const index = entries.findIndex((entry) => equalsIgnoreCase(entry.name, name));
    const existing = entries[index];
    const label = entryLabel(kind, name);
    if (existing === undefined) {
      entries.push({ kind, name, enabled: true, body: { [kind]: name, enabled: true } });
      changes.push(message('live-change.entry-added', { entry: label }));
    } else if (!existing.enabled) {
      entries[index] = { ...existing, enabled: true, body: { ...existing.body, enabled: true } };
      changes.push(message('live-change.entry-on', { entry: label }));
    }
  }
  return { entries, changes: [...changes, ...dropped] };
}

function entryLabel(kind: LiveEntry['kind'], name: string): string {
  return kind === 'category'
    ? message('part.log-category', { category: name })
    : message('part.category-group', { group: name });
}

/** One entry per name: the first one, turned on when any of them is. */
function withoutDuplicates(entries: readonly LiveEntry[]): LiveEntry[] {
  const found = new Map<string, LiveEntry>();
  for (const entry of entries) {
    const key = `${entry.kind}:${entry.name.toLowerCase()}`;
    const first = found.get(key);
    if (first === undefined) found.set(key, entry);
    else if (entry.enabled) found.set(key, { ...first, enabled: true, body: { ...first.body, enabled: true } });
  }
  return [...found.values()];
}

/** Azure has rejected retention days since 2023, and has ignored existing ones since 2025-09-30. */
function withoutRetention({ body }: LiveEntry): LiveProperties {
  return body.retentionPolicy === undefined ? body : { ...body, retentionPolicy: { enabled: false, days: 0 } };
}

function retentionChanges(entries: readonly LiveEntry[]): readonly string[] {
  const kept = entries.filter(({ body: { retentionPolicy } }) => {
    return isPlainObject(retentionPolicy) && (retentionPolicy.enabled === true || Number(retentionPolicy.days) > 0);
  });
  return kept.map(({ name }) => message('live-change.retention-dropped', { entry: name }));
}

function missingDestinations(properties: LiveProperties, destination: FixDestination): Record<string, string> {
  const ruleIsNew = stringOrEmpty(properties.eventHubAuthorizationRuleId) === '';
  const missing = destinationProperties.filter(
    (member) =>
      isGiven(destination[member]) &&
      stringOrEmpty(properties[member]) === '' &&
      (member !== EVENT_HUB_NAME || (ruleIsNew && isGiven(destination.eventHubAuthorizationRuleId))),
  );
  return Object.fromEntries(missing.map((member) => [member, destination[member] ?? '']));
}

function addedDestinations({ properties }: LiveSetting, destination: FixDestination): readonly string[] {
  return Object.entries(missingDestinations(properties, destination)).map(([property, id]) =>
    message('live-change.destination-added', { property, id }),
  );
}
