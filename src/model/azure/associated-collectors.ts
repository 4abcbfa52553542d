import { and, anyOf, not } from '../../value/logic.ts';
import { memoize } from '../../value/memoize.ts';
import { sameResource } from '../../value/resource-id.ts';
import type { Value } from '../../value/value.ts';
import type { Inventory } from '../inventory.ts';
import { type CollectionAssociation, carriesLogs, collectionOf, unreadCollection } from './data-collection-rule.ts';
import type { DiagnosticSetting } from './diagnostic-setting.ts';
import { DATA_COLLECTION_RULE_TYPE } from './resource-types.ts';

/** What an association makes of a data collection rule: a collector of its target. */
export interface AssociatedCollector {
  readonly collector: DiagnosticSetting;
  /** Whether this is the rule that is meant, and one that carries logs. */
  readonly isMeant: Value;
}

/** What the associations of an inventory make of data collection rules, whatever they are attached to. */
export const associatedCollectors = memoize((inventory: Inventory): readonly AssociatedCollector[] =>
  inventory.associations.flatMap((association) => ofAssociation(association, inventory)),
);

function ofAssociation(
  association: CollectionAssociation,
  { collectionRules, elsewhere }: Inventory,
): readonly AssociatedCollector[] {
  if (association.rule === null) return [];
  const rules = collectionRules
    .map((rule) => ({ rule, same: sameResource(association.rule, rule.id) }))
    .filter(({ same }) => same !== false);
  const known = rules.flatMap(({ rule, same }) =>
    collectionOf(rule, association).map((collector) => ({ collector, isMeant: and(carriesLogs(rule), same) })),
  );
  if (rules.some(({ same }) => same === true)) return known;
  const { exists, unread } = elsewhere(DATA_COLLECTION_RULE_TYPE, association.rule);
  const collector = unreadCollection(
    { name: association.rule, label: association.label, id: association.rule },
    association,
    unread,
  );
  return [...known, { collector, isMeant: and(not(anyOf(rules.map(({ same }) => same))), exists) }];
}
