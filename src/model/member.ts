import { distribute } from './logic.ts';
import {
  call,
  fault,
  findKey,
  isArray,
  isCall,
  isFault,
  isObject,
  isUnknown,
  type Operation,
  typeOf,
  type Unknown,
  type Value,
  type ValueObject,
} from './value.ts';

const TRY_GET: Operation = {
  name: 'tryGet',
  type: 'any',
  nullable: true,
  apply: ([base = null, key = null]) => tryGet(base, key),
};

/** A member that is known or declared although the whole is not known. */
function declaredMember(base: Unknown, key: Value): Value | undefined {
  if (isCall(base)) return base.operation.member?.(base.args, key);
  return typeof key === 'string' || typeof key === 'number' ? base.member?.(key) : undefined;
}

/** `tryGet(base, key)`, Bicep's `base.?key`: null instead of a fault when there is no such member. */
export function tryGet(base: Value, key: Value): Value {
  if (base === null || isFault(base)) return base;
  if (isFault(key)) return key;
  if (isUnknown(base)) {
    const inside = typeof key === 'number' ? undefined : declaredMember(base, key);
    return inside ?? distribute(base, (part) => tryGet(part, key)) ?? call(TRY_GET, [base, key]);
  }
  if (isUnknown(key)) return call(TRY_GET, [base, key]);
  if (isArray(base)) return (typeof key === 'number' ? base[key] : undefined) ?? null;
  const found = isObject(base) && typeof key === 'string' ? findKey(base, key) : undefined;
  return found === undefined ? null : ((base as ValueObject)[found] ?? null);
}

const PLAIN_NAME = /^[A-Za-z_]\w*$/;

/** A step to a member as expressions write it: `.name`, `['a name']`, `[0]`. */
export function stepText(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return PLAIN_NAME.test(step) ? `.${step}` : `['${step.replaceAll("'", "''")}']`;
}

const MEMBER: Operation = {
  name: 'member',
  type: 'any',
  apply: ([base = null, key = null]) => member(base, key),
  print: ([base, key]) =>
    key !== undefined && /^'[A-Za-z_]\w*'$/.test(key) ? `${base}.${key.slice(1, -1)}` : `${base}[${key}]`,
};

/** `base.key` or `base[key]`: a fault when the member is not there, an unknown when base or key is not known. */
export function member(base: Value, key: Value): Value {
  if (isFault(base)) return base;
  if (isFault(key)) return key;
  if (isUnknown(base)) {
    const inside = declaredMember(base, key);
    return inside ?? distribute(base, (part) => member(part, key)) ?? call(MEMBER, [base, key]);
  }
  if (isUnknown(key))
    return base === null ? fault('null-member', 'a member of null was asked for') : call(MEMBER, [base, key]);
  if (isArray(base)) {
    const item = typeof key === 'number' ? base[key] : undefined;
    return item === undefined
      ? fault('index-out-of-range', `index ${String(key)} is outside an array of ${base.length}`)
      : item;
  }
  if (!isObject(base) || typeof key !== 'string') {
    return fault('no-member', `${typeOf(base)} has no member ${typeof key === 'string' ? `'${key}'` : String(key)}`);
  }
  const found = findKey(base, key);
  return found === undefined ? missingMember(base, key) : (base[found] ?? null);
}

function missingMember(base: object, key: string): Value {
  const names = Object.keys(base);
  const shown = names.slice(0, 8).join(', ') + (names.length > 8 ? ', …' : '');
  return fault('missing-property', `property '${key}' does not exist; there are: ${shown || 'none'}`);
}
