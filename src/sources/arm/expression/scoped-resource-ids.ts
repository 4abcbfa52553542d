import { isSubscriptionId } from '../../../model/azure/azure-names.ts';
import { MANAGEMENT_GROUP_TYPE, mayDeployToSubscription } from '../../../model/azure/resource-types.ts';
import { conditional, distribute } from '../../../value/logic.ts';
import { reveal, revealDecision } from '../../../value/secure.ts';
import { concatText, pathSegments } from '../../../value/symbolic-string.ts';
import {
  call,
  expressionText,
  fault,
  isFault,
  isUnknown,
  type Operation,
  typeOf,
  type Value,
} from '../../../value/value.ts';
import type { Frame, ScopeFunction } from './frame.ts';
import { type DeploymentScope, scopeId } from './scope.ts';

/** The arguments of an id function: those before the type name the scope, those after it the resource. */
interface IdArguments {
  readonly scope: readonly Value[];
  readonly type: string;
  readonly names: readonly Value[];
}

/** The type is the first argument that looks like one: a namespace with a dot, a slash, a type. */
function splitArguments(args: readonly Value[]): IdArguments | undefined {
  const at = args.findIndex((arg) => typeof arg === 'string' && /^[^/]*\.[^/]*\/./.test(arg));
  if (at < 0) return undefined;
  return { scope: args.slice(0, at), type: (args[at] as string).replace(/\/+$/, ''), names: args.slice(at + 1) };
}

/** `/providers/Namespace/type/name/type/name…` */
export function providerPath(type: Value, names: readonly Value[]): Value<string> {
  const [namespace = '', ...types] = pathSegments(type);
  return concatText(['/providers/', namespace, ...types.flatMap((part, i) => ['/', part, '/', names[i] ?? ''])]);
}

function nameFault(name: string, type: string, names: readonly Value[]): Value | undefined {
  const expected = type.split('/').length - 1;
  if (names.length !== expected) {
    return fault(
      'resource-id',
      `${name}('${type}') needs ${expected} name${expected === 1 ? '' : 's'} and got ${names.length}`,
    );
  }
  const revealed = names.map(reveal);
  const notAString = revealed.find((part) => !isUnknown(part) && typeof part !== 'string');
  if (notAString !== undefined)
    return fault('resource-id', `${name}('${type}') has a name that is not a string but ${typeOf(notAString)}`);
  const slash = names[revealed.findIndex((part) => typeof part === 'string' && part.includes('/'))];
  return slash === undefined
    ? undefined
    : fault('resource-id', `${name}('${type}') has a name with a slash: ${expressionText(slash)}`);
}

type BuildId = (parts: IdArguments, scope: DeploymentScope) => Value;

function idFunction(name: string, min: number, build: BuildId): readonly [string, ScopeFunction] {
  const evaluate = (args: readonly Value[], scope: DeploymentScope): Value => {
    const failed = args.find(isFault);
    if (failed !== undefined) return failed;
    const parts = splitArguments(args);
    if (parts !== undefined) return nameFault(name, parts.type, parts.names) ?? build(parts, scope);
    if (!args.some(isUnknown)) return fault('resource-id', `${name}() has no argument that is a resource type`);
    const self: Operation = { name, type: 'string', apply: (list) => evaluate(list, scope) };
    return call(self, args);
  };
  const inFrame = (args: readonly Value[], frame: Frame): Value => evaluate(args, frame.deployment.scope);
  return [name.toLowerCase(), { min, max: Number.POSITIVE_INFINITY, evaluate: inFrame }];
}

function subscriptionOf(scope: DeploymentScope): Value {
  return 'subscriptionId' in scope ? scope.subscriptionId : '';
}

const IS_SUBSCRIPTION_ID: Operation = {
  name: 'isSubscriptionId',
  type: 'bool',
  apply: ([value = null]) => isSubscription(value),
};

function isSubscription(value: Value): Value {
  const split = distribute(value, isSubscription);
  if (split !== undefined || !isUnknown(value)) return split ?? (typeof value === 'string' && isSubscriptionId(value));
  return call(IS_SUBSCRIPTION_ID, [value]);
}

/** `resourceId` in the scope of its template; leading arguments name another group or subscription. */
function resourceId({ scope: named, type, names }: IdArguments, scope: DeploymentScope): Value {
  const path = providerPath(type, names);
  const [first = '', second = ''] = named;
  if (named.length > 2)
    return fault('resource-id', `resourceId('${type}') has ${named.length} arguments before the type`);
  if (named.length === 2) return concatText(['/subscriptions/', first, '/resourceGroups/', second, path]);
  if (named.length === 0) return concatText([scopeId(scope), path]);
  const inGroup = concatText(['/subscriptions/', subscriptionOf(scope), '/resourceGroups/', first, path]);
  if (scope.kind !== 'subscription' || (isUnknown(reveal(first)) && !mayDeployToSubscription(type))) return inGroup;
  return conditional(revealDecision(isSubscription(first)), concatText(['/subscriptions/', first, path]), inGroup);
}

function subscriptionResourceId({ scope: named, type, names }: IdArguments, scope: DeploymentScope): Value {
  const path = providerPath(type, names);
  return concatText(['/subscriptions/', named[0] ?? subscriptionOf(scope), path]);
}

function managementGroupResourceId({ scope: named, type, names }: IdArguments, scope: DeploymentScope): Value {
  const group = named[0] ?? (scope.kind === 'managementGroup' ? scope.name : '');
  return concatText([`/providers/${MANAGEMENT_GROUP_TYPE}/`, group, providerPath(type, names)]);
}

function extensionResourceId({ scope: named, type, names }: IdArguments): Value {
  return concatText([...named, providerPath(type, names)]);
}

/** The base id looks like a type itself, so the arguments are identified by position. */
function extensionIdFunction(): readonly [string, ScopeFunction] {
  const apply = (args: readonly Value[]): Value => {
    const [base = null, type = null, ...names] = args;
    const failed = args.find(isFault);
    if (failed !== undefined) return failed;
    if (isUnknown(type)) return call({ name: 'extensionResourceId', type: 'string', apply }, args);
    if (typeof type !== 'string')
      return fault('resource-id', 'extensionResourceId() needs a resource type as its second argument');
    const clean = type.replace(/\/+$/, '');
    return nameFault('extensionResourceId', clean, names) ?? extensionResourceId({ scope: [base], type: clean, names });
  };
  return ['extensionresourceid', { min: 3, max: Number.POSITIVE_INFINITY, evaluate: apply }];
}

/** By lower-case name. */
export const resourceIdFunctions: readonly (readonly [string, ScopeFunction])[] = [
  idFunction('resourceId', 2, resourceId),
  idFunction('subscriptionResourceId', 2, subscriptionResourceId),
  idFunction('managementGroupResourceId', 2, managementGroupResourceId),
  idFunction('tenantResourceId', 2, ({ type, names }) => providerPath(type, names)),
  extensionIdFunction(),
];
