import {
  type CloudName,
  type EnvironmentTree,
  OTHER_ENVIRONMENTS,
  PUBLIC_ENVIRONMENT,
} from '../../../model/azure/clouds.ts';
import { type SymbolValue, symbol, type Value, type ValueObject } from '../../../value/value.ts';

/** The value of `environment()`: of a cloud that was named as far as it is known, else an unknown with the same members. */
export function cloudEnvironment(cloud: CloudName | undefined): Value {
  if (cloud === undefined) return unknownPart(PUBLIC_ENVIRONMENT, 'environment()');
  return cloud === 'AzureCloud'
    ? known(PUBLIC_ENVIRONMENT)
    : filled(PUBLIC_ENVIRONMENT, OTHER_ENVIRONMENTS[cloud], 'environment()');
}

function known(tree: EnvironmentTree): Value {
  if (typeof tree !== 'object' || Array.isArray(tree)) return tree as Value;
  return objectOf(Object.entries(tree).map(([name, part]) => [name, known(part)]));
}

function filled(shape: EnvironmentTree, own: EnvironmentTree | undefined, text: string): Value {
  if (own === undefined) return unknownPart(shape, text);
  if (!isBranch(shape) || !isBranch(own)) return known(own);
  return objectOf(Object.entries(shape).map(([name, part]) => [name, filled(part, own[name], `${text}.${name}`)]));
}

/** One cloud is deployed to in a run, so the same part of it is one unknown everywhere. */
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

function objectOf(members: readonly (readonly [string, Value])[]): ValueObject {
  return Object.assign(Object.create(null), Object.fromEntries(members));
}
