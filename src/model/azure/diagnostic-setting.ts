import { sameText } from '../../value/equality.ts';
import { tryGet } from '../../value/property-access.ts';
import { call, type Fault, isFault, isUnknown, type Operation, typeOf, type Value } from '../../value/value.ts';
import type { Because, Origin } from '../resource.ts';

/** Where a setting can send logs to. An event hub counts by its authorization rule; its name alone sends nothing. */
export const DESTINATIONS = {
  workspace: 'workspaceId',
  storage: 'storageAccountId',
  eventHub: 'eventHubAuthorizationRuleId',
  partner: 'marketplacePartnerId',
} as const;

export type DestinationKind = keyof typeof DESTINATIONS;

/** A diagnostic setting: what it logs of the resource it is attached to, and where it sends that. */
export interface DiagnosticSetting {
  readonly name: Value;
  /** The name as it is shown: in quotes, as its expression, or withheld. */
  readonly label: string;
  readonly id: Value;
  /** The id of the resource it is attached to. */
  readonly target: Value;
  readonly deployed: Value;
  /** Array of log entries; null when the setting has none. */
  readonly logs: Value;
  readonly metrics: Value;
  /** Ids by kind; null where there is none. */
  readonly destinations: Readonly<Record<DestinationKind, Value>>;
  readonly eventHubName: Value;
  /** The first thing in its body that cannot be evaluated: Azure would refuse the whole of it. */
  readonly fault?: Fault;
  readonly origin: Origin;
  /** It stands for whatever may be set by what could not be read: a template, or the rest of a list. */
  readonly isUnread?: boolean;
  readonly notDeployedBecause?: Because;
  /** Where its parts would be changed, where that is known more exactly than where the setting stands. */
  readonly places?: SettingPlaces;
}

export interface SettingPlaces {
  readonly destination: Origin;
  readonly logs: Origin;
  /** Of each entry of `logs`, as far as they are written one by one. */
  readonly entries: readonly Origin[];
}

/** One entry of `logs`. Null and `''` are as good as absent. */
export interface LogEntry {
  readonly category: Value;
  readonly categoryGroup: Value;
  readonly enabled: Value;
}

export function logEntry(value: Value): LogEntry {
  return {
    category: tryGet(value, 'category'),
    categoryGroup: tryGet(value, 'categoryGroup'),
    enabled: isEnabled(tryGet(value, 'enabled')),
  };
}

const IS_ENABLED: Operation = {
  name: 'isEnabled',
  type: 'bool',
  apply: ([value = null]) => isEnabled(value),
  print: ([text]) => text ?? '',
};

/** Azure takes booleans and the texts of them in any letter case; a number, null or nothing at all is not enabled. */
export function isEnabled(value: Value): Value {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  if (!isUnknown(value)) return isFault(value) ? value : false;
  if (typeOf(value) === 'bool') return value;
  return typeOf(value) === 'string' ? sameText(value, 'true') : call(IS_ENABLED, [value]);
}
