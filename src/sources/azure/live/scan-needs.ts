import {
  DATA_COLLECTION_ASSOCIATION_TYPE,
  isType,
  REGISTRY_TYPE,
  SETTING_TYPE,
  SUBSCRIPTION_TYPE,
} from '../../../model/azure/resource-types.ts';
import type { Wanted } from '../../../model/inventory.ts';
import { fieldsFor } from '../decode/inventory-of-resources.ts';
import { wantsAssociations } from '../decode/scan-inventory.ts';

/** What a scan reads beside registries and their settings: no more than what the active rules ask for. */
export interface ScanNeeds {
  /** Paths of registries. */
  readonly fields: readonly string[];
  readonly associations: boolean;
  /** Types of parts of registries. */
  readonly children: readonly string[];
  /** Types of which all resources are listed. */
  readonly related: readonly string[];
  /** Types that are read by id. */
  readonly referenced: readonly string[];
  /** Whether the settings of the activity log are read. */
  readonly activityLog: boolean;
  readonly fieldsOf: (type: string) => readonly string[];
}

export const NO_NEEDS: ScanNeeds = {
  fields: [],
  associations: false,
  children: [],
  related: [],
  referenced: [],
  activityLog: false,
  fieldsOf: () => [],
};

/** A rule needs these paths of whatever an association or a setting is judged by. */
const ALWAYS: Readonly<Record<string, readonly string[]>> = {
  [DATA_COLLECTION_ASSOCIATION_TYPE.toLowerCase()]: ['properties.dataCollectionRuleId'],
};

export function scanNeeds(wanted: Wanted): ScanNeeds {
  const fieldsOf = (type: string): readonly string[] => ALWAYS[type.toLowerCase()] ?? fieldsFor(type, wanted);
  return {
    fields: fieldsOf(REGISTRY_TYPE),
    associations: wantsAssociations(wanted),
    children: wanted.types.filter((type) => type.toLowerCase().startsWith(`${REGISTRY_TYPE.toLowerCase()}/`)),
    related: wanted.related,
    referenced: wanted.referenced,
    activityLog: wanted.types.some((type) => isType(type, SUBSCRIPTION_TYPE)),
    fieldsOf,
  };
}

/** The needs as a saved scan names them. */
export function readsOf({ associations, children, related, referenced, activityLog, fieldsOf }: ScanNeeds): string[] {
  const types = [
    ...(associations ? [DATA_COLLECTION_ASSOCIATION_TYPE] : []),
    ...children,
    ...related,
    ...referenced,
    ...(activityLog ? [`${SUBSCRIPTION_TYPE}/${SETTING_TYPE}`] : []),
  ];
  return types.map((type) => [type, ...fieldsOf(type)].join(' ')).sort();
}
