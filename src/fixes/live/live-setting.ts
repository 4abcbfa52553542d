import { CATEGORIES, isCategoryGroup } from '../../model/azure/acr-logs.ts';
import {
  DESTINATION_PROPERTIES,
  EVENT_HUB_NAME,
  SERVICE_BUS_RULE,
  TABLES_PROPERTY,
} from '../../model/azure/destinations.ts';

/** The `properties` of a diagnostic setting: known members in Azure's writing, nulls left out, everything else as it was. */
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
export const sinkProperties = [...DESTINATION_PROPERTIES, SERVICE_BUS_RULE] as const;

const KNOWN_MEMBERS = [...sinkProperties, EVENT_HUB_NAME, 'logs', 'metrics', TABLES_PROPERTY];
const ENTRY_MEMBERS = ['category', 'categoryGroup', 'enabled', 'retentionPolicy'];
const MOST_DEPTH = 16;
const MOST_VALUES = 2000;
const MOST_TEXT = 100_000;

/** Reads one diagnostic setting of an answer; undefined when it has not the shape of one, or is far too large for one. */
export function readLiveSetting(raw: unknown): LiveSetting | undefined {
  if (!isPlainObject(raw) || !isModest(raw)) return undefined;
  const { name, properties } = canonical(raw, ['name', 'properties']);
  if (typeof name !== 'string' || name === '' || !isPlainObject(properties)) return undefined;
  const known = canonical(properties, KNOWN_MEMBERS);
  const logs = entriesOf(known.logs);
  const metrics = entriesOf(known.metrics);
  if (logs === undefined || metrics === undefined || sinkProperties.some((member) => !isTextOrAbsent(known[member]))) {
    return undefined;
  }
  return { name, properties: known, logs, metrics };
}

/** Whether a setting collects both audit categories and sends them somewhere, as `Azure.ACR.Logs` asks of one setting. */
export function collectsEverything(setting: LiveSetting): boolean {
  return collectsSomewhere(setting) && coversAudit(setting.logs);
}

/** Whether a setting has a destination that counts. */
export function collectsSomewhere({ properties }: LiveSetting): boolean {
  return DESTINATION_PROPERTIES.some((member) => textOf(properties[member]) !== '');
}

export function coversAudit(logs: readonly LiveEntry[]): boolean {
  const on = logs.filter(({ enabled }) => enabled);
  return (
    on.some(isAuditGroup) ||
    CATEGORIES.every((category) => on.some((entry) => entry.kind === 'category' && sameWord(entry.name, category)))
  );
}

export function isAuditGroup({ kind, name }: LiveEntry): boolean {
  return kind === 'categoryGroup' && isCategoryGroup(name);
}

export function sameWord(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

/** Null is as good as absent; Azure lists entries of both kinds with a null for the other one. */
function entriesOf(value: unknown): LiveEntry[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return undefined;
  const entries: LiveEntry[] = [];
  for (const item of value as readonly unknown[]) {
    if (!isPlainObject(item)) return undefined;
    const body = canonical(item, ENTRY_MEMBERS);
    const kind = textOf(body.categoryGroup) === '' ? 'category' : 'categoryGroup';
    const name = textOf(body[kind]);
    if (name === '' || (kind === 'categoryGroup' && textOf(body.category) !== '')) return undefined;
    const { category, categoryGroup, ...rest } = body;
    const on = isOn(body.enabled);
    entries.push({ kind, name, enabled: on, body: { [kind]: name, ...rest, enabled: on } });
  }
  return entries;
}

/** Azure takes booleans and the texts of them, in any letter case. */
function isOn(value: unknown): boolean {
  return value === true || (typeof value === 'string' && sameWord(value, 'true'));
}

/** The members of an object without nulls; those in the list get the letter case of the list, the first of each wins. */
function canonical(object: Readonly<Record<string, unknown>>, members: readonly string[]): Record<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [key, value] of Object.entries(object)) {
    const name = members.find((member) => sameWord(member, key)) ?? key;
    if (value !== null && value !== undefined && !found.has(name)) found.set(name, value);
  }
  return Object.fromEntries(found);
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is small and flat enough to be copied and printed; counts without recursion. */
function isModest(value: unknown): boolean {
  const left: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  let values = 0;
  let text = 0;
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    values += 1;
    if (typeof next.value === 'string') {
      // Half a surrogate pair: no text that Azure keeps, and none that can be written in Bicep.
      if (/\p{Cs}/u.test(next.value)) return false;
      text += next.value.length;
    }
    if (typeof next.value === 'object' && next.value !== null) {
      const members = Object.entries(next.value);
      if (members.length > MOST_VALUES) return false;
      for (const [key, member] of members) {
        text += key.length;
        left.push({ value: member, depth: next.depth + 1 });
      }
    }
    if (values > MOST_VALUES || text > MOST_TEXT || next.depth > MOST_DEPTH) return false;
  }
  return true;
}
