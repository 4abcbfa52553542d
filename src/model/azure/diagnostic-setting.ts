import { sameText } from '../../value/equality.ts';
import { memoize } from '../../value/memoize.ts';
import { tryGet } from '../../value/property-access.ts';
import { revealDecision } from '../../value/secure.ts';
import { countSteps } from '../../value/step-counter.ts';
import {
  call,
  type Fault,
  faultIn,
  isArray,
  isFault,
  isObject,
  isSecure,
  isUnknown,
  type Operation,
  typeOf,
  type Value,
} from '../../value/value.ts';
import type { Explanation, Origin } from '../resource.ts';
import { DESTINATIONS, type DestinationKind, EVENT_HUB_NAME } from './destinations.ts';

/** A diagnostic setting, or what a data collection rule does as one would: what it logs of a resource, and where it sends that. */
export interface DiagnosticSetting {
  readonly kind: 'setting' | 'dataCollectionRule';
  readonly name: Value;
  /** The name as it is shown: in quotes, as its expression, or withheld. */
  readonly label: string;
  readonly id: Value;
  /** The version of the interface that a template deploys it by; absent where it is not deployed by one. */
  readonly apiVersion?: Value;
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
  /** Placeholder for settings that could not be read: those of a module, or the rest of a list. */
  readonly isOpaque?: boolean;
  /** It stands, after another, for more rounds of a loop whose length is not known. */
  readonly isRepeated?: boolean;
  /** It stands for as many destinations as a list has that is not known. */
  readonly isUncounted?: boolean;
  readonly notDeployedBecause?: Explanation;
  /** Where to edit its parts, when known more exactly than the origin of the setting. */
  readonly editLocations?: EditLocations;
}

export interface EditLocations {
  readonly destination: Origin;
  readonly logs: Origin;
  readonly metrics: Origin;
  readonly apiVersion: Origin;
  /** What says whether each entry of `logs` is enabled, as far as they are written one by one. */
  readonly entries: readonly Origin[];
  /** What names each entry of `logs`, and of `metrics`. */
  readonly logNames: readonly Origin[];
  readonly metricNames: readonly Origin[];
}

/** One entry of `logs`. Null and `''` count as absent. */
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

/** Azure accepts booleans and their string forms in any letter case; a number, null or an absent value is not enabled. */
export function isEnabled(value: Value): Value {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  if (!isUnknown(value)) return isFault(value) ? value : false;
  if (typeOf(value) === 'bool') return value;
  return typeOf(value) === 'string' ? sameText(value, 'true') : call(IS_ENABLED, [value]);
}

/** Reads a setting's properties, known or not, into the model. */
export function toDiagnosticSetting(
  properties: Value,
  declaration: Pick<
    DiagnosticSetting,
    | 'name'
    | 'label'
    | 'id'
    | 'apiVersion'
    | 'target'
    | 'deployed'
    | 'origin'
    | 'editLocations'
    | 'notDeployedBecause'
    | 'isRepeated'
  >,
): DiagnosticSetting {
  const fault = faultIn(properties) ?? faultInSecure(properties);
  return {
    kind: 'setting',
    ...declaration,
    ...(fault !== undefined && { fault }),
    logs: tryGet(properties, 'logs'),
    metrics: tryGet(properties, 'metrics'),
    destinations: {
      workspace: tryGet(properties, DESTINATIONS.workspace),
      storage: tryGet(properties, DESTINATIONS.storage),
      eventHub: tryGet(properties, DESTINATIONS.eventHub),
      partner: tryGet(properties, DESTINATIONS.partner),
    },
    eventHubName: tryGet(properties, EVENT_HUB_NAME),
  };
}

/** A fault in secure values. One in a branch of an undecided conditional does not count. */
function faultInSecure(value: Value): Fault | undefined {
  return typeof value === 'object' && value !== null && isSecure(value) ? faultInSecureObject(value) : undefined;
}

const faultInSecureObject = memoize((value: Value & object): Fault | undefined => {
  countSteps();
  const asked = isUnknown(value) ? revealDecision(value) : value;
  if (isFault(asked)) return asked;
  const members: readonly Value[] = isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  for (const member of members) {
    const found = faultInSecure(member);
    if (found !== undefined) return found;
  }
  return undefined;
});
