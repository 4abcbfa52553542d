import { allOf, anyOf, conditional } from '../../../value/logic.ts';
import { coalesce, isNull } from '../../../value/nullability.ts';
import { revealDecision } from '../../../value/secure.ts';
import { stepsTaken } from '../../../value/step-counter.ts';
import { fault, isArray, isFault, isUnknown, limitDepth, type Value } from '../../../value/value.ts';
import { access, tryAccess } from './accessor.ts';
import { argumentFault, arityFault } from './arity.ts';
import { enter, type Frame, step } from './frame.ts';
import { lambdaForms, type SpecialForm } from './lambdas.ts';
import { operationOf } from './operations.ts';
import type { Expression } from './parse-expression.ts';
import { runtimeValue } from './runtime-value.ts';
import { scopeFunctions } from './scope-functions.ts';

/** Evaluates an expression as far as it is known. An invalid expression is a fault; only a limit of the tool throws. */
export function evaluate(expression: Expression, frame: Frame): Value {
  step(frame);
  if (expression.kind === 'literal') return expression.value;
  enter(frame.budget);
  const result = expression.kind === 'access' ? evaluateAccess(expression, frame) : evaluateCall(expression, frame);
  frame.budget.depth--;
  return result;
}

/** Visiting this many values is about as much work as a step of evaluation. */
const VALUES_PER_STEP = 4;

/** Runs an operation and charges the values that it visits: their size is not visible from outside. */
function charged(frame: Frame, compute: () => Value): Value {
  const { budget } = frame;
  const before = stepsTaken();
  const result = compute();
  const now = stepsTaken();
  // Nested evaluations have already charged their part.
  step(frame, Math.floor((now - Math.max(before, budget.valuesCharged)) / VALUES_PER_STEP));
  budget.valuesCharged = now;
  return result;
}

function evaluateAccess({ base, key }: Expression & { kind: 'access' }, frame: Frame): Value {
  const [from, name] = [evaluate(base, frame), evaluate(key, frame)];
  return charged(frame, () => access(from, name));
}

function evaluateCall({ name, text, args }: Expression & { kind: 'call' }, frame: Frame): Value {
  const form = specialForms.get(name) ?? lambdaForms.get(name);
  if (form !== undefined)
    return arityFault(text, form, args.length) ?? limitDepth(form.evaluate(args, frame, evaluate));
  const values = args.map((arg) => evaluate(arg, frame));
  step(frame, argumentCost(values));
  const inFrame = scopeFunctions.get(name);
  const invalid = (inFrame && arityFault(text, inFrame, args.length)) ?? argumentFault(values);
  if (invalid !== undefined) return invalid;
  if (inFrame !== undefined) return inFrame.evaluate(values, frame);
  const operation = operationOf(name);
  if (operation !== undefined) return charged(frame, () => limitDepth(operation.apply(values)));
  return name.startsWith('list') ? listFunction(text, values, frame) : callUserFunction(text, values, frame);
}

/** The cost of the size of arguments, in steps; it also limits the memory of results. */
function argumentCost(values: readonly Value[]): number {
  let cost = 0;
  for (const value of values) {
    if (typeof value === 'string') cost += value.length >> 6;
    else if (isArray(value)) cost += value.length >> 4;
  }
  return cost;
}

/** `listKeys()` and similar functions: a declared resource is identified by its id, however it is named. */
function listFunction(name: string, args: readonly Value[], { deployment }: Frame): Value {
  return runtimeValue(
    name,
    args.map((arg, i) => (i === 0 ? (deployment.idOf(arg) ?? arg) : arg)),
  );
}

function callUserFunction(name: string, args: readonly Value[], frame: Frame): Value {
  const found = name.includes('.') ? frame.deployment.userFunction(name) : undefined;
  if (found === undefined) return fault('unknown-function', `there is no function ${name}()`);
  const wrong = arityFault(name, { min: found.parameters.length, max: found.parameters.length }, args.length);
  if (wrong !== undefined) return wrong;
  const bound = new Map(found.parameters.map((parameter, i) => [parameter.toLowerCase(), args[i] ?? null]));
  return found.evaluate({ deployment: frame.deployment, budget: frame.budget, args: bound });
}

const UNLIMITED = Number.POSITIVE_INFINITY;

/** Functions that do not evaluate all of their arguments, by lower-case name. */
export const specialForms: ReadonlyMap<string, SpecialForm> = new Map<string, SpecialForm>([
  ['if', { min: 3, max: 3, evaluate: evaluateIf }],
  ['and', { min: 2, max: UNLIMITED, evaluate: (args, frame) => evaluateJunction(args, frame, false) }],
  ['or', { min: 2, max: UNLIMITED, evaluate: (args, frame) => evaluateJunction(args, frame, true) }],
  ['coalesce', { min: 1, max: UNLIMITED, evaluate: (args, frame) => evaluateCoalesce(args, 0, frame) }],
  ['tryget', { min: 2, max: UNLIMITED, evaluate: evaluateTryGet }],
]);

function evaluateIf(args: readonly Expression[], frame: Frame): Value {
  const [condition, then, otherwise] = args as [Expression, Expression, Expression];
  const outcome = evaluate(condition, frame);
  if (outcome === true) return evaluate(then, frame);
  if (outcome === false) return evaluate(otherwise, frame);
  const [a, b] = [evaluate(then, frame), evaluate(otherwise, frame)];
  return charged(frame, () => conditional(outcome, a, b));
}

function evaluateJunction(args: readonly Expression[], frame: Frame, absorbing: boolean): Value {
  const open: Value[] = [];
  for (const arg of args) {
    const value = evaluate(arg, frame);
    open.push(value);
    if (value === absorbing) break;
    if (isFault(value) && open.every((part) => !isUnknown(part))) return value;
  }
  return charged(frame, () => (absorbing ? anyOf(open) : allOf(open)));
}

function evaluateCoalesce(args: readonly Expression[], from: number, frame: Frame): Value {
  const arg = args[from];
  if (arg === undefined) return null;
  const value = evaluate(arg, frame);
  const isNullValue = revealDecision(isNull(value));
  if (isNullValue === false || isFault(isNullValue)) return value;
  const rest = evaluateCoalesce(args, from + 1, frame);
  return isNullValue === true ? rest : charged(frame, () => coalesce(value, rest));
}

/** Only the first step is safe: `tryGet(base, a, b)` is Bicep's `base.?a.b`. */
function evaluateTryGet(args: readonly Expression[], frame: Frame): Value {
  const [base, key, ...rest] = args.map((arg) => evaluate(arg, frame)) as [Value, Value, ...Value[]];
  const first = tryAccess(base, key);
  if (rest.length === 0 || first === null) return first;
  const found = rest.reduce(access, first);
  return isUnknown(first) ? conditional(isNull(first), null, found) : found;
}
