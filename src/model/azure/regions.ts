import { booleanOperation, distributeBoth } from '../../value/logic.ts';
import { sameName } from '../../value/symbolic-string.ts';
import { call, isFault, isUnknown, type Operation, type Value } from '../../value/value.ts';

const SAME_REGION: Operation = booleanOperation('sameRegion', ([a = null, b = null]) => sameRegion(a, b));

/**
 * Whether two names are those of one region: Azure takes `West Europe` for `westeurope`. They differ only where both are
 * known, so that the blanks of an allowed or a secure value do not make it another region.
 */
export function sameRegion(one: Value, other: Value): Value<boolean> {
  if (isFault(one)) return one;
  if (isFault(other)) return other;
  if (!isUnknown(one) && !isUnknown(other)) return normalized(one) === normalized(other);
  if (sameName(one, other) === true) return true;
  const split = distributeBoth(one, other, sameRegion);
  return (split ?? call(SAME_REGION, [one, other])) as Value<boolean>;
}

function normalized(region: Value): Value {
  return typeof region === 'string' ? region.replaceAll(/\s/g, '').toLowerCase() : region;
}
