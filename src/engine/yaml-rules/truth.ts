import { partlyKnown } from '../../value/and-more.ts';
import { lifted } from '../../value/lifted.ts';
import { allOf, and, anyOf, not, or } from '../../value/logic.ts';
import { isNull } from '../../value/nullability.ts';
import { countSteps } from '../../value/step-counter.ts';
import { isArray, isObject, isUnknown, typeOf, type Unknown, type Value } from '../../value/value.ts';
import { allowedTypes } from './allowed-types.ts';
import type { Expected } from './conditions/condition-contract.ts';
import { CONDITIONS } from './conditions/index.ts';
import { countFits, countFitsAnyway } from './count-answers.ts';
import { type FoundValue, found, MISSING, readPath } from './read-path.ts';
import type { SpecExpression, Subject } from './spec-expression.ts';
import { type FunctionEnv, functionValue } from './spec-function.ts';

/** What an expression is evaluated for. */
export interface ExpressionEnv extends FunctionEnv {
  /** The target as an object, or the item that a sub-selector is at. */
  readonly item: Value;
  /** What the item is bound to. */
  readonly type: FoundValue;
  readonly name: FoundValue;
  readonly scope: FoundValue;
  /** The file of a type that it comes from. */
  readonly source: (type: string) => FoundValue;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Whether an expression holds, as a question where that is not known. */
export function truthOf(expression: SpecExpression, env: ExpressionEnv): Value<boolean> {
  countSteps();
  switch (expression.kind) {
    case 'always':
      return true;
    case 'allOf':
      return allOf(lazily(expression.children, env, false));
    case 'anyOf':
      return anyOf(lazily(expression.children, env, true));
    case 'not':
      return not(truthOf(expression.child, env));
    case 'each':
      return ofEach(expression, env);
    case 'condition':
      return ofCondition(expression, env);
  }
}

/** Answers up to the one that decides. */
function lazily(children: readonly SpecExpression[], env: ExpressionEnv, deciding: boolean): readonly Value<boolean>[] {
  const answers: Value<boolean>[] = [];
  for (const child of children) {
    const answer = truthOf(child, env);
    answers.push(answer);
    if (answer === deciding) break;
  }
  return answers;
}

function ofCondition(
  { subject, name, expected, options }: Extract<SpecExpression, { kind: 'condition' }>,
  env: ExpressionEnv,
): Value<boolean> {
  const condition = CONDITIONS[name];
  if (condition === undefined) throw new Error(`no condition ${name}`);
  return condition.holds(subjectOf(subject, env), expectedOf(expected, env), { ...options, now: env.now });
}

function expectedOf(
  expected: Extract<SpecExpression, { kind: 'condition' }>['expected'],
  env: ExpressionEnv,
): Expected {
  return 'literal' in expected ? expected : { result: functionValue(expected.fn, env) };
}

export function subjectOf(subject: Subject, env: ExpressionEnv): FoundValue {
  switch (subject.kind) {
    case 'field':
      return readPath(env.item, subject.path);
    case 'type':
      return env.type;
    case 'name':
      return env.name;
    case 'scope':
      return env.scope;
    case 'source':
      return env.source(subject.type);
    case 'value':
      return found(functionValue(subject.fn, env));
  }
}

type Each = Extract<SpecExpression, { kind: 'each' }>;

const names = new WeakMap<Each, string>();

/** The same words for the same question; made once, since it is asked of every target. */
function nameOfEach(each: Each): string {
  const name = names.get(each) ?? `each ${JSON.stringify(each)}`;
  names.set(each, name);
  return name;
}

function ofEach(each: Each, env: ExpressionEnv): Value<boolean> {
  const { exists, value } = readPath(env.item, each.path);
  const none = ofItems(each, [], env);
  if (exists === false) return none;
  const answer = lifted(
    value,
    nameOfEach(each),
    (known) => ofItems(each, itemsOf(known), env),
    (unknown) => ofPartlyKnown(each, unknown, env),
  );
  return exists === true ? answer : or(and(exists, answer), and(not(exists), none));
}

/** The elements of an array; any other object is one item. */
export function itemsOf(value: Value): readonly Value[] {
  if (value === null) return [];
  return isArray(value) ? value : [value];
}

/** An object is one item, whatever it holds. */
export function isOneItem(value: Unknown): boolean {
  return typeOf(value) === 'object' && isNull(value) === false;
}

function ofItems(each: Each, items: readonly Value[], env: ExpressionEnv): Value<boolean> {
  const answers = answersOf(each, items, env);
  // Without a quantifier no item is enough: so PSRule's code has it, and its page does not (docs/psrule.md).
  return each.quantifier === undefined ? allOf(answers) : countFits(each.quantifier, answers);
}

/** Of each item: whether it fits, or without a quantifier does no harm. */
function answersOf(
  { operator, children, where, quantifier }: Each,
  items: readonly Value[],
  env: ExpressionEnv,
): readonly Value<boolean>[] {
  return items.map((item) => {
    const inside = envOfItem(item, env);
    const isConsidered = where === undefined ? true : truthOf(where, inside);
    const answer = truthOf({ kind: operator, children }, inside);
    return quantifier === undefined ? or(not(isConsidered), answer) : and(isConsidered, answer);
  });
}

/** The answer that parts have, whatever others there are; the whole one where there are no others of the types asked for. */
function ofPartlyKnown(each: Each, value: Unknown, env: ExpressionEnv): Value<boolean> | undefined {
  if (isOneItem(value)) return ofItems(each, [value], env);
  const known = partlyKnown(value);
  if (known === undefined || isUnknown(known.list)) return undefined;
  const items = itemsOf(known.list);
  const wanted = each.where && allowedTypes(each.where);
  const complete = new Set(known.completeTypes.map((type) => type.toLowerCase()));
  if (wanted?.every((type) => complete.has(type.toLowerCase()))) return ofItems(each, items, env);
  const answers = answersOf(each, items, env);
  if (each.quantifier !== undefined) return countFitsAnyway(each.quantifier, answers);
  return answers.includes(false) ? false : undefined;
}

/** Inside a sub-selector paths, type and name are those of the item. */
export function envOfItem(item: Value, env: ExpressionEnv): ExpressionEnv {
  const memberOf = (name: string): FoundValue =>
    isObject(item) ? readPath(item, { steps: [{ kind: 'member', name, isExact: false }] }) : MISSING;
  return { ...env, item, type: memberOf('type'), name: memberOf('name') };
}
