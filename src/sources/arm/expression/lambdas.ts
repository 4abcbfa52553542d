import { conditional, distribute } from '../../../value/logic.ts';
import { member } from '../../../value/property-access.ts';
import { revealDecision, secureItems } from '../../../value/secure.ts';
import {
  call,
  fault,
  faultIn,
  isArray,
  isFault,
  isObject,
  isUnknown,
  type Operation,
  typeOf,
  type Value,
  type ValueType,
} from '../../../value/value.ts';
import type { Arity } from './arity.ts';
import { objectOf } from './create-object.ts';
import type { Binding, Frame } from './frame.ts';
import { identityOf, symbolicIterations } from './loops.ts';
import { operationOf } from './operations.ts';
import type { Expression } from './parse-expression.ts';

/** Evaluates an expression in a frame. */
type Evaluate = (expression: Expression, frame: Frame) => Value;

/** A function that does not evaluate all of its arguments, or not all of them once: it is handed the evaluation itself. */
export interface SpecialForm extends Arity {
  readonly evaluate: (args: readonly Expression[], frame: Frame, evaluate: Evaluate) => Value;
}

/** A lambda with its closure. */
interface Lambda {
  readonly apply: (...values: readonly Value[]) => Value;
  /** Equal for equivalent lambdas. */
  readonly identity: () => string;
}

type Collect = (collection: Value, ...lambdas: readonly Lambda[]) => Value | undefined;

/** Functions with lambdas. The collection is evaluated first; the lambdas run once per item. */
export const lambdaForms: ReadonlyMap<string, SpecialForm> = new Map<string, SpecialForm>([
  [
    'map',
    lambdaForm('map', 'array', 1, (list, item) =>
      isArray(list) ? list.map((value, i) => item?.apply(value, i) ?? null) : undefined,
    ),
  ],
  ['filter', lambdaForm('filter', 'array', 1, filter)],
  ['sort', lambdaForm('sort', 'array', 1, sort)],
  ['toobject', lambdaForm('toObject', 'object', 2, toObject)],
  ['groupby', lambdaForm('groupBy', 'object', 2, groupBy)],
  ['mapvalues', lambdaForm('mapValues', 'object', 1, mapValues)],
  ['reduce', { min: 3, max: 3, evaluate: evaluateReduce }],
  [
    'lambda',
    {
      min: 0,
      max: Number.POSITIVE_INFINITY,
      evaluate: () => fault('lambda', 'a lambda stands where a value is needed'),
    },
  ],
]);

function lambdaForm(name: string, type: ValueType, lambdas: number, collect: Collect): SpecialForm {
  return {
    min: 2,
    max: 1 + lambdas,
    evaluate: ([collection, ...rest], frame, evaluate) => {
      const made = rest.map((arg) => lambdaOf(arg, frame, evaluate));
      const failed = made.find(isFault);
      if (failed !== undefined || collection === undefined) return failed ?? null;
      return applyForm(name, type, collect, evaluate(collection, frame), made as readonly Lambda[]);
    },
  };
}

function applyForm(
  name: string,
  type: ValueType,
  collect: Collect,
  argument: Value,
  lambdas: readonly Lambda[],
): Value {
  const collection = secureItems(argument);
  const itemFault = faultIn(collection);
  if (itemFault !== undefined) return itemFault;
  const applyTo = (value: Value): Value => applyForm(name, type, collect, value, lambdas);
  if (isUnknown(collection)) {
    const identity = lambdas.map((lambda) => lambda.identity()).join('|');
    const self: Operation = {
      name,
      type,
      apply: ([value = null]) => applyTo(value),
      ...(name === 'map' && { items: ([open = null]) => representativeItems(open, lambdas[0]) }),
      print: ([text]) => `${name}(${text}, …)`,
    };
    return distribute(collection, applyTo) ?? call(self, [collection, identity]);
  }
  return collect(collection, ...lambdas) ?? fault('wrong-type', `${name}() cannot work on ${typeOf(collection)}`);
}

/** Representative items of the map of an array with an unknown length. */
function representativeItems(collection: Value, lambda: Lambda | undefined): readonly Value[] {
  const count = operationOf('length')?.apply([collection]) ?? null;
  if (lambda === undefined || !isUnknown(count)) return [];
  return symbolicIterations(count).map(({ index, exists }) =>
    conditional(exists, lambda.apply(member(collection, index), index), null),
  );
}

function lambdaOf(expression: Expression, frame: Frame, evaluate: Evaluate): Lambda | ReturnType<typeof fault> {
  if (expression.kind !== 'call' || expression.name !== 'lambda' || expression.args.length === 0) {
    return fault('lambda', 'a lambda is needed here');
  }
  const body = expression.args.at(-1) as Expression;
  const names = expression.args.slice(0, -1).map((arg) => (arg.kind === 'literal' ? String(arg.value) : ''));
  return {
    identity: () => `${frame.deployment.key}:${identityOf(expression, frame)}`,
    apply: (...values) => {
      const binding = names.reduce<Binding | undefined>(
        (outer, name, i) => ({ name, value: values[i] ?? null, outer }),
        frame.binding,
      );
      return evaluate(body, { ...frame, binding });
    },
  };
}

