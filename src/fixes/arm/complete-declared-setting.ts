import { message } from '../../messages/message.ts';
import { ALL_LOGS_GROUP, AUDIT_GROUP, CATEGORY_GROUPS, LOG_CATEGORIES } from '../../model/azure/acr-logs.ts';
import { maySupportGroups, SETTING_API_VERSION } from '../../model/azure/api-versions.ts';
import type { AttachedSetting } from '../../model/azure/attached-setting.ts';
import type { Path } from '../../util/location.ts';
import { destinationProperties, type FixDestination, type FixLogs } from '../fix-options.ts';
import { logEntries } from '../setting-body.ts';
import { correctEntries } from './correct-entries.ts';
import { type DeclaredEntry, declaredEntries } from './declared-entries.ts';
import { type Refusal, refusal } from './fix-plan.ts';
import type { JsonChange } from './json-edits.ts';
import type { TemplateJson } from './print-json.ts';
import { isJsonObject, memberAt, stringAt, type TemplateObject } from './resource-context.ts';
import { disableRetention } from './retention.ts';

export interface Completion {
  readonly changes: readonly JsonChange[];
  readonly descriptions: readonly string[];
}

/** A setting as declared, and what to complete in it. */
export interface CompletionRequest {
  readonly setting: AttachedSetting;
  /** The setting as evaluated with each set of values. */
  readonly versions: readonly AttachedSetting[];
  readonly json: TemplateObject;
  readonly path: Path;
  readonly logs: FixLogs;
  /** To add to a setting without a destination. */
  readonly destination: FixDestination | undefined;
}

/** The smallest change after which a setting collects the wanted logs, keeping to groups or categories as it uses now. */
export function completeDeclaredSetting(completing: CompletionRequest): Completion | Refusal {
  const { setting, versions, json, path, destination } = completing;
  const written = memberAt(json, 'properties');
  const named = { setting: setting.label };
  if (!isJsonObject(written)) return computedRefusal(message('fix.properties-computed', named));
  if (memberAt(written, 'copy') !== undefined && memberAt(written, 'logs') === undefined)
    return computedRefusal(message('fix.logs-computed', named));
  const properties = [...path, 'properties'];
  const logged = completeLogs(memberAt(written, 'logs') ?? null, [...properties, 'logs'], completing);
  if ('kind' in logged) return { ...logged, reason: message('fix.in-setting', { ...named, reason: logged.reason }) };
  const sent = destination === undefined ? NO_CHANGES : addDestination(written, properties, destination);
  if (sent === undefined) return computedRefusal(message('fix.destination-computed', named));
  const version = logged.hasGroups ? raisedApiVersion(json, path) : NO_CHANGES;
  const withoutRetention = [
    ...(logged.isRewritten
      ? []
      : disableRetention(memberAt(written, 'logs'), [...properties, 'logs'], versions, 'logs')),
    ...disableRetention(memberAt(written, 'metrics'), [...properties, 'metrics'], versions, 'metrics'),
  ];
  const descriptions = withoutRetention.length === 0 ? [] : [message('fix-change.no-retention')];
  const parts = [logged, { changes: withoutRetention, descriptions }, sent, version];
  return {
    changes: parts.flatMap(({ changes }) => changes),
    descriptions: parts.flatMap(({ descriptions }) => descriptions),
  };
}

const NO_CHANGES: Completion = { changes: [], descriptions: [] };

function computedRefusal(reason: string): Refusal {
  return refusal(reason, message('fix-step.edit-expression'));
}

function predatesGroups(json: TemplateObject): boolean {
  return !maySupportGroups(stringAt(json, 'apiVersion') ?? '');
}

/** For a setting with category groups: a version that knows them. */
export function raisedApiVersion(json: TemplateObject, path: Path): Completion {
  if (!predatesGroups(json)) return NO_CHANGES;
  return {
    changes: [{ kind: 'set', path: [...path, 'apiVersion'], value: SETTING_API_VERSION }],
    descriptions: [message('fix-change.api-version', { version: SETTING_API_VERSION })],
  };
}

type LogsCompletion = Completion & {
  readonly hasGroups: boolean;
  /** The whole list is replaced. */
  readonly isRewritten?: boolean;
};

