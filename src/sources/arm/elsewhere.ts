import { named } from '../../messages/message.ts';
import type { Inventory } from '../../model/inventory.ts';
import { canonicalKey, expressionText, isFault, symbol, type Value } from '../../value/value.ts';

/**
 * What a template tells of a resource that it does not deploy: that it exists, since Azure refuses a deployment that refers
 * to what does not, and nothing else.
 */
export const notInDeployment: Inventory['elsewhere'] = (type: string, id: Value) => {
  const text = isFault(id) ? type : typeof id === 'string' ? id : expressionText(id);
  const unread = symbol({
    key: `elsewhere:${type.toLowerCase()}:${canonicalKey(id)}`,
    text,
    type: 'any',
    cause: { kind: 'notRead', ...named('cause.not-in-template', { id: text }), property: type },
  });
  return { candidates: [], exists: true, unread };
};