/** Keeps the items whose predicate holds; an undecided predicate makes the result undecided. */
const FILTER: Operation = {
  name: 'filter',
  type: 'array',
  apply: (args) => {
    const kept: Value[] = [];
    for (let i = 0; i < args.length; i += 2) {
      const holds = args[i + 1] ?? null;
      if (isFault(holds)) return holds;
      if (isUnknown(holds)) return call(FILTER, args);
      if (typeof holds !== 'boolean')
        return fault('wrong-type', `the lambda of filter() must return a boolean and returns ${typeOf(holds)}`);
      if (holds) kept.push(args[i] ?? null);
    }
    return kept;
  },
};

function filter(list: Value, predicate?: Lambda): Value | undefined {
  if (!isArray(list)) return undefined;
  return FILTER.apply(list.flatMap((item, i) => [item, predicate?.apply(item, i) ?? null]));
}

/** A stable merge sort with a less-than predicate; undecided as soon as one comparison is. */
function sort(list: Value, before?: Lambda): Value | undefined {
  if (!isArray(list) || before === undefined) return undefined;
  let undecided: Value | undefined;
  const goesBefore = (a: Value, b: Value): boolean => {
    const isBefore = undecided === undefined ? revealDecision(before.apply(a, b)) : false;
    if (typeof isBefore !== 'boolean')
      undecided ??=
        isFault(isBefore) || isUnknown(isBefore)
          ? isBefore
          : fault('wrong-type', 'the lambda of sort() must give a boolean');
    return isBefore === true;
  };
  const sorted = mergeSort(list, goesBefore);
  if (undecided === undefined || isFault(undecided)) return undecided ?? sorted;
  const self: Operation = {
    name: 'sort',
    type: 'array',
    apply: ([items = null]) => sort(items, before) ?? null,
    print: ([text]) => `sort(${text}, …)`,
  };
  return call(self, [list, before.identity(), undecided]);
}

function mergeSort(list: readonly Value[], before: (a: Value, b: Value) => boolean): readonly Value[] {
  if (list.length < 2) return list;
  const half = list.length >> 1;
  const left = mergeSort(list.slice(0, half), before);
  const right = mergeSort(list.slice(half), before);
  const merged: Value[] = [];
  let l = 0;
  let r = 0;
  while (l < left.length && r < right.length) {
    const [a, b] = [left[l] ?? null, right[r] ?? null];
    if (before(b, a) && !before(a, b)) merged.push(right[r++] ?? null);
    else merged.push(left[l++] ?? null);
  }
  return [...merged, ...left.slice(l), ...right.slice(r)];
}

function toObject(list: Value, key?: Lambda, value?: Lambda): Value | undefined {
  if (!isArray(list)) return undefined;
  return objectOf(list.flatMap((item) => [key?.apply(item) ?? null, value === undefined ? item : value.apply(item)]));
}

const GROUP_BY: Operation = {
  name: 'groupBy',
  type: 'object',
  apply: (pairs) => {
    const groups: Record<string, Value[]> = Object.create(null);
    for (let i = 0; i < pairs.length; i += 2) {
      const name = pairs[i] ?? null;
      if (isFault(name)) return name;
      if (isUnknown(name)) return call(GROUP_BY, pairs);
      if (typeof name !== 'string')
        return fault('wrong-type', `the lambda of groupBy() must return a string and returns ${typeOf(name)}`);
      const group = groups[name] ?? [];
      group.push(pairs[i + 1] ?? null);
      groups[name] = group;
    }
    return groups;
  },
};

function groupBy(list: Value, key?: Lambda, value?: Lambda): Value | undefined {
  if (!isArray(list)) return undefined;
  return GROUP_BY.apply(
    list.flatMap((item) => [key?.apply(item) ?? null, value === undefined ? item : value.apply(item)]),
  );
}

function mapValues(object: Value, value?: Lambda): Value | undefined {
  if (!isObject(object)) return undefined;
  return objectOf(Object.entries(object).flatMap(([name, item]) => [name, value?.apply(item) ?? null]));
}

function evaluateReduce(args: readonly Expression[], frame: Frame, evaluate: Evaluate): Value {
  const [collection, initial, body] = args as [Expression, Expression, Expression];
  const lambda = lambdaOf(body, frame, evaluate);
  if (isFault(lambda)) return lambda;
  const start = evaluate(initial, frame);
  const collect: Collect = (list) =>
    isArray(list) ? list.reduce<Value>((current, next, i) => lambda.apply(current, next, i), start) : undefined;
  return applyForm('reduce', 'any', collect, evaluate(collection, frame), [lambda]);
}
