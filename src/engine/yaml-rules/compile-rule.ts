import { message } from '../../messages/message.ts';
import type { Target } from '../../model/target.ts';
import { and, anyOf } from '../../value/logic.ts';
import { rememberLast } from '../../value/remember-last.ts';
import type { Value } from '../../value/value.ts';
import type { Need, Reason, Rule, RuleContext } from '../rule.ts';
import { allowedTypes } from './allowed-types.ts';
import { conditionNames, failingConditions } from './failing-conditions.ts';
import { readPath } from './read-path.ts';
import type { RuleResource, SelectorResource } from './rule-resource.ts';
import type { SpecExpression } from './spec-expression.ts';
import { envOf, needsOf, objectOf } from './target-object.ts';
import { type ExpressionEnv, truthOf } from './truth.ts';
import { pathsOf } from './used-paths.ts';

/** What rules of rule files are compiled with. */
export interface CompileContext {
  /** A selector by its name, letter case aside. */
  readonly selector: (name: string) => SelectorResource | undefined;
  /** The value of the function `configuration`; null where it is not set. */
  readonly configuration: (name: string) => Value;
  /** Milliseconds since 1970, from which dates count. */
  readonly now: number;
  /** What is read of targets besides, because something else asks for it. */
  readonly needs?: readonly Need[];
}

/** Every failing condition is a reason; of none that is known it is the rule as a whole. */
const WHOLE = 'condition';

/** Makes a rule of a resource: the same contract as that of rules in TypeScript, for the same engine. */
export function compileRule(resource: RuleResource, context: CompileContext): Rule {
  const { name, ref = name, aliases, synopsis, level, types, condition, where } = resource;
  const selectors = resource.selectors.flatMap((one) => context.selector(one) ?? []);
  const expressions = [condition, ...(where ? [where] : []), ...selectors.map((one) => one.condition)];
  const needs = needsOf(expressions.flatMap(pathsOf));
  const seen = createSight(needs, context);
  const answerOf = rememberLast((env: ExpressionEnv) => truthOf(condition, env));
  return Object.freeze({
    name,
    ref,
    aliases,
    synopsis: synopsis === '' ? name : synopsis,
    level,
    pillar: '',
    category: '',
    controls: [],
    since: '',
    targets: targetTypes(types, selectors),
    needs: merged([...needs, ...(context.needs ?? [])]),
    pass: message('yaml.pass'),
    reasons: reasonsOf(resource),
    ...((where !== undefined || resource.selectors.length > 0) && {
      where: (target: Target, ctx: RuleContext) => ctx.holds(applies(resource, selectors, target, seen(target))),
    }),
    check: (target: Target, ctx: RuleContext) => reasonsFor({ condition, answerOf }, seen(target), ctx),
  });
}

function reasonsOf(resource: RuleResource): Rule['reasons'] {
  const { name, synopsis, recommend, condition } = resource;
  const text = recommend ?? synopsis;
  const remedy = text === '' ? message('yaml.remedy', { rule: name }) : text;
  return Object.fromEntries([WHOLE, ...conditionNames(condition)].map((id) => [id, { message: '{said}', remedy }]));
}

/** Whether `where` holds, and one of the selectors where some are named. */
function applies(
  { where, selectors: named }: RuleResource,
  selectors: readonly SelectorResource[],
  target: Target,
  env: ExpressionEnv,
): Value<boolean> {
  return and(
    where === undefined ? true : truthOf(where, env),
    named.length === 0 ? true : anyOf(selectors.map((one) => selects(one, target, env))),
  );
}

/** @param rule The condition, and its answer for a target: the same question in every scenario, made once. */
function reasonsFor(
  { condition, answerOf }: { condition: SpecExpression; answerOf: (env: ExpressionEnv) => Value<boolean> },
  env: ExpressionEnv,
  ctx: RuleContext,
): readonly Reason[] {
  if (ctx.holds(answerOf(env))) return [];
  const failing = failingConditions(condition, env, (answer) => ctx.peek(() => ctx.holds(answer)));
  const said = failing.map(({ id, text }) => ctx.reason(id, { said: text }));
  return said.length > 0 ? said : [ctx.reason(WHOLE, { said: message('yaml.condition') })];
}

/** Types that a rule can be for at all: those of its selectors where it names none itself. */
function targetTypes(types: readonly string[], selectors: readonly SelectorResource[]): readonly string[] {
  if (types.length > 0) return types;
  const ofSelectors = selectors.map((one) => (one.types.length > 0 ? one.types : allowedTypes(one.condition)));
  return selectors.length > 0 && ofSelectors.every((list) => list !== undefined)
    ? [...new Set(ofSelectors.flat())]
    : ['*'];
}

/** Whether a selector or a group of suppressions is for a target. */
export function selects(
  { types, condition }: Pick<SelectorResource, 'types' | 'condition'>,
  { type }: Pick<Target, 'type'>,
  env: ExpressionEnv,
): Value<boolean> {
  const isOfType = types.length === 0 || types.some((one) => one.toLowerCase() === type.toLowerCase());
  return isOfType ? truthOf(condition, env) : false;
}

/** What expressions see of targets, made once for each while nothing asks for another. */
export function createSight(
  needs: readonly Need[],
  { configuration, now }: Pick<CompileContext, 'configuration' | 'now'>,
): (target: Target) => ExpressionEnv {
  return rememberLast((target: Target) =>
    envOf(target, objectOf(target, needs), { configuration, now, read: readPath }),
  );
}

function merged(needs: readonly Need[]): readonly Need[] {
  return [...new Map(needs.map((need) => [JSON.stringify(need), need])).values()];
}
