import type { CauseKind } from './cause.ts';
import { member, stepText } from './property-access.ts';
import { countSteps } from './steps.ts';
import {
  type CallValue,
  call,
  expressionText,
  type Fault,
  fault,
  isArray,
  isCall,
  isFault,
  isObject,
  isSecure,
  isSymbol,
  isUnknown,
  isWhole,
  keyOf,
  notingSymbols,
  type SymbolValue,
  symbol,
  symbolsOf,
  typeOf,
  type Value,
  type ValueObject,
} from './value.ts';

/*
 * A secure value is a symbol that carries what it stands for where nothing that prints can reach it. To every function
 * it is an unknown, so whatever is made of it is an expression too, and that is all there is to print. Who has to decide
 * something looks behind it with `reveal`, and lets only the decision go on: true or false, how many, the same or not.
 */

const hidden = new WeakMap<object, Value>();

/**
 * A value that must not be shown; `text` stands for it wherever it is printed. What holds no text stays as it is: null,
 * and a symbol, which is a name for what is not known anyway. A fault keeps its code and loses its words.
 */
export function secure(key: string, text: string, value: Value): Value {
  if (value === null || isSymbol(value)) return value;
  return isFault(value) ? withheld(value, text) : hide(key, text, value);
}

function hide(key: string, text: string, value: Exclude<Value, Fault>): SymbolValue {
  const type = typeOf(value);
  const made = symbol({
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
  hidden.set(made, value);
  return made;
}

/** What is said of a fault that came up in secure values: its own words may quote them. */
export function withheld({ code }: Fault, text: string): Fault {
  return fault(code, `the expression [${text}] cannot be evaluated; its values are secure`);
}

/** Parts of a value, a hidden one included. Lazy members are evaluated. */
function partsOf(value: object): readonly Value[] {
  if (isSymbol(value)) return hidden.has(value) ? [hidden.get(value) ?? null] : [];
  if (isCall(value)) return value.args;
  if (isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** Makes a result for a value after those of its parts, each once and without recursion: values may be deep, and share parts. */
function bottomUp<T>(
  root: object,
  known: { has(part: object): boolean; set(part: object, made: T): unknown },
  parts: (part: object) => readonly Value[],
  make: (part: object) => T,
): void {
  const open = [root];
  const entered = new Set<object>();
  for (let part = open.at(-1); part !== undefined; part = open.at(-1)) {
    if (known.has(part)) open.pop();
    else if (entered.has(part)) known.set(part, make(part));
    else {
      countSteps();
      entered.add(part);
      for (const inner of parts(part)) if (typeof inner === 'object' && inner !== null) open.push(inner);
    }
  }
}

const revealed = new WeakMap<object, Value>();

/** How much may be made in revealing one value: characters and items. What takes more stays hidden, and so unknown. */
const MOST_REVEALED = 16_000_000;

/**
 * The value behind its secure parts, as far as it is known. For deciding only: neither it nor anything made of it may
 * be printed, named or hashed into what is printed.
 */
export function reveal(value: Value): Value {
  if (typeof value !== 'object' || value === null || !isSecure(value)) return value;
  const room = { left: MOST_REVEALED };
  const secureParts = (part: object): readonly Value[] => partsOf(part).filter(isSecure);
  bottomUp(value, revealed, secureParts, (part) => revealPart(part as Value & object, room));
  return behind(value);
}

function behind(value: Value): Value {
  return made(revealed, value);
}

/** What was made of a value, which may be null; the value itself where nothing was. */
function made(known: WeakMap<object, Value>, value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  const found = known.get(value);
  return found === undefined ? value : found;
}

function revealPart(value: Value & object, room: { left: number }): Value {
  if (isSymbol(value)) return behind(made(hidden, value));
  if (isArray(value)) return value.map(behind);
  if (isCall(value)) return revealCall(value, room);
  return mapMembers(value as ValueObject, behind);
}

function revealCall(value: CallValue, room: { left: number }): Value {
  if (room.left <= 0) return value;
  const result = notingSymbols(madeBehind, () => value.operation.apply(value.args.map(behind)));
  room.left -= typeof result === 'string' || isArray(result) ? result.length : 1;
  if (isWhole(result) || isFault(result)) return result;
  const named = withNames(result, value);
  // What a lambda closes over comes in only now. A form that stays the same cannot be decided.
  return isSecure(named) && keyOf(named) !== keyOf(value) ? reveal(named) : named;
}

/** Symbols that were made of what is hidden. */
const madeBehind = new WeakSet<SymbolValue>();
const renamed = new WeakMap<object, Value>();

/**
 * Symbols that came up while something was revealed, such as `reference()` in a lambda, are named by the expression they
 * came up in, for their own names are made of what is hidden. What a declaration names keeps its name.
 */
function withNames(value: Value, within: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  const name = (part: Value): Value => made(renamed, part);
  const inner = (part: object): readonly Value[] => (isSymbol(part) ? [] : partsOf(part));
  bottomUp(value, renamed, inner, (part): Value => {
    if (isSymbol(part)) return isDeclared(part) || !madeBehind.has(part) ? part : rename(part, expressionText(within));
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

const DECLARED: ReadonlySet<CauseKind> = new Set(['parameter', 'secret', 'module']);

function isDeclared({ cause }: SymbolValue): boolean {
  return DECLARED.has(cause.kind);
}

function rename({ key, type, cause, domain, notEmpty }: SymbolValue, text: string): SymbolValue {
  return symbol({
    key,
    text,
    type,
    cause: { ...cause, name: text },
    ...(domain !== undefined && { domain }),
    ...(notEmpty !== undefined && { notEmpty }),
  });
}

/** A question as it is decided behind secure values: true, false or a fault without its words; the question itself where they do not decide it. */
export function decided<T extends Value>(value: T): T | boolean | Fault {
  const found = reveal(value);
  if (found === value || typeof found === 'boolean') return found as T | boolean;
  return isFault(found) ? withheld(found, expressionText(value)) : value;
}

/**
 * What some work makes of a value and of all that secure parts of it hide, as `reveal` does: for deciding only. Symbols in
 * it have names that may be shown, and a fault has lost its words.
 */
export function lookBehind(value: Value, work: (revealed: Value) => Value): Value {
  if (isSecure(value)) {
    const found = notingSymbols(madeBehind, () => reveal(work(reveal(value))));
    return isFault(found) ? withheld(found, expressionText(value)) : withNames(found, value);
  }
  const found = work(value);
  // What a lambda closes over comes in only when it is called.
  return found !== value && isSecure(found) ? lookBehind(found, work) : found;
}

/** What a value depends on when all that is secure in it is known. */
export function openSymbols(value: Value): readonly SymbolValue[] {
  return symbolsOf(lookBehind(value, (found) => found));
}

const spreads = new WeakMap<object, Value>();

/** An array that is hidden as an array of secure items: how many there are is no secret. Other values are as they were. */
export function spread(value: Value): Value {
  if (!isUnknown(value)) return value;
  const found = reveal(value);
  if (!isArray(found)) return value;
  const known = spreads.get(value);
  if (known !== undefined) return known;
  const [key, text] = [keyOf(value), expressionText(value)];
  const items = found.map((item, i) => secure(`${key}[${i}]`, `${text}[${i}]`, item));
  spreads.set(value, items);
  return items;
}
