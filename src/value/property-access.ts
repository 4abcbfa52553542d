import { equals, sameText } from './equality.ts';
import { anyOf, distribute, MAX_ALTERNATIVES, not } from './logic.ts';
import {
  type Alternative,
  call,
  expressionText,
  fault,
  findKey,
  isArray,
  isCall,
  isFault,
  isObject,
  isUnknown,
  type Operation,
  symbolsOf,
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
  alternatives: (args) => {
    const members = possibleMembers(args);
    return members && [...members, { condition: not(anyOf(members.map(({ condition }) => condition))), value: null }];
  },
};

/** An undecided `tryGet` or member access. Member names ignore letter case, so the key is lower-cased. */
function undecidedAccess(operation: Operation, base: Value, key: Value): Value {
  if (typeof key !== 'string' || key === key.toLowerCase()) return call(operation, [base, key]);
  const caseInsensitive: Operation = {
    ...operation,
    apply: ([again = null]) => operation.apply([again, key]),
    print: ([text = '']) =>
      operation.print?.([text, expressionText(key)]) ?? `${operation.name}(${text}, ${expressionText(key)})`,
  };
  return call(caseInsensitive, [base, key.toLowerCase()]);
}

/**
 * What an unknown key can select from a known value: each of its members. A key with declared values is not distributed
 * here, because some of those values may select nothing.
 */
function possibleMembers([base = null, key = null]: readonly Value[]): readonly Alternative[] | undefined {
  if (isUnknown(base) || !isUnknown(key) || symbolsOf(key).some(({ domain }) => domain !== undefined)) return undefined;
  if ((isArray(base) ? base.length : isObject(base) ? Object.keys(base).length : 0) > MAX_ALTERNATIVES)
    return undefined;
  const members: Alternative[] = isArray(base)
    ? base.map((value, index) => ({ condition: equals(key, index), value }))
    : isObject(base)
      ? Object.keys(base).map((name) => ({ condition: sameText(key, name), value: base[name] ?? null }))
      : [];
  const possible = members.filter(({ condition }) => condition !== false);
  return possible.length === 0 ? undefined : possible;
}

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
    // A member that is known to be null is an answer.
    if (inside !== undefined) return inside;
    // Null in every branch is an answer too.
    const split = distribute(base, (part) => tryGet(part, key));
    return split === undefined ? undecidedAccess(TRY_GET, base, key) : split;
  }
  if (isUnknown(key)) {
    const split = distribute(key, (part) => tryGet(base, part));
    return split === undefined ? call(TRY_GET, [base, key]) : split;
  }
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
  alternatives: possibleMembers,
  print: ([base, key]) =>
    key !== undefined && /^'[A-Za-z_]\w*'$/.test(key) ? `${base}.${key.slice(1, -1)}` : `${base}[${key}]`,
};

/** `base.key` or `base[key]`: a fault when the member is not there, an unknown when base or key is not known. */
export function member(base: Value, key: Value): Value {
  if (isFault(base)) return base;
  if (isFault(key)) return key;
  if (isUnknown(base)) {
    const inside = declaredMember(base, key);
    if (inside !== undefined) return inside;
    return distribute(base, (part) => member(part, key)) ?? undecidedAccess(MEMBER, base, key);
  }
  if (isUnknown(key)) {
    if (base === null) return fault('null-member', 'a member of null was asked for');
    return distribute(key, (part) => member(base, part)) ?? call(MEMBER, [base, key]);
  }
  if (isArray(base)) {
    const item = typeof key === 'number' ? base[key] : undefined;
    return item === undefined
      ? fault('index-out-of-range', `index ${keyLabel(key)} is outside an array of ${base.length}`)
      : item;
  }
  if (!isObject(base) || typeof key !== 'string') {
    return fault('no-member', `${typeOf(base)} has no member ${keyLabel(key)}`);
  }
  const found = findKey(base, key);
  return found === undefined ? missingPropertyFault(base, key) : (base[found] ?? null);
}

/** A key as messages name it: any value may be used in brackets. */
function keyLabel(key: Value): string {
  if (typeof key === 'string') return `'${key}'`;
  return typeof key === 'object' && key !== null ? `of type ${typeOf(key)}` : String(key);
}

function missingPropertyFault(base: object, key: string): Value {
  const names = Object.keys(base);
  const shown = names.slice(0, 8).join(', ') + (names.length > 8 ? ', …' : '');
  return fault('missing-property', `property '${key}' does not exist; there are: ${shown || 'none'}`);
}
