import { isCategoryGroup, LOG_CATEGORIES } from '../../model/azure/acr-logs.ts';
import {
  DESTINATION_PROPERTIES,
  EVENT_HUB_NAME,
  SERVICE_BUS_RULE,
  TABLES_PROPERTY,
} from '../../model/azure/destinations.ts';

/** The `properties` of a diagnostic setting: known properties in canonical letter case, nulls removed, everything else unchanged. */
export type LiveProperties = Readonly<Record<string, unknown>>;

export interface LiveSetting {
  readonly name: string;
  readonly properties: LiveProperties;
  readonly logs: readonly LiveEntry[];
  readonly metrics: readonly LiveEntry[];
}

/** An entry of `logs` or `metrics`; `body` is what is written, `name` its category or group. */
export interface LiveEntry {
  readonly kind: 'category' | 'categoryGroup';
  readonly name: string;
  readonly enabled: boolean;
  readonly body: LiveProperties;
}

/** Where a setting can send to, by the old name of an event hub's rule as well; all ids. */
export const liveDestinationProperties = [...DESTINATION_PROPERTIES, SERVICE_BUS_RULE] as const;

const KNOWN_MEMBERS = [...liveDestinationProperties, EVENT_HUB_NAME, 'logs', 'metrics', TABLES_PROPERTY];
const ENTRY_MEMBERS = ['category', 'categoryGroup', 'enabled', 'retentionPolicy'];
const MAX_DEPTH = 16;
const MAX_VALUES = 2000;
const MAX_TEXT = 100_000;

/** Parses one diagnostic setting of a response; undefined when its shape is invalid or it exceeds the limits. */
export function readLiveSetting(raw: unknown): LiveSetting | undefined {
  if (!isPlainObject(raw) || !isWithinLimits(raw)) return undefined;
  const { name, properties } = withCanonicalNames(raw, ['name', 'properties']);
  if (typeof name !== 'string' || name === '' || !isPlainObject(properties)) return undefined;
  const known = withCanonicalNames(properties, KNOWN_MEMBERS);
  const logs = entriesOf(known.logs);
  const metrics = entriesOf(known.metrics);
  if (
    logs === undefined ||
    metrics === undefined ||
    liveDestinationProperties.some((member) => !isStringOrAbsent(known[member]))
  ) {
    return undefined;
  }
  return { name, properties: known, logs, metrics };
}

/** Whether a setting collects both audit categories and sends them somewhere, as `Azure.ACR.Logs` asks of one setting. */
export function satisfiesRule(setting: LiveSetting): boolean {
  return hasLiveDestination(setting) && coversAudit(setting.logs);
}

/** Whether a setting has a destination that satisfies the rule. */
export function hasLiveDestination({ properties }: LiveSetting): boolean {
  return DESTINATION_PROPERTIES.some((member) => stringOrEmpty(properties[member]) !== '');
}

export function coversAudit(logs: readonly LiveEntry[]): boolean {
  const on = logs.filter(({ enabled }) => enabled);
  return (
    on.some(isAuditGroup) ||
    LOG_CATEGORIES.every((category) =>
      on.some((entry) => entry.kind === 'category' && equalsIgnoreCase(entry.name, category)),
    )
  );
}

export function isAuditGroup({ kind, name }: LiveEntry): boolean {
  return kind === 'categoryGroup' && isCategoryGroup(name);
}

export function equalsIgnoreCase(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

export function stringOrEmpty(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isStringOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

/** Null counts as absent; Azure lists entries of both kinds with a null for the other one. */
function entriesOf(value: unknown): LiveEntry[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return undefined;
  const entries: LiveEntry[] = [];
  for (const item of value as readonly unknown[]) {
    if (!isPlainObject(item)) return undefined;
    const body = withCanonicalNames(item, ENTRY_MEMBERS);
    const kind = stringOrEmpty(body.categoryGroup) === '' ? 'category' : 'categoryGroup';
    const name = stringOrEmpty(body[kind]);
    if (name === '' || (kind === 'categoryGroup' && stringOrEmpty(body.category) !== '')) return undefined;
    const { category, categoryGroup, ...rest } = body;
    const enabled = isEnabledFlag(body.enabled);
    entries.push({ kind, name, enabled: enabled, body: { [kind]: name, ...rest, enabled: enabled } });
  }
  return entries;
}

/** Azure accepts booleans and their string forms, in any letter case. */
function isEnabledFlag(value: unknown): boolean {
  return value === true || (typeof value === 'string' && equalsIgnoreCase(value, 'true'));
}

/** The members of an object without nulls; listed names get the letter case of the list, and the first duplicate wins. */
function withCanonicalNames(
  object: Readonly<Record<string, unknown>>,
  members: readonly string[],
): Record<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [key, value] of Object.entries(object)) {
    const name = members.find((member) => equalsIgnoreCase(member, key)) ?? key;
    if (value !== null && value !== undefined && !found.has(name)) found.set(name, value);
  }
  return Object.fromEntries(found);
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is within the limits for copying and printing; does not recurse. */
function isWithinLimits(value: unknown): boolean {
  const pending: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  let values = 0;
  let text = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    values += 1;
    if (typeof next.value === 'string') {
      // A lone surrogate: Azure does not store it, and Bicep cannot express it.
      if (/\p{Cs}/u.test(next.value)) return false;
      text += next.value.length;
    }
    if (typeof next.value === 'object' && next.value !== null) {
      const members = Object.entries(next.value);
      if (members.length > MAX_VALUES) return false;
      for (const [key, member] of members) {
        text += key.length;
        pending.push({ value: member, depth: next.depth + 1 });
      }
    }
    if (values > MAX_VALUES || text > MAX_TEXT || next.depth > MAX_DEPTH) return false;
  }
  return true;
}
