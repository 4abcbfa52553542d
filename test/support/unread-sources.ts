import type { Rule } from '../../src/engine/rule.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import type { Target } from '../../src/model/target.ts';
import { COLLECTORS_PROPERTY } from '../../src/value/cause.ts';
import { partialValue } from '../../src/value/partial-resource.ts';
import { symbol, type Unknown } from '../../src/value/value.ts';
import type { Reading } from './evaluate-case.ts';

/** The same resources by a source that could not read what collects their logs. */
export const withoutCollectors: Reading = (inventory) => ({
  ...inventory,
  settings: [],
  modules: [],
  targets: inventory.targets.map((target) => ({ ...target, unread: notRead(COLLECTORS_PROPERTY) })),
});

/** The same resources by a source that knows no more of them than that they exist. */
export const withNothingRead: Reading = (inventory): Inventory => ({
  ...withoutCollectors(inventory),
  targets: inventory.targets.map((target, i) => ({
    type: target.type,
    name: target.name,
    id: target.id,
    scope: target.scope,
    origin: target.origin,
    deployed: true,
    field: (path) =>
      partialValue({ id: `resource ${i}`, whole: [], command: 'another source' }, path.split('.'), undefined),
    unread: notRead(COLLECTORS_PROPERTY),
  })),
  notListed: (type) => notRead(type),
});

function notRead(property: string): Unknown {
  return symbol({
    key: `notRead:${property}`,
    text: property,
    type: 'array',
    cause: { kind: 'notRead', name: property, property },
  });
}

/** The same rule, which says of each run whether it has looked at the collectors of its target. */
export function watchingCollectors(rule: Rule): { readonly rule: Rule; readonly hasRead: () => boolean } {
  let hasRead = false;
  const watched = (target: Target): Target => ({
    ...target,
    get collectors() {
      hasRead = true;
      return target.collectors;
    },
  });
  const { where } = rule;
  return {
    rule: {
      ...rule,
      ...(where !== undefined && { where: (target, ctx) => where(watched(target), ctx) }),
      check: (target, ctx) => rule.check(watched(target), ctx),
    },
    hasRead: () => hasRead,
  };
}
