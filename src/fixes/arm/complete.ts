import { ALL_LOGS_GROUP, AUDIT_GROUP, CATEGORIES, GROUPS } from '../../model/azure/acr-logs.ts';
import { mayKnowGroups, SETTING_API_VERSION } from '../../model/azure/api-versions.ts';
import type { AttachedSetting } from '../../model/azure/attached-setting.ts';
import type { Path } from '../../util/location.ts';
import { destinationProperties, type FixDestination, type FixLogs } from '../fix-settings.ts';
import { logEntries } from '../setting-body.ts';
import { at, isJsonObject, type JsonObject, textAt } from './context.ts';
import type { JsonChange } from './edits.ts';
import { type Refusal, refusal } from './plan.ts';
import type { Json } from './print-json.ts';
import { endRetention } from './retention.ts';
import { type WrittenEntry, writtenEntries } from './written-entries.ts';

export interface Completion {
  readonly changes: readonly JsonChange[];
  readonly words: readonly string[];
}

/** What is to be completed: a setting as it is written, and what it has to become. */
export interface Completing {
  readonly setting: AttachedSetting;
  /** The setting as every set of values sees it. */
  readonly versions: readonly AttachedSetting[];
  readonly json: JsonObject;
  readonly path: Path;
  readonly logs: FixLogs;
  /** For a setting that sends its logs nowhere. */
  readonly destination: FixDestination | undefined;
}

/** The fewest changes with which a setting logs what is wanted, keeping to groups or categories as it does already. */
export function completeSetting(completing: Completing): Completion | Refusal {
  const { setting, versions, json, path, destination } = completing;
  const written = at(json, 'properties');
  const { label } = setting;
  if (!isJsonObject(written)) return asExpression(`the properties of diagnostic setting ${label} are`);
  if (at(written, 'copy') !== undefined && at(written, 'logs') === undefined)
    return asExpression(`the log entries of diagnostic setting ${label} are`);
  const properties = [...path, 'properties'];
  const logged = completeLogs(at(written, 'logs') ?? null, [...properties, 'logs'], completing);
  if ('kind' in logged) return { ...logged, why: `diagnostic setting ${label}: ${logged.why}` };
  const sent = destination === undefined ? NOTHING : addDestination(written, properties, destination);
  if (sent === undefined) return asExpression(`the destination of diagnostic setting ${label} is`);
  const version = logged.hasGroups && isOld(json) ? raiseVersion(path) : NOTHING;
  const ended = [
    ...(logged.isRewritten ? [] : endRetention(at(written, 'logs'), [...properties, 'logs'], versions, 'logs')),
    ...endRetention(at(written, 'metrics'), [...properties, 'metrics'], versions, 'metrics'),
  ];
  const words = ended.length === 0 ? [] : ['asks for no retention, which Azure refuses'];
  const parts = [logged, { changes: ended, words }, sent, version];
  return { changes: parts.flatMap(({ changes }) => changes), words: parts.flatMap(({ words }) => words) };
}

const NOTHING: Completion = { changes: [], words: [] };

function asExpression(what: string): Refusal {
  return refusal(`${what} made by an expression or a loop`, 'change what the expression is made of by hand');
}

function isOld(json: JsonObject): boolean {
  return !mayKnowGroups(textAt(json, 'apiVersion') ?? '');
}

function raiseVersion(path: Path): Completion {
  return {
    changes: [{ kind: 'set', path: [...path, 'apiVersion'], value: SETTING_API_VERSION }],
    words: [`uses API version ${SETTING_API_VERSION}, which knows category groups`],
  };
}

type Logged = Completion & {
  readonly hasGroups: boolean;
  /** The whole list is replaced. */
  readonly isRewritten?: boolean;
};

