import { sameText } from '../../value/equality.ts';
import type { Value } from '../../value/value.ts';

/** Whether two names are those of one region: Azure takes `West Europe` for `westeurope`. */
export function sameRegion(one: Value, other: Value): Value<boolean> {
  return sameText(normalized(one), normalized(other));
}

function normalized(region: Value): Value {
  return typeof region === 'string' ? region.replaceAll(/\s/g, '').toLowerCase() : region;
}
