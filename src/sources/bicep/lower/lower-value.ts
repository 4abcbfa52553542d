import type { JsonValue } from '../../arm/json/json-value.ts';
import { bicepError } from '../bind/bind-errors.ts';
import { isLoadFunction, isScopeFunction } from '../bind/built-ins.ts';
import { bare } from '../bind/visit.ts';
import { keyText } from '../syntax/literal-text.ts';
import type { ArrayExpr, BicepSpan, Expr, ForExpr, ObjectExpr, PropertyItem, StringExpr } from '../syntax/nodes.ts';
import { asCall, literalValue, textValue } from './arm-text.ts';
import { loadedValue } from './loaded-value.ts';
import { faultValue, type LoopIndexes, type LowerContext } from './lower-context.ts';
import { limitedValue } from './lowering-limits.ts';
import { finished, newObject, type ObjectMaker, setMember } from './object-maker.ts';

/** The expression as a value of the template. */
export function lowerValue(expr: Expr, context: LowerContext, indexes: LoopIndexes | undefined): JsonValue {
  return limitedValue<JsonValue>(expr, context, () => plainValue(expr, context, indexes), textValue);
}

function plainValue(expr: Expr, context: LowerContext, indexes: LoopIndexes | undefined): JsonValue {
  switch (expr.kind) {
    case 'string':
      if (expr.holes.length === 0) return literalValue(expr.segments[0] ?? '');
      break;
    case 'integer':
      if (expr.value <= Number.MAX_SAFE_INTEGER) return Number(expr.value);
      break;
    case 'boolean':
      return expr.value;
    case 'null':
      return null;
    case 'parentheses':
      return context.value(expr.value, indexes);
    case 'nonNull':
      return context.value(expr.base, indexes);
    case 'array':
      if (!expr.items.some(({ kind }) => kind === 'spread')) return lowerArray(expr, context, indexes);
      break;
    case 'object':
      if (!expr.items.some(({ kind }) => kind === 'spread')) return lowerObject(expr, context, indexes);
      break;
    case 'unary': {
      const { operand, operator } = expr;
      if (operator === '-' && operand.kind === 'integer' && operand.value <= Number.MAX_SAFE_INTEGER)
        return -Number(operand.value);
      break;
    }
    case 'name': {
      const symbol = context.binding.meaning.get(expr);
      if (symbol?.kind === 'variable' && !symbol.isCyclic && context.binding.atRuntime.has(symbol))
        return inlinedValue(symbol.declaration.value, context);
      break;
    }
    case 'call':
    case 'methodCall': {
      const [first] = expr.args;
      if (expr.name.name === 'any' && first !== undefined && isBuiltInCall(expr, context))
        return context.value(first, indexes);
      if (first !== undefined && isScopeFunction(expr.name.name) && isBuiltInCall(expr, context)) return {};
      if (isLoadFunction(expr.name.name) && !context.loaded.has(expr) && isBuiltInCall(expr, context))
        return loadedValue(expr, context);
    }
  }
  return textValue(context.text(expr, indexes));
}

function isBuiltInCall(expr: Expr & { kind: 'call' | 'methodCall' }, { binding }: LowerContext): boolean {
  if (expr.kind === 'call') return !binding.meaning.has(expr);
  return binding.meaning.get(bare(expr.base))?.kind === 'namespace';
}

/** The same object each time, which counts for its size. */
function inlinedValue(value: Expr, context: LowerContext): JsonValue {
  const { memo } = context;
  const known = memo.values.get(value);
  if (known !== undefined) {
    memo.size += known.size;
    return known.value;
  }
  const before = memo.size;
  const lowered = context.value(value);
  memo.values.set(value, { value: lowered, size: memo.size - before });
  return lowered;
}

function lowerArray({ items }: ArrayExpr, context: LowerContext, indexes: LoopIndexes | undefined): JsonValue {
  const places = new Map<number, BicepSpan>();
  const array = items.map((item, i): JsonValue => {
    places.set(i, item);
    return item.kind === 'spread' ? null : context.value(item, indexes);
  });
  if (places.size > 0) context.place(array, places);
  return array;
}

function lowerObject(object: ObjectExpr, context: LowerContext, indexes: LoopIndexes | undefined): JsonValue {
  const maker = newObject();
  const properties = object.items.filter((item) => item.kind === 'property');
  const unnamed = properties.filter(({ key, value }) => value.kind === 'for' && keyText(key) === undefined);
  if (unnamed.length > 0) return unnamedLoops(unnamed, context);
  addProperties(maker, properties, context, indexes);
  return finished(maker, context);
}

/** `copy` takes no expression as the name of what it makes, so that any member of the object may be the one of the loop. */
function unnamedLoops(properties: readonly PropertyItem[], context: LowerContext): JsonValue {
  const message = 'For-expressions cannot be used with properties whose names are also expressions.';
  for (const { key } of properties) context.report(bicepError('BCP143', key, message));
  return faultValue('BCP143');
}

/** Properties that are loops go into `copy`, before the others. */
export function addProperties(
  maker: ObjectMaker,
  properties: readonly PropertyItem[],
  context: LowerContext,
  indexes: LoopIndexes | undefined,
): void {
  const loops = properties.filter(({ value }) => value.kind === 'for');
  if (loops.length > 0) {
    const places = new Map<number, BicepSpan>(loops.map((property, i) => [i, property]));
    const entries = loops.map(({ key, value }) => copyEntry(keyText(key), value as ForExpr, context, indexes));
    context.place(entries, places);
    setMember(maker, 'copy', entries);
  }
  for (const property of properties) {
    if (property.value.kind === 'for') continue;
    setMember(maker, keyOf(property, context, indexes), context.value(property.value, indexes), property);
  }
}

/** `copy` has a meaning in templates, in any letter case. */
function keyOf({ key }: PropertyItem, context: LowerContext, indexes: LoopIndexes | undefined): string {
  const text = keyText(key);
  if (text === undefined) return `[${context.text(key as StringExpr, indexes)}]`;
  return text.length === 4 && text.toLowerCase() === 'copy' ? `[string('${text}')]` : literalValue(text);
}

/** An entry of `copy`. */
export function copyEntry(
  name: string | undefined,
  loop: ForExpr,
  context: LowerContext,
  indexes?: LoopIndexes,
): { readonly [key: string]: JsonValue } {
  const maker = newObject();
  if (name !== undefined) setMember(maker, 'name', name);
  setMember(maker, 'count', countOf(loop, context, indexes), loop.source);
  setMember(maker, 'input', inputOf(loop.body, context, indexes), loop.body);
  return finished(maker, context);
}

export function countOf({ source }: ForExpr, context: LowerContext, indexes?: LoopIndexes): JsonValue {
  return `[length(${context.text(source, indexes)})]`;
}

/** Resource Manager takes only objects and strings as inputs of loops. */
function inputOf(body: Expr, context: LowerContext, indexes: LoopIndexes | undefined): JsonValue {
  const value = context.value(body, indexes);
  const isPlain = typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value));
  return isPlain ? value : `[${asCall(context.text(body, indexes))}]`;
}