function completeLogs(written: Json, path: Path, { json, logs, versions }: Completing): Logged | Refusal {
  const old = isOld(json);
  if (written === null || (Array.isArray(written) && written.length === 0)) {
    const wanted = old ? 'categories' : logs;
    return { ...rewritten(path, wanted), words: [`collects ${wordOf(wanted)}`] };
  }
  const where = 'add the missing entries where they are made';
  if (!Array.isArray(written)) return refusal('its log entries are made by an expression', where);
  const list = writtenEntries(written, versions);
  if (typeof list === 'string') return refusal(list, where);
  const groups = list.some(({ categoryGroup }) => categoryGroup !== undefined);
  const categories = list.some(({ category }) => category !== undefined);
  if (groups && categories) return unmixed(list, path, logs);
  return { ...(groups ? completeGroups(list, path, logs) : completeCategories(list, path)), hasGroups: groups };
}

function rewritten(path: Path, logs: FixLogs): Omit<Logged, 'words'> {
  return {
    changes: [{ kind: 'set', path, value: logEntries(logs) as unknown as Json }],
    hasGroups: logs !== 'categories',
    isRewritten: true,
  };
}

function wordOf(logs: FixLogs): string {
  return logs === 'categories' ? 'both audit categories' : `category group ${logs}`;
}

function completeGroups(entries: readonly WrittenEntry[], path: Path, logs: FixLogs): Completion {
  const wanted = logs === 'categories' ? AUDIT_GROUP : logs;
  const names = [wanted, ...GROUPS];
  const isNamed = ({ categoryGroup }: WrittenEntry, name: string): boolean =>
    categoryGroup?.toLowerCase() === name.toLowerCase();
  if (entries.some((entry) => entry.isOn && names.some((name) => isNamed(entry, name)))) return NOTHING;
  const found = names.map((group) => entries.findIndex((entry) => isNamed(entry, group))).find((index) => index >= 0);
  if (found !== undefined) return turnOn([...path, found], `category group ${entries[found]?.categoryGroup ?? wanted}`);
  return {
    changes: [{ kind: 'append', path, value: { categoryGroup: wanted, enabled: true } }],
    words: [`collects category group ${wanted}`],
  };
}

function completeCategories(entries: readonly WrittenEntry[], path: Path): Completion {
  const parts = CATEGORIES.map((category): Completion => {
    const isNamed = (entry: WrittenEntry): boolean => entry.category?.toLowerCase() === category.toLowerCase();
    if (entries.some((entry) => isNamed(entry) && entry.isOn)) return NOTHING;
    const index = entries.findLastIndex(isNamed);
    if (index >= 0) return turnOn([...path, index], category);
    return {
      changes: [{ kind: 'append', path, value: { category, enabled: true } }],
      words: [`collects ${category}`],
    };
  });
  return { changes: parts.flatMap(({ changes }) => changes), words: parts.flatMap(({ words }) => words) };
}

function turnOn(path: Path, what: string): Completion {
  return { changes: [{ kind: 'set', path: [...path, 'enabled'], value: true }], words: [`enables ${what}`] };
}

/** Azure answers 400 to a mix of groups and categories: a group that is on stays, and what is wanted where none is. */
function unmixed(entries: readonly WrittenEntry[], path: Path, logs: FixLogs): Logged {
  const on = new Set(entries.flatMap(({ isOn, categoryGroup }) => (isOn ? (categoryGroup?.toLowerCase() ?? []) : [])));
  const kept = [ALL_LOGS_GROUP, AUDIT_GROUP].find((group) => on.has(group.toLowerCase())) ?? logs;
  const words = `collects ${wordOf(kept)} alone, since Azure takes no mix of groups and categories`;
  return { ...rewritten(path, kept), words: [words] };
}

function addDestination(written: JsonObject, path: Path, destination: FixDestination): Completion | undefined {
  const changes: JsonChange[] = [];
  for (const name of destinationProperties) {
    const id = destination[name];
    if (id === undefined || id === '') continue;
    const now = at(written, name);
    // An expression that gives nothing is a choice that somebody can still make.
    if (now !== undefined && now !== null && now !== '') return undefined;
    changes.push({ kind: 'set', path: [...path, name], value: id });
  }
  return { changes, words: [`sends to ${changes.map(({ value }) => String(value)).join(' and ')}`] };
}
