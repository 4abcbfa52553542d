import { allOf, anyOf, when } from '../../../value/logic.ts';
import { coalesce, isNull } from '../../../value/nullability.ts';
import { decided } from '../../../value/secure.ts';
import { stepsTaken } from '../../../value/steps.ts';
import { fault, isArray, isFault, isUnknown, type Value, withinDepth } from '../../../value/value.ts';
import { access, tryAccess } from './accessor.ts';
import { argumentFault, arityFault } from './arity.ts';
import { enter, type Frame, step } from './frame.ts';
import { frameFunctions } from './frame-functions.ts';
import { lambdaForms, type SpecialForm } from './lambdas.ts';
import { operationOf } from './operations.ts';
import type { Expression } from './parse.ts';
import { runtime } from './runtime.ts';

/** Evaluates an expression as far as it can be known. A wrong expression gives a fault; only a bound of the tool throws. */
export function evaluate(expression: Expression, frame: Frame): Value {
  step(frame);
  if (expression.kind === 'literal') return expression.value;
  enter(frame.budget);
  const result = expression.kind === 'access' ? evaluateAccess(expression, frame) : evaluateCall(expression, frame);
  frame.budget.depth--;
  return result;
}

/** Going through so many values is about as much work as a step of evaluation. */
const WALKED_PER_STEP = 4;

/** Does what may go through values, and counts that: their size cannot be seen from outside. */
function charged(frame: Frame, compute: () => Value): Value {
  const { budget } = frame;
  const before = stepsTaken();
  const result = compute();
  const now = stepsTaken();
  // Evaluations within it have charged their part.
  step(frame, Math.floor((now - Math.max(before, budget.walksCharged)) / WALKED_PER_STEP));
  budget.walksCharged = now;
  return result;
}

function evaluateAccess({ base, key }: Expression & { kind: 'access' }, frame: Frame): Value {
  const [from, name] = [evaluate(base, frame), evaluate(key, frame)];
  return charged(frame, () => access(from, name));
}

function evaluateCall({ name, text, args }: Expression & { kind: 'call' }, frame: Frame): Value {
  const form = specialForms.get(name) ?? lambdaForms.get(name);
  if (form !== undefined)
    return arityFault(text, form, args.length) ?? withinDepth(form.evaluate(args, frame, evaluate));
  const values = args.map((arg) => evaluate(arg, frame));
  step(frame, weightOf(values));
  const inFrame = frameFunctions.get(name);
  const wrong = (inFrame && arityFault(text, inFrame, args.length)) ?? argumentFault(values);
  if (wrong !== undefined) return wrong;
  if (inFrame !== undefined) return inFrame.evaluate(values, frame);
  const operation = operationOf(name);
  if (operation !== undefined) return charged(frame, () => withinDepth(operation.apply(values)));
  return name.startsWith('list') ? listFunction(text, values, frame) : callUserFunction(text, values, frame);
}

/** The work that the size of arguments makes, in steps; it bounds the memory of the results as well. */
function weightOf(values: readonly Value[]): number {
  let weight = 0;
  for (const value of values) {
    if (typeof value === 'string') weight += value.length >> 6;
    else if (isArray(value)) weight += value.length >> 4;
  }
  return weight;
}

/** `listKeys()` and its like: a resource that the template declares is asked by its id, however it is named. */
function listFunction(name: string, args: readonly Value[], { deployment }: Frame): Value {
  return runtime(
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

const ANY_NUMBER = Number.POSITIVE_INFINITY;

/** Functions that do not evaluate all of their arguments, by lower-case name. */
export const specialForms: ReadonlyMap<string, SpecialForm> = new Map<string, SpecialForm>([
  ['if', { min: 3, max: 3, evaluate: evaluateIf }],
  ['and', { min: 2, max: ANY_NUMBER, evaluate: (args, frame) => junction(args, frame, false) }],
  ['or', { min: 2, max: ANY_NUMBER, evaluate: (args, frame) => junction(args, frame, true) }],
  ['coalesce', { min: 1, max: ANY_NUMBER, evaluate: (args, frame) => evaluateCoalesce(args, 0, frame) }],
  ['tryget', { min: 2, max: ANY_NUMBER, evaluate: evaluateTryGet }],
]);

function evaluateIf(args: readonly Expression[], frame: Frame): Value {
  const [condition, then, otherwise] = args as [Expression, Expression, Expression];
  const decided = evaluate(condition, frame);
  if (decided === true) return evaluate(then, frame);
  if (decided === false) return evaluate(otherwise, frame);
  const [a, b] = [evaluate(then, frame), evaluate(otherwise, frame)];
  return charged(frame, () => when(decided, a, b));
}

function junction(args: readonly Expression[], frame: Frame, deciding: boolean): Value {
  const open: Value[] = [];
  for (const arg of args) {
    const value = evaluate(arg, frame);
    open.push(value);
    if (value === deciding) break;
    if (isFault(value) && open.every((part) => !isUnknown(part))) return value;
  }
  return charged(frame, () => (deciding ? anyOf(open) : allOf(open)));
}

function evaluateCoalesce(args: readonly Expression[], from: number, frame: Frame): Value {
  const arg = args[from];
  if (arg === undefined) return null;
  const value = evaluate(arg, frame);
  const asked = decided(isNull(value));
  if (asked === false || isFault(asked)) return value;
  const rest = evaluateCoalesce(args, from + 1, frame);
  return asked === true ? rest : charged(frame, () => coalesce(value, rest));
}

/** Only the first step is safe: `tryGet(base, a, b)` is Bicep's `base.?a.b`. */
function evaluateTryGet(args: readonly Expression[], frame: Frame): Value {
  const [base, key, ...rest] = args.map((arg) => evaluate(arg, frame)) as [Value, Value, ...Value[]];
  const first = tryAccess(base, key);
  if (rest.length === 0 || first === null) return first;
  const found = rest.reduce(access, first);
  return isUnknown(first) ? when(isNull(first), null, found) : found;
}
