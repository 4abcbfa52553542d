import { message } from '../../messages/message.ts';
import { partlyKnown } from '../../value/and-more.ts';
import { countSteps } from '../../value/step-counter.ts';
import { isArray, isUnknown, type Value } from '../../value/value.ts';
import { shownValue } from './read-path.ts';
import type { SpecExpression, Subject } from './spec-expression.ts';
import { type ExpressionEnv, envOfItem, isOneItem, itemsOf, subjectOf, truthOf } from './truth.ts';

/** A condition that does not hold, by its name, and what is said of it. */
export interface FailingCondition {
  readonly id: string;
  readonly text: string;
}

/** The answer of a scenario; undefined where it has none. */
type Ask = (answer: Value<boolean>) => boolean | undefined;

interface Collector {
  readonly ask: Ask;
  readonly add: (one: FailingCondition) => void;
}

const MAX_REASONS = 20;
const NOT = 'not';
const EACH = 'each';

/** The names that reasons of an expression can have. */
export function conditionNames(expression: SpecExpression): readonly string[] {
  const names = new Set<string>();
  const visit = (one: SpecExpression): void => {
    if (one.kind === 'condition') names.add(one.name);
    if (one.kind === 'not') names.add(NOT);
    if (one.kind === 'each') names.add(EACH);
    if (one.kind === 'allOf' || one.kind === 'anyOf' || one.kind === 'each') one.children.forEach(visit);
  };
  visit(expression);
  return [...names].sort();
}

/** What does not hold of an expression that does not in a scenario, in the order of the rule, each thing once. */
export function failingConditions(
  expression: SpecExpression,
  env: ExpressionEnv,
  ask: Ask,
): readonly FailingCondition[] {
  const found = new Map<string, FailingCondition>();
  const add = (one: FailingCondition): void => {
    if (found.size < MAX_REASONS) found.set(`${one.id} ${one.text}`, one);
  };
  collectFailing(expression, env, '', { ask, add });
  return [...found.values()];
}

function collect(expression: SpecExpression, env: ExpressionEnv, prefix: string, collector: Collector): void {
  if (collector.ask(truthOf(expression, env)) === false) collectFailing(expression, env, prefix, collector);
}

/** @param expression One that does not hold. */
function collectFailing(expression: SpecExpression, env: ExpressionEnv, prefix: string, collector: Collector): void {
  countSteps();
  const { add } = collector;
  switch (expression.kind) {
    case 'allOf':
    case 'anyOf':
      for (const child of expression.children) collect(child, env, prefix, collector);
      return;
    case 'not':
      add({ id: NOT, text: message('yaml.not') });
      return;
    case 'each':
      collectItems(expression, env, prefix, collector);
      return;
    case 'condition':
      add({ id: expression.name, text: conditionText(expression, env, prefix) });
      return;
    default:
  }
}

function collectItems(
  each: Extract<SpecExpression, { kind: 'each' }>,
  env: ExpressionEnv,
  prefix: string,
  collector: Collector,
): void {
  const { ask, add } = collector;
  const { path, quantifier, where, operator, children } = each;
  const list = `${prefix}${path.text}`;
  if (quantifier !== undefined) {
    add({ id: EACH, text: message('yaml.count', { list, wanted: `${quantifier.name} ${quantifier.count}` }) });
    return;
  }
  const { value } = subjectOf({ kind: 'field', path }, env);
  const known = partlyKnown(value)?.list ?? value;
  if (isUnknown(known) && !isOneItem(known)) {
    add({ id: EACH, text: message('yaml.each', { list, actual: shownValue(known) }) });
    return;
  }
  for (const [i, item] of itemsOf(known).entries()) {
    const inside = envOfItem(item, env);
    if (where !== undefined && ask(truthOf(where, inside)) !== true) continue;
    const isItself = path.steps.length === 0 && !isArray(known);
    collect({ kind: operator, children }, inside, isItself ? prefix : `${list}[${i}].`, collector);
  }
}

function conditionText(
  { subject, name, expected }: Extract<SpecExpression, { kind: 'condition' }>,
  env: ExpressionEnv,
  prefix: string,
): string {
  const found = subjectOf(subject, env);
  const what = `${prefix}${subjectText(subject)}`;
  const wanted = `${name} ${'literal' in expected ? JSON.stringify(expected.literal) : '$'}`;
  if (found.exists === false) return message('yaml.missing', { what, wanted });
  return message('yaml.other', { what, actual: shownValue(found.value), wanted });
}

function subjectText(subject: Subject): string {
  if (subject.kind === 'field') return subject.path.text;
  return subject.kind === 'value' ? 'value' : subject.kind;
}
