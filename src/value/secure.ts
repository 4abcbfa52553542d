import type { CauseKind } from './cause.ts';
import { member, stepText } from './property-access.ts';
import { countSteps } from './step-counter.ts';
import {
  type CallValue,
  call,
  canonicalKey,
  expressionText,
  type Fault,
  fault,
  isArray,
  isCall,
  isConcrete,
  isFault,
  isObject,
  isSecure,
  isSymbol,
  isUnknown,
  recordingSymbols,
  type SymbolValue,
  symbol,
  symbolsOf,
  typeOf,
  type Value,
  type ValueObject,
} from './value.ts';

/*
 * A secure value is a symbol that carries what it stands for where nothing that prints can reach it. To every function
 * it is an unknown, so whatever is made of it is an expression too, and that is all there is to print. Code that
 * has to decide something calls `reveal`, and passes on only the decision: true or false, how many, the same or not.
 */

const hidden = new WeakMap<object, Value>();

/**
 * A value that must not be shown; `text` stands for it wherever it is printed. Values without content are returned
 * unchanged: null, and a symbol, which is already a placeholder. A fault keeps its code and loses its message.
 */
export function secure(key: string, text: string, value: Value): Value {
  if (value === null || isSymbol(value)) return value;
  return isFault(value) ? redactedFault(value, text) : hide(key, text, value);
}

function hide(key: string, text: string, value: Exclude<Value, Fault>): SymbolValue {
  const type = typeOf(value);
  const created = symbol({
    key,
    text,
    type: type === 'null' ? 'any' : type,
    cause: { kind: 'secret', name: text },
    isSecure: true,
    member: (name) => {
      const found = member(value, name);
      if (found === null || isFault(found)) return undefined;
      const step = stepText(name);
      return isSymbol(found) ? found : hide(`${key}${step.toLowerCase()}`, `${text}${step}`, found);
    },
  });
  hidden.set(created, value);
  return created;
}

/** A fault that arose in secure values, without its own message, which may quote them. */
export function redactedFault({ code }: Fault, text: string): Fault {
  return fault(code, `the expression [${text}] cannot be evaluated; its values are secure`);
}

