import type { UnattachedTarget } from '../../../model/inventory.ts';
import type { NamedResource, Target } from '../../../model/target.ts';
import { COLLECTORS_PROPERTY } from '../../../value/cause.ts';
import { symbol, type Unknown, type Value } from '../../../value/value.ts';
import type { ListResult, ReadResource } from './scan-record.ts';

/** How a resource of a list is seen. */
export interface ListedView {
  readonly toTarget: (type: string, one: ReadResource) => UnattachedTarget;
  readonly named: (type: string, id: Value) => NamedResource;
}

const known = new WeakMap<readonly ListResult[], readonly Target[]>();

/**
 * The resources of lists as rules see them. A scan evaluates a few registries at a time, and a tenant may have thousands
 * of alerts, so that they are gone through once for the same lists.
 */
export function listedTargets(lists: readonly ListResult[], type: string, view: ListedView): readonly Target[] {
  const found = known.get(lists);
  if (found !== undefined) return found;
  const targets = lists.flatMap((list) =>
    list.status === 'read' ? list.resources.map((one) => listedTarget(view.toTarget(type, one), view)) : [],
  );
  known.set(lists, targets);
  return targets;
}

/** Nothing is read of what is attached to it, or stands beside it. */
function listedTarget({ unread: _, ...target }: UnattachedTarget, { named }: ListedView): Target {
  return {
    ...target,
    collectors: notRead(COLLECTORS_PROPERTY),
    related: notRead,
    relatedRead: () => [],
    named,
    parts: () => [],
    notes: () => [],
  };
}

function notRead(property: string): Unknown {
  return symbol({
    key: `notRead:${property}`,
    text: property,
    type: 'array',
    cause: { kind: 'notRead', name: property, property },
  });
}
