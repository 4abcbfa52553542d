import { isType, MANAGEMENT_GROUP_TYPE, RESOURCE_GROUP_TYPE } from '../../../model/azure/resource-types.ts';
import type { CauseKind } from '../../../value/cause.ts';
import { reveal } from '../../../value/secure.ts';
import { concatText, lowerCaseLiteral, pathSegments } from '../../../value/symbolic-string.ts';
import { canonicalKey, isFault, symbol, type Value, type ValueObject, type ValueType } from '../../../value/value.ts';

/** The target scope of a template. The parts are values: an unknown subscription is the same one everywhere. */
export type DeploymentScope =
  | { readonly kind: 'tenant' }
  | { readonly kind: 'managementGroup'; readonly name: Value }
  | { readonly kind: 'subscription'; readonly subscriptionId: Value; readonly location?: Value | undefined }
  | {
      readonly kind: 'resourceGroup';
      readonly subscriptionId: Value;
      readonly name: Value;
      readonly location?: Value | undefined;
    };

/** The scope kind of a template's `$schema`, by the file name alone: dates and hosts vary in practice. */
export function scopeOfSchema(schema: unknown): DeploymentScope['kind'] {
  const name = typeof schema === 'string' ? schema.toLowerCase() : '';
  if (name.includes('/subscriptiondeploymenttemplate.json')) return 'subscription';
  if (name.includes('/managementgroupdeploymenttemplate.json')) return 'managementGroup';
  return name.includes('/tenantdeploymenttemplate.json') ? 'tenant' : 'resourceGroup';
}

/** The id prefix of resources in a scope; empty for the tenant. */
export function scopeId(scope: DeploymentScope): Value<string> {
  if (scope.kind === 'tenant') return '';
  if (scope.kind === 'managementGroup') {
    return concatText([`/providers/${MANAGEMENT_GROUP_TYPE}/`, scope.name]);
  }
  const subscription = ['/subscriptions/', scope.subscriptionId];
  return concatText(scope.kind === 'subscription' ? subscription : [...subscription, '/resourceGroups/', scope.name]);
}

/** An unknown of the environment. Symbols of one scope are the same in every template that deploys to it. */
export function environmentSymbol(key: string, text: string, type: ValueType, kind: CauseKind = 'environment'): Value {
  return symbol({ key, text, type, cause: { kind, name: text } });
}

function objectOfMembers(members: Record<string, Value>): ValueObject {
  return Object.assign(Object.create(null), members);
}

/** The value of `resourceGroup()`, or undefined where the function is not allowed. */
export function resourceGroupValue(scope: DeploymentScope): Value | undefined {
  if (scope.kind !== 'resourceGroup') return undefined;
  const id = scopeId(scope);
  const part = (name: string, type: ValueType): Value =>
    environmentSymbol(`resourceGroup:${canonicalKey(reveal(id))}.${name}`, `resourceGroup().${name}`, type);
  return objectOfMembers({
    id,
    name: scope.name,
    type: RESOURCE_GROUP_TYPE,
    location: scope.location ?? part('location', 'string'),
    managedBy: part('managedBy', 'any'),
    tags: part('tags', 'any'),
    properties: objectOfMembers({ provisioningState: 'Succeeded' }),
  });
}

/** The value of `subscription()`, or undefined where the function is not allowed. */
export function subscriptionValue(scope: DeploymentScope): Value | undefined {
  if (scope.kind !== 'resourceGroup' && scope.kind !== 'subscription') return undefined;
  const { subscriptionId } = scope;
  const part = (name: string): Value =>
    environmentSymbol(
      `subscription:${canonicalKey(reveal(subscriptionId))}.${name}`,
      `subscription().${name}`,
      'string',
    );
  return objectOfMembers({
    id: concatText(['/subscriptions/', subscriptionId]),
    subscriptionId,
    tenantId: environmentSymbol('tenant.tenantId', 'tenant().tenantId', 'string'),
    displayName: part('displayName'),
  });
}

/** The value of `managementGroup()`, or undefined where the function is not allowed. */
export function managementGroupValue(scope: DeploymentScope): Value | undefined {
  if (scope.kind !== 'managementGroup') return undefined;
  const id = scopeId(scope);
  return objectOfMembers({
    id,
    name: scope.name,
    type: MANAGEMENT_GROUP_TYPE,
    properties: environmentSymbol(
      `managementGroup:${canonicalKey(reveal(id))}`,
      'managementGroup().properties',
      'object',
    ),
  });
}

/** Parses a scope from a resource id such as a deployment's `scope`; undefined when it is invalid or not known enough. */
export function scopeFromId(id: Value, from: DeploymentScope): DeploymentScope | undefined {
  if (reveal(id) === '/') return { kind: 'tenant' };
  if (isFault(id)) return undefined;
  const segments = pathSegments(id).filter((segment) => segment !== '');
  const at = (i: number): string => lowerCaseLiteral(segments[i]) ?? '';
  const value = (i: number): Value => segments[i] ?? '';
  if (at(0) === 'subscriptions' && segments.length === 2) return { kind: 'subscription', subscriptionId: value(1) };
  if (at(0) === 'subscriptions' && at(2) === 'resourcegroups' && segments.length === 4) {
    return {
      kind: 'resourceGroup',
      subscriptionId: value(1),
      name: value(3),
      location: sameGroupLocation(from, value(1), value(3)),
    };
  }
  const group = at(0) === 'providers' ? 1 : 0;
  if (isType(`${at(group)}/${at(group + 1)}`, MANAGEMENT_GROUP_TYPE)) {
    return { kind: 'managementGroup', name: value(group + 2) };
  }
  return undefined;
}

function sameGroupLocation(from: DeploymentScope, subscriptionId: Value, name: Value): Value | undefined {
  if (from.kind !== 'resourceGroup') return undefined;
  const isSame = (one: Value, other: Value): boolean => canonicalKey(reveal(one)) === canonicalKey(reveal(other));
  const same = isSame(from.subscriptionId, subscriptionId) && isSame(from.name, name);
  return same ? from.location : undefined;
}
