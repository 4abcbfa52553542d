import { isNotEmpty } from '../value/nullability.ts';
import { member } from '../value/property-access.ts';
import { withRevealed } from '../value/secure.ts';
import { countSteps } from '../value/step-counter.ts';
import {
  type CallValue,
  call,
  canonicalKey,
  isArray,
  isCall,
  isFault,
  isSecure,
  isUnknown,
  limitDepth,
  type Operation,
  symbolsOf,
  type Value,
} from '../value/value.ts';
import type { OptionValues } from './options.ts';
import type { Reason, RuleContext } from './rule.ts';
import { type CaseSplit, chooseSplit, type Scenario, substitute } from './scenario.ts';
import { createMemory } from './scenario-memory.ts';
import { moreInformative, Undecided } from './undecided.ts';

/** The context of a rule in a scenario, and whether it was used as it may be. */
export interface ObservedContext {
  readonly ctx: RuleContext;
  /** Set when the rule caught what the engine threw through it, so that its result means nothing. */
  readonly hasSwallowed: () => boolean;
}

/** How a rule looks at values in a scenario. */
export function contextOf(scenario: Scenario, options: OptionValues = {}): RuleContext {
  return observedContext(scenario, options).ctx;
}

export function observedContext(scenario: Scenario, options: OptionValues): ObservedContext {
  const { values, assumptions } = scenario.memory ?? createMemory();
  const resolve = (value: Value): Value =>
    typeof value === 'object' && value !== null ? inScenario(value, scenario, values) : value;
  let pending: Undecided | undefined;
  const stop = (value: Value, split: CaseSplit | undefined): never => {
    pending = new Undecided(value, split);
    throw pending;
  };
  const caught = (thrown: unknown): Undecided => {
    if (!(thrown instanceof Undecided)) throw thrown;
    pending = undefined;
    return thrown;
  };
  const holds = (value: Value): boolean => {
    const found = resolve(value);
    return typeof found === 'boolean' ? found : stop(found, isFault(found) ? undefined : chooseSplit(found, true));
  };
  const items = (value: Value): readonly Value[] => {
    const into: Value[] = [];
    addItems(value, scenario, resolve, stop, into);
    return into;
  };
  const some = <T>(list: readonly T[], test: (item: T) => boolean): boolean => {
    let undecided: Undecided | undefined;
    for (const item of list) {
      try {
        if (test(item)) return true;
      } catch (thrown) {
        undecided = moreInformative(undecided, caught(thrown));
      }
    }
    if (undecided === undefined) return false;
    pending = undecided;
    throw undecided;
  };
  const ctx: RuleContext = {
    options,
    holds,
    items,
    some,
    every: (list, test) => !some(list, (item) => !test(item)),
    either: (...tests) => some(tests, (test) => test()),
    both: (...tests) => !some(tests, (test) => !test()),
    notEmpty: (value) => {
      const found = resolve(value);
      return holds(isFault(found) ? found : resolveAssumptions(isNotEmpty(found), scenario, assumptions));
    },
    require: <T>(value: Value<T>): T => (isUnknown(value) || isFault(value) ? stop(value, undefined) : value),
    peek: (test) => {
      try {
        return test();
      } catch (thrown) {
        caught(thrown);
        return undefined;
      }
    },
    reason: (id, values = {}, at): Reason => ({ id, values, ...(at !== undefined && { origin: at }) }),
  };
  return { ctx, hasSwallowed: () => pending !== undefined };
}

/** A value as it is in a scenario, behind what is secure in it: only what is decided by it may be told. */
export function inScenario(value: Value, scenario: Scenario, seen?: Map<object, Value>): Value {
  return withRevealed(value, (found) => substitute(found, scenario, seen));
}

/** Stands for the items of an array that cannot be counted: whatever is asked of it is undecided. */
const ITEM: Operation = {
  name: 'item',
  type: 'any',
  nullable: true,
  apply: (args) => call(ITEM, args),
  print: ([a]) => `${a}[*]`,
};

function addItems(
  value: Value,
  scenario: Scenario,
  resolve: (value: Value) => Value,
  stop: (value: Value, split: CaseSplit | undefined) => never,
  into: Value[],
): void {
  const found = resolve(value);
  countSteps();
  if (isArray(found)) {
    for (const item of itemsBehind(value, found, scenario)) into.push(item);
    return;
  }
  if (isFault(found)) stop(found, undefined);
  const split = isUnknown(found) ? chooseSplit(found, false) : undefined;
  if (split !== undefined) stop(found, split);
  if (!isCall(found) || (found.operation.name !== 'concat' && found.operation.name !== 'union')) {
    for (const item of itemsOf(found)) into.push(item);
    return;
  }
  const { args } = isCall(value) && value.operation === found.operation ? value : found;
  for (const arg of args) addItems(arg, scenario, resolve, stop, into);
}

function itemsOf(value: Value): readonly Value[] {
  if (!isUnknown(value)) return [];
  return (isCall(value) ? value.operation.items?.(value.args) : undefined) ?? [call(ITEM, [value])];
}

/** The items of an array that is known in a scenario, as values that may be shown. */
function itemsBehind(value: Value, found: readonly Value[], scenario: Scenario): readonly Value[] {
  if (!isSecure(value)) return found;
  const shown = substitute(value, scenario);
  return isArray(shown) ? shown : found.map((_, i) => member(shown, i));
}

/** Answers the questions that are assumed unless the scenario says otherwise or declared values tell scenarios apart. */
function resolveAssumptions(value: Value, scenario: Scenario, seen: Map<object, Value>): Value {
  if (!isCall(value)) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  countSteps();
  const result =
    value.operation.name === 'assumedEmpty' ? assumed(value, scenario) : resolvedCall(value, scenario, seen);
  seen.set(value, result);
  return result;
}

function resolvedCall(value: CallValue, scenario: Scenario, seen: Map<object, Value>): Value {
  const args = value.args.map((arg) => resolveAssumptions(arg, scenario, seen));
  return args.every((arg, i) => arg === value.args[i]) ? value : limitDepth(value.operation.apply(args));
}

function assumed(value: CallValue, scenario: Scenario): Value {
  const fact = scenario.facts.get(canonicalKey(value));
  if (fact !== undefined) return fact;
  const listed = symbolsOf(value).find(({ domain }) => domain !== undefined);
  const split = listed === undefined ? undefined : chooseSplit(listed, false);
  if (split !== undefined) throw new Undecided(value, split);
  return false;
}