/** Parts of a value, a hidden one included. Lazy members are evaluated. */
function childrenOf(value: object): readonly Value[] {
  if (isSymbol(value)) return hidden.has(value) ? [hidden.get(value) ?? null] : [];
  if (isCall(value)) return value.args;
  if (isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** Computes a result for a value after those of its parts, each once and without recursion: values may be deep, and share parts. */
function computeBottomUp<T>(
  root: object,
  results: { has(part: object): boolean; set(part: object, made: T): unknown },
  parts: (part: object) => readonly Value[],
  make: (part: object) => T,
): void {
  const pending = [root];
  const entered = new Set<object>();
  for (let part = pending.at(-1); part !== undefined; part = pending.at(-1)) {
    if (results.has(part)) pending.pop();
    else if (entered.has(part)) results.set(part, make(part));
    else {
      countSteps();
      entered.add(part);
      for (const inner of parts(part)) if (typeof inner === 'object' && inner !== null) pending.push(inner);
    }
  }
}

const revealed = new WeakMap<object, Value>();

/** Limit on what revealing one value may create, in characters and items. Larger values stay hidden, and so unknown. */
const MAX_REVEALED = 16_000_000;

/**
 * The value behind its secure parts, as far as it is known. For deciding only: neither it nor anything made of it may
 * be printed, named or hashed into what is printed.
 */
export function reveal(value: Value): Value {
  if (typeof value !== 'object' || value === null || !isSecure(value)) return value;
  const budget = { left: MAX_REVEALED };
  const secureParts = (part: object): readonly Value[] => childrenOf(part).filter(isSecure);
  computeBottomUp(value, revealed, secureParts, (part) => revealPart(part as Value & object, budget));
  return revealedValue(value);
}

function revealedValue(value: Value): Value {
  return memoized(revealed, value);
}

/** The memoized result for a value, which may be null; the value itself where there is none. */
function memoized(known: WeakMap<object, Value>, value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  const found = known.get(value);
  return found === undefined ? value : found;
}

function revealPart(value: Value & object, budget: { left: number }): Value {
  if (isSymbol(value)) return revealedValue(memoized(hidden, value));
  if (isArray(value)) return value.map(revealedValue);
  if (isCall(value)) return revealCall(value, budget);
  return mapMembers(value as ValueObject, revealedValue);
}

function revealCall(value: CallValue, budget: { left: number }): Value {
  if (budget.left <= 0) return value;
  const result = recordingSymbols(symbolsOfReveal, () => value.operation.apply(value.args.map(revealedValue)));
  budget.left -= typeof result === 'string' || isArray(result) ? result.length : 1;
  if (isConcrete(result) || isFault(result)) return result;
  const named = withExpressionNames(result, value);
  // Variables captured by a lambda are substituted only now. A form that does not change cannot be decided.
  return isSecure(named) && canonicalKey(named) !== canonicalKey(value) ? reveal(named) : named;
}

/** Symbols created from hidden values. */
const symbolsOfReveal = new WeakSet<SymbolValue>();
const renamed = new WeakMap<object, Value>();

/**
 * Symbols created while revealing, such as `reference()` in a lambda, are named by the expression they arose in, because
 * their own names are made of hidden values. Declared symbols keep their names.
 */
function withExpressionNames(value: Value, within: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  const name = (part: Value): Value => memoized(renamed, part);
  const inner = (part: object): readonly Value[] => (isSymbol(part) ? [] : childrenOf(part));
  computeBottomUp(value, renamed, inner, (part): Value => {
    if (isSymbol(part))
      return isDeclared(part) || !symbolsOfReveal.has(part) ? part : renameSymbol(part, expressionText(within));
    const parts = inner(part);
    if (parts.every((one) => name(one) === one)) return part as Value;
    if (isCall(part)) return call(part.operation, part.args.map(name));
    return isArray(part) ? part.map(name) : mapMembers(part as ValueObject, name);
  });
  return name(value);
}

function mapMembers(object: ValueObject, make: (member: Value) => Value): ValueObject {
  const result: Record<string, Value> = Object.create(null);
  for (const [name, value] of Object.entries(object)) result[name] = make(value);
  return result;
}

const DECLARED_CAUSES: ReadonlySet<CauseKind> = new Set(['parameter', 'secret', 'module']);

function isDeclared({ cause }: SymbolValue): boolean {
  return DECLARED_CAUSES.has(cause.kind);
}

function renameSymbol({ key, type, cause, domain, notEmpty }: SymbolValue, text: string): SymbolValue {
  return symbol({
    key,
    text,
    type,
    cause: { ...cause, name: text },
    ...(domain !== undefined && { domain }),
    ...(notEmpty !== undefined && { notEmpty }),
  });
}

/** A condition as decided by the values behind secure ones: true, false or a fault without its message; the condition itself where they do not decide it. */
export function revealDecision<T extends Value>(value: T): T | boolean | Fault {
  const found = reveal(value);
  if (found === value || typeof found === 'boolean') return found as T | boolean;
  return isFault(found) ? redactedFault(found, expressionText(value)) : value;
}

/**
 * The result of `work` for a value with its secure parts revealed, for deciding only, as with `reveal`. Symbols in it have
 * names that may be shown, and a fault has lost its message.
 */
export function withRevealed(value: Value, work: (revealed: Value) => Value): Value {
  if (isSecure(value)) {
    const found = recordingSymbols(symbolsOfReveal, () => reveal(work(reveal(value))));
    return isFault(found) ? redactedFault(found, expressionText(value)) : withExpressionNames(found, value);
  }
  const found = work(value);
  // Variables captured by a lambda are substituted only when it is called.
  return found !== value && isSecure(found) ? withRevealed(found, work) : found;
}

/** The symbols a value depends on once its secure parts are revealed. */
export function revealedSymbols(value: Value): readonly SymbolValue[] {
  return symbolsOf(withRevealed(value, (found) => found));
}

const secureItemsCache = new WeakMap<object, Value>();

/** A hidden array as an array of secure items: its length is not a secret. Other values are returned unchanged. */
export function secureItems(value: Value): Value {
  if (!isUnknown(value)) return value;
  const found = reveal(value);
  if (!isArray(found)) return value;
  const known = secureItemsCache.get(value);
  if (known !== undefined) return known;
  const [key, text] = [canonicalKey(value), expressionText(value)];
  const items = found.map((item, i) => secure(`${key}[${i}]`, `${text}[${i}]`, item));
  secureItemsCache.set(value, items);
  return items;
}
