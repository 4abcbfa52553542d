import { lifted } from '../../value/lifted.ts';
import { and, anyOf, conditional, distribute, not } from '../../value/logic.ts';
import { isNull } from '../../value/nullability.ts';
import { tryGet } from '../../value/property-access.ts';
import { countSteps } from '../../value/step-counter.ts';
import {
  call,
  expressionText,
  findKey,
  isArray,
  isFault,
  isObject,
  isUnknown,
  type Operation,
  typeOf,
  type Unknown,
  type Value,
} from '../../value/value.ts';
import { gathered, type Part } from './gathered.ts';
import type { ObjectPath, PathStep, PathTest } from './object-path.ts';
import { passes } from './path-filter.ts';

/** What stands at a path. */
export interface FoundValue {
  readonly exists: Value<boolean>;
  /** Null where nothing is. */
  readonly value: Value;
}

export const MISSING: FoundValue = { exists: false, value: null };

export function found(value: Value): FoundValue {
  return { exists: true, value };
}

/**
 * What stands at a path of an object: one value, or behind a step to several the list of what is found from each of them.
 * Null is a value; where an object is not known, a null member is taken as missing.
 */
export function readPath(root: Value, { steps }: Pick<ObjectPath, 'steps'>): FoundValue {
  return readFrom(root, steps, 0);
}

function readFrom(value: Value, steps: readonly PathStep[], at: number): FoundValue {
  const step = steps[at];
  if (step === undefined || isFault(value)) return found(value);
  countSteps();
  if (isScalar(value)) return step.kind === 'slice' ? found([]) : MISSING;
  if (step.kind === 'member') return onward(memberOf(value, step), steps, at);
  if (isUnknown(value)) {
    const rest = steps.slice(at);
    return inUnknown(value, `at ${rest.map(stepName).join('')}`, (known) => readFrom(known, rest, 0));
  }
  switch (step.kind) {
    case 'index':
      return isArray(value) ? onward(elementAt(value, step.index), steps, at) : MISSING;
    case 'all':
      return together(partsOf(elementsOf(value), steps, at));
    case 'slice':
      return found(gathered(partsOf(isArray(value) ? sliced(value, step) : [], steps, at)));
    case 'descendants':
      return together(descendants(value, step.name, steps, at));
    case 'filter':
      return together(filtered(elementsOf(value), step.test, steps, at));
  }
}

function filtered(items: readonly Value[], test: PathTest, steps: readonly PathStep[], at: number): readonly Part[] {
  const answers = items.map((item) => passes(item, test, readPath));
  return partsOf(items, steps, at).map(({ isIn, value }, i) => ({ isIn: and(answers[i] ?? false, isIn), value }));
}

const SCALARS: ReadonlySet<string> = new Set(['string', 'int', 'bool']);

/** Nothing stands in it, also where it is not known. */
function isScalar(value: Value): boolean {
  return isUnknown(value) && SCALARS.has(typeOf(value));
}

function onward({ exists, value }: FoundValue, steps: readonly PathStep[], at: number): FoundValue {
  if (exists === false) return MISSING;
  const inside = readFrom(value, steps, at + 1);
  return { exists: and(exists, inside.exists), value: inside.value };
}

function partsOf(items: readonly Value[], steps: readonly PathStep[], at: number): readonly Part[] {
  return items.map((item) => {
    const { exists, value } = readFrom(item, steps, at + 1);
    return { isIn: exists, value };
  });
}

/** Where nothing is found the path does not exist. */
function together(parts: readonly Part[]): FoundValue {
  const exists = anyOf(parts.map(({ isIn }) => isIn));
  return { exists, value: exists === false ? null : gathered(parts) };
}

function memberOf(value: Value, { name, isExact }: Extract<PathStep, { kind: 'member' }>): FoundValue {
  if (isUnknown(value)) {
    const inside = tryGet(value, name);
    return { exists: not(isNull(inside)), value: inside };
  }
  if (!isObject(value)) return MISSING;
  const key = isExact ? (Object.hasOwn(value, name) ? name : undefined) : findKey(value, name);
  const inside = key === undefined ? undefined : (value[key] ?? null);
  if (inside === undefined) return MISSING;
  return { exists: isUnknown(inside) ? not(isNull(inside)) : true, value: inside };
}

function elementAt(list: readonly Value[], index: number): FoundValue {
  const item = list.at(index);
  return item === undefined ? MISSING : found(item);
}

function elementsOf(value: Value): readonly Value[] {
  if (isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** Indexes are compared as they are written; PSRule would go on from the last element to the first. */
function sliced(list: readonly Value[], { start, end, step }: Extract<PathStep, { kind: 'slice' }>): readonly Value[] {
  const items: Value[] = [];
  const isBefore = (at: number): boolean => end === undefined || (step > 0 ? at < end : at > end);
  for (let at = start ?? (step > 0 ? 0 : -1); isBefore(at); at += step) {
    const item = list.at(at);
    if (item === undefined) break;
    items.push(item);
    if (at < 0 !== at + step < 0) break;
  }
  return items;
}

/** Members of what is in a value; those of the value itself are none. */
function descendants(value: Value, name: string, steps: readonly PathStep[], at: number): readonly Part[] {
  countSteps();
  return elementsOf(value).flatMap((item): readonly Part[] => {
    if (isScalar(item)) return [];
    if (isUnknown(item)) {
      const rest = steps.slice(at);
      const { exists, value: inside } = inUnknown(item, `or below ${rest.map(stepName).join('')}`, (known) =>
        together(descendants([known], name, rest, 0)),
      );
      return [{ isIn: exists, value: inside }];
    }
    const member = memberOf(item, { kind: 'member', name, isExact: false });
    if (member.exists === false) return descendants(item, name, steps, at);
    const { exists, value: inside } = onward(member, steps, at);
    return [{ isIn: exists, value: inside }];
  });
}

/** What is not known is read when it is; in each of its branches now. */
function inUnknown(value: Unknown, name: string, read: (known: Value) => FoundValue): FoundValue {
  return { exists: lifted(value, `exists ${name}`, (known) => read(known).exists), value: valueIn(value, name, read) };
}

function valueIn(value: Value, name: string, read: (known: Value) => FoundValue): Value {
  if (isFault(value)) return value;
  if (!isUnknown(value)) {
    const { exists, value: inside } = read(value);
    return exists === true ? inside : conditional(exists, inside, null);
  }
  const split = distribute(value, (part) => valueIn(part, name, read));
  if (split !== undefined) return split;
  const operation: Operation = {
    name,
    type: 'any',
    nullable: true,
    apply: ([again = null]) => valueIn(again, name, read),
    print: ([text = '']) => `${text} ${name}`,
  };
  return call(operation, [value]);
}

function stepName(step: PathStep): string {
  if (step.kind === 'member') return `.${step.isExact ? '+' : ''}${step.name.toLowerCase()}`;
  if (step.kind === 'index') return `[${step.index}]`;
  if (step.kind === 'all') return '[*]';
  if (step.kind === 'slice') return `[${step.start ?? ''}:${step.end ?? ''}:${step.step}]`;
  return step.kind === 'descendants' ? `..${step.name.toLowerCase()}` : `[?${JSON.stringify(step.test)}]`;
}

/** A value as reasons show it. */
export function shownValue(value: Value): string {
  if (typeof value === 'string') return `'${value}'`;
  return value === null || typeof value === 'boolean' ? String(value) : expressionText(value);
}
