import type { Need } from '../../src/engine/rule.ts';
import { DATA_COLLECTION_RULE_TYPE } from '../../src/model/azure/resource-types.ts';

/** What a rule needs that counts data collection rules among the collectors. */
export const COLLECTION_RULES: Need = {
  referenced: DATA_COLLECTION_RULE_TYPE,
  fields: ['properties.dataSources.platformTelemetry', 'properties.destinations', 'properties.dataFlows'],
};
