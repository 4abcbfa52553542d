import { ALL_METRICS, AUDIT_GROUP } from '../../model/azure/acr-logs.ts';
import { EVENT_HUB_NAME } from '../../model/azure/destinations.ts';
import { destinationProperties, type FixDestination, type FixLogs } from '../fix-settings.ts';
import { logEntries } from '../setting-body.ts';
import {
  coversAudit,
  isAuditGroup,
  isPlainObject,
  type LiveEntry,
  type LiveProperties,
  type LiveSetting,
  sameWord,
  textOf,
} from './live-setting.ts';

/** A setting as it would be written, and what is different in it. */
export interface CompletedSetting extends LiveSetting {
  readonly changes: readonly string[];
}

/**
 * What an existing setting has to become to collect both categories and to reach a destination, everything else kept.
 * A text says why it cannot be: Azure refuses groups beside categories, and metrics of other names than `AllMetrics`.
 */
export function completeSetting(
  setting: LiveSetting,
  destination: FixDestination,
  logs: FixLogs,
): CompletedSetting | string {
  const completed = completeLogs(setting.logs, logs);
  if (typeof completed === 'string') return completed;
  const odd = setting.metrics.find(({ name, enabled }) => enabled && !sameWord(name, ALL_METRICS));
  if (odd !== undefined)
    return `it collects the metric ${odd.name}, which Azure no longer takes when a setting is written`;
  const all = [...completed.entries, ...setting.metrics];
  const changes = [...completed.changes, ...addedSinks(setting, destination), ...droppedRetention(all)];
  const kept = setting.metrics.filter(({ name }) => sameWord(name, ALL_METRICS));
  const properties = {
    ...setting.properties,
    ...missingSinks(setting.properties, destination),
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
  const entries = withoutRepeats(written);
  const on = entries.filter(({ enabled }) => enabled);
  const grouped = on.some(({ kind }) => kind === 'categoryGroup');
  if (grouped && on.some(({ kind }) => kind === 'category')) {
    return 'it has a category group beside categories, which Azure refuses when a setting is written';
  }
  const byGroup = on.length === 0 ? logs !== 'categories' : grouped;
  const kind = byGroup ? 'categoryGroup' : 'category';
  const kept = entries.filter((entry) => entry.kind === kind);
  const dropped = entries
    .filter((entry) => entry.kind !== kind)
    .map(({ name }) => `${name} is no longer listed as turned off: Azure takes no categories beside a group`);
  if (coversAudit(kept)) return { entries: kept, changes: dropped };
  return withMissing(kept, byGroup ? groupOf(kept, logs) : logEntries('categories'), dropped);
}

/** A group that is listed but turned off is turned on; `categories` does not say which group, so the smaller one. */
function groupOf(kept: readonly LiveEntry[], logs: FixLogs): ReturnType<typeof logEntries> {
  const wanted = logs === 'categories' ? AUDIT_GROUP : logs;
  const listed = kept.filter(isAuditGroup);
  const only = listed.some(({ name }) => sameWord(name, wanted)) ? wanted : (listed[0]?.name ?? wanted);
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
    const at = entries.findIndex((entry) => sameWord(entry.name, name));
    const old = entries[at];
    const words = kind === 'category' ? `log category ${name}` : `category group ${name}`;
    if (old === undefined) {
      entries.push({ kind, name, enabled: true, body: { [kind]: name, enabled: true } });
      changes.push(`${words} is added`);
    } else if (!old.enabled) {
      entries[at] = { ...old, enabled: true, body: { ...old.body, enabled: true } };
      changes.push(`${words} is turned on`);
    }
  }
  return { entries, changes: [...changes, ...dropped] };
}

/** One entry per name: the first one, turned on when any of them is. */
function withoutRepeats(entries: readonly LiveEntry[]): LiveEntry[] {
  const found = new Map<string, LiveEntry>();
  for (const entry of entries) {
    const key = `${entry.kind}:${entry.name.toLowerCase()}`;
    const first = found.get(key);
    if (first === undefined) found.set(key, entry);
    else if (entry.enabled) found.set(key, { ...first, enabled: true, body: { ...first.body, enabled: true } });
  }
  return [...found.values()];
}

/** Azure refuses days of retention since 2023; none at all is what it has been keeping since 2025-09-30 anyway. */
function withoutRetention({ body }: LiveEntry): LiveProperties {
  return body.retentionPolicy === undefined ? body : { ...body, retentionPolicy: { enabled: false, days: 0 } };
}

function droppedRetention(entries: readonly LiveEntry[]): readonly string[] {
  const kept = entries.filter(({ body: { retentionPolicy } }) => {
    return isPlainObject(retentionPolicy) && (retentionPolicy.enabled === true || Number(retentionPolicy.days) > 0);
  });
  return kept.map(({ name }) => `the retention of ${name} is dropped: Azure takes none any more`);
}

function missingSinks(properties: LiveProperties, destination: FixDestination): Record<string, string> {
  const ruleIsNew = textOf(properties.eventHubAuthorizationRuleId) === '';
  const missing = destinationProperties.filter(
    (member) =>
      (destination[member] ?? '') !== '' &&
      textOf(properties[member]) === '' &&
      (member !== EVENT_HUB_NAME || (ruleIsNew && (destination.eventHubAuthorizationRuleId ?? '') !== '')),
  );
  return Object.fromEntries(missing.map((member) => [member, destination[member] ?? '']));
}

function addedSinks({ properties }: LiveSetting, destination: FixDestination): readonly string[] {
  return Object.entries(missingSinks(properties, destination)).map(
    ([member, id]) => `${member} ${id} is added, for everything the setting collects`,
  );
}
