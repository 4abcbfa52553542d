import {
  type CloudName,
  type EnvironmentTree,
  OTHER_ENVIRONMENTS,
  PUBLIC_ENVIRONMENT,
} from '../../../model/azure/clouds.ts';
import { type SymbolValue, symbol, type Value, type ValueObject } from '../../../value/value.ts';

/** The value of `environment()`: of the specified cloud as far as it is known, else an unknown with the same members. */
export function cloudEnvironment(cloud: CloudName | undefined): Value {
  if (cloud === undefined) return unknownPart(PUBLIC_ENVIRONMENT, 'environment()');
  return cloud === 'AzureCloud'
    ? toValue(PUBLIC_ENVIRONMENT)
    : overlayCloud(PUBLIC_ENVIRONMENT, OTHER_ENVIRONMENTS[cloud], 'environment()');
}

function toValue(tree: EnvironmentTree): Value {
  if (typeof tree !== 'object' || Array.isArray(tree)) return tree as Value;
  return objectFrom(Object.entries(tree).map(([name, part]) => [name, toValue(part)]));
}

function overlayCloud(shape: EnvironmentTree, own: EnvironmentTree | undefined, text: string): Value {
  if (own === undefined) return unknownPart(shape, text);
  if (!isBranch(shape) || !isBranch(own)) return toValue(own);
  return objectFrom(
    Object.entries(shape).map(([name, part]) => [name, overlayCloud(part, own[name], `${text}.${name}`)]),
  );
}

/** A run deploys to one cloud, so the same part is the same unknown everywhere. */
function unknownPart(shape: EnvironmentTree, text: string): SymbolValue {
  const members = isBranch(shape) ? Object.entries(shape) : [];
  return symbol({
    key: text.toLowerCase(),
    text,
    type: isBranch(shape) ? 'object' : typeof shape === 'string' ? 'string' : 'array',
    cause: { kind: 'environment', name: text },
    member: (key) => {
      const found = members.find(([name]) => name.toLowerCase() === String(key).toLowerCase());
      return found && unknownPart(found[1], `${text}.${found[0]}`);
    },
  });
}

function isBranch(tree: EnvironmentTree): tree is { readonly [name: string]: EnvironmentTree } {
  return typeof tree === 'object' && !Array.isArray(tree);
}

function objectFrom(members: readonly (readonly [string, Value])[]): ValueObject {
  return Object.assign(Object.create(null), Object.fromEntries(members));
}
