import type { JsonValue } from '../../arm/json/json-value.ts';
import type { ComparisonOperator, PathCondition, PathOperand, PathPart } from './json-path-parts.ts';

/** Values visited at most: `..` may name the same value many times. */
const MAX_STEPS = 1_000_000;

interface Selection {
  readonly root: JsonValue;
  steps: number;
}

/** The values that a JSONPath names, in document order; undefined when that takes too many steps. */
export function selectJson(root: JsonValue, parts: readonly PathPart[]): readonly JsonValue[] | undefined {
  const selection: Selection = { root, steps: 0 };
  const found = follow(root, parts, selection);
  return selection.steps > MAX_STEPS ? undefined : found;
}

function follow(from: JsonValue, parts: readonly PathPart[], selection: Selection): readonly JsonValue[] {
  let current: readonly JsonValue[] = [from];
  for (const part of parts) {
    const next: JsonValue[] = [];
    for (const value of current) {
      for (const each of 'deep' in part && part.deep ? deepStep(value, part, selection) : step(value, part, selection))
        next.push(each);
      selection.steps += next.length + 1;
      if (selection.steps > MAX_STEPS) return [];
    }
    current = next;
  }
  return current;
}

/** What `..` names: a name, `*` and a filter are about each value below, the other steps about the members of each. */
function deepStep(value: JsonValue, part: PathPart, selection: Selection): readonly JsonValue[] {
  const all = withDescendants(value, selection);
  if (part.kind === 'anyName') return all.map((each) => each.value);
  if (part.kind === 'names')
    return all.filter(({ name }) => name !== undefined && part.names.includes(name)).map((each) => each.value);
  if (part.kind === 'filter')
    return all.filter((each) => holds(part.condition, each.value, selection)).map((each) => each.value);
  return all.flatMap((each) => step(each.value, part, selection));
}

interface Descendant {
  /** Of a member of an object. */
  readonly name: string | undefined;
  readonly value: JsonValue;
}

/** A value and all below it, in document order. */
function withDescendants(value: JsonValue, selection: Selection): readonly Descendant[] {
  const found: Descendant[] = [];
  const open: Descendant[] = [{ name: undefined, value }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (++selection.steps > MAX_STEPS) return [];
    found.push(next);
    // There may be more than arguments of a call.
    for (const child of childrenOf(next.value).reverse()) open.push(child);
  }
  return found;
}

function childrenOf(value: JsonValue): Descendant[] {
  if (Array.isArray(value)) return value.map((item: JsonValue) => ({ name: undefined, value: item }));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, member]) => ({ name, value: member }));
}

function step(value: JsonValue, part: PathPart, selection: Selection): readonly JsonValue[] {
  if (part.kind === 'root') return [selection.root];
  if (part.kind === 'names' || part.kind === 'anyName') return members(value, part);
  if (!Array.isArray(value)) return [];
  const items: readonly JsonValue[] = value;
  if (part.kind === 'anyItem') return items;
  if (part.kind === 'filter') return items.filter((item) => holds(part.condition, item, selection));
  if (part.kind === 'slice') return slice(items, part);
  return part.indexes.filter((i) => i >= 0 && i < items.length).map((i) => items[i] ?? null);
}

function members(value: JsonValue, part: Extract<PathPart, { kind: 'names' | 'anyName' }>): readonly JsonValue[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  if (part.kind === 'anyName') return Object.values(value);
  const object = value as { readonly [key: string]: JsonValue };
  return part.names.filter((name) => Object.hasOwn(object, name)).map((name) => object[name] ?? null);
}

/** As in Python: positions below zero count from the end. */
function slice(items: readonly JsonValue[], part: Extract<PathPart, { kind: 'slice' }>): readonly JsonValue[] {
  const { step: stride } = part;
  const [lowest, highest] = stride > 0 ? [0, items.length] : [-1, items.length - 1];
  const position = (bound: number | undefined, otherwise: number): number => {
    if (bound === undefined) return otherwise;
    return Math.max(lowest, Math.min(highest, bound < 0 ? bound + items.length : bound));
  };
  const start = position(part.start, stride > 0 ? lowest : highest);
  const end = position(part.end, stride > 0 ? highest : lowest);
  const found: JsonValue[] = [];
  for (let i = start; stride > 0 ? i < end : i > end; i += stride) found.push(items[i] ?? null);
  return found;
}

function holds(condition: PathCondition, value: JsonValue, selection: Selection): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.conditions.every((each) => holds(each, value, selection));
    case 'any':
      return condition.conditions.some((each) => holds(each, value, selection));
    case 'exists':
      return operandValues(condition.operand, value, selection).length > 0;
    case 'compare': {
      const lefts = operandValues(condition.left, value, selection);
      const rights = operandValues(condition.right, value, selection);
      return lefts.some((left) =>
        rights.some((right) => ++selection.steps <= MAX_STEPS && compare(left, right, condition.operator)),
      );
    }
  }
}

function operandValues(operand: PathOperand, value: JsonValue, selection: Selection): readonly JsonValue[] {
  return operand.kind === 'value' ? [operand.value] : follow(value, operand.parts, selection);
}

/** Arrays and objects are equal to nothing. */
function compare(left: JsonValue, right: JsonValue, operator: ComparisonOperator): boolean {
  const isContainer = [left, right].some((side) => typeof side === 'object' && side !== null);
  if (isContainer) return operator === '!=';
  if (operator === '==' || operator === '===') return left === right;
  if (operator === '!=' || operator === '!==') return left !== right;
  const comparable =
    (typeof left === 'number' && typeof right === 'number') || (typeof left === 'string' && typeof right === 'string');
  if (!comparable) return false;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}