function completeLogs(
  written: TemplateJson,
  path: Path,
  { json, logs, versions }: CompletionRequest,
): LogsCompletion | Refusal {
  const old = predatesGroups(json);
  if (written === null || (Array.isArray(written) && written.length === 0)) {
    const wanted = old ? 'categories' : logs;
    return {
      ...rewriteLogs(path, wanted),
      descriptions: [message('fix-change.collects', { logs: logsPhrase(wanted) })],
    };
  }
  const step = message('fix-step.add-entries');
  if (!Array.isArray(written)) return refusal(message('fix.entries-computed'), step);
  const list = declaredEntries(written, versions);
  if (typeof list === 'string') return refusal(list, step);
  const groups = list.some(({ categoryGroup }) => categoryGroup !== undefined);
  const categories = list.some(({ category }) => category !== undefined);
  if (groups && categories) return keepGroupsOnly(list, path, logs);
  const corrected = correctEntries(list, path, 'logs');
  const done = groups ? completeGroups(corrected.entries, path, logs) : completeCategories(corrected.entries, path);
  return {
    changes: [...corrected.changes, ...done.changes, ...corrected.removals],
    descriptions: [...corrected.descriptions, ...done.descriptions],
    hasGroups: groups,
  };
}

function rewriteLogs(path: Path, logs: FixLogs): Omit<LogsCompletion, 'descriptions'> {
  return {
    changes: [{ kind: 'set', path, value: logEntries(logs) as unknown as TemplateJson }],
    hasGroups: logs !== 'categories',
    isRewritten: true,
  };
}

function logsPhrase(logs: FixLogs): string {
  return logs === 'categories'
    ? message('fix-change.both-categories')
    : message('part.category-group', { group: logs });
}

function completeGroups(entries: readonly DeclaredEntry[], path: Path, logs: FixLogs): Completion {
  const wanted = logs === 'categories' ? AUDIT_GROUP : logs;
  const names = [wanted, ...CATEGORY_GROUPS];
  const isNamed = ({ categoryGroup }: DeclaredEntry, name: string): boolean =>
    categoryGroup?.toLowerCase() === name.toLowerCase();
  if (entries.some((entry) => entry.isEnabled && names.some((name) => isNamed(entry, name)))) return NO_CHANGES;
  const [found] = names.flatMap((group) => entries.find((entry) => isNamed(entry, group)) ?? []);
  if (found !== undefined)
    return enableEntry(
      [...path, found.index],
      message('part.category-group', { group: found.categoryGroup ?? wanted }),
    );
  return {
    changes: [{ kind: 'append', path, value: { categoryGroup: wanted, enabled: true } }],
    descriptions: [message('fix-change.collects', { logs: logsPhrase(wanted) })],
  };
}

function completeCategories(entries: readonly DeclaredEntry[], path: Path): Completion {
  const parts = LOG_CATEGORIES.map((category): Completion => {
    const isNamed = (entry: DeclaredEntry): boolean => entry.category?.toLowerCase() === category.toLowerCase();
    if (entries.some((entry) => isNamed(entry) && entry.isEnabled)) return NO_CHANGES;
    const last = entries.findLast(isNamed);
    if (last !== undefined) return enableEntry([...path, last.index], category);
    return {
      changes: [{ kind: 'append', path, value: { category, enabled: true } }],
      descriptions: [message('fix-change.collects', { logs: category })],
    };
  });
  return {
    changes: parts.flatMap(({ changes }) => changes),
    descriptions: parts.flatMap(({ descriptions }) => descriptions),
  };
}

function enableEntry(path: Path, entry: string): Completion {
  return {
    changes: [{ kind: 'set', path: [...path, 'enabled'], value: true }],
    descriptions: [message('fix-change.enables', { entry })],
  };
}

/** Azure rejects a mix of groups and categories with 400: keep an enabled group, else use the wanted one. */
function keepGroupsOnly(entries: readonly DeclaredEntry[], path: Path, logs: FixLogs): LogsCompletion {
  const on = new Set(
    entries.flatMap(({ isEnabled, categoryGroup }) => (isEnabled ? (categoryGroup?.toLowerCase() ?? []) : [])),
  );
  const kept = [ALL_LOGS_GROUP, AUDIT_GROUP].find((group) => on.has(group.toLowerCase())) ?? logs;
  const description = message('fix-change.collects-alone', { logs: logsPhrase(kept) });
  return { ...rewriteLogs(path, kept), descriptions: [description] };
}

function addDestination(written: TemplateObject, path: Path, destination: FixDestination): Completion | undefined {
  const changes: JsonChange[] = [];
  const ids: string[] = [];
  for (const name of destinationProperties) {
    const id = destination[name];
    if (id === undefined || id === '') continue;
    const current = memberAt(written, name);
    // An expression that evaluates to nothing may be intended as an option.
    if (current !== undefined && current !== null && current !== '') return undefined;
    changes.push({ kind: 'set', path: [...path, name], value: id });
    ids.push(id);
  }
  return { changes, descriptions: [message('fix-change.sends', { destinations: ids.join(message('list.and')) })] };
}
