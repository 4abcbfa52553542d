import { REGISTRY_TYPE } from '../../model/azure/resource-types.ts';
import { isObject, type JsonObject } from '../azure/decode/json-object.ts';
import { holdsCut, withoutCut } from './cut.ts';
import { anyCase, lowerInitials, membersWhere } from './members.ts';

/** A registry in Azure's shape, with what of it was read as a whole (`RegistryRecord.whole`). */
export interface ArmRegistry {
  readonly id: string;
  readonly resource: JsonObject;
  readonly whole: readonly string[];
}

/** Where a registry was found. */
export interface RegistryPlace {
  readonly id: string;
  readonly name: string;
  /** In an answer of Azure Resource Manager, which nobody has picked members out of. */
  readonly isAnswer: boolean;
}

/** Members of a resource that are no properties. */
const ENVELOPE = new Set(
  'location tags sku identity systemdata zones etag kind managedby plan extendedlocation'.split(' '),
);

/** What is in `id`, or is added to a resource by the programs that write it; with what newer PowerShell takes apart. */
const ADDED = new Set(
  'id name type properties resourceid resourcename resourcetype resourcegroup resourcegroupname subscriptionid tenantid resources extensionresourcename extensionresourcetype parentresource createdtime changedtime tagstable skuname skutier tag'.split(
    ' ',
  ),
);

/** Azure gives these with every registry; where one is missing, somebody has picked members out (`--query`). */
const ALWAYS = ['loginserver', 'creationdate', 'provisioningstate'];

/** A registry as Azure CLI, PowerShell, Resource Graph or Azure Resource Manager write it, in Azure's shape. */
export function toArmRegistry(registry: JsonObject, { id, name, isAnswer }: RegistryPlace): ArmRegistry {
  const given = anyCase(registry, 'properties');
  const isFlat = !isObject(given);
  const properties = isFlat ? membersWhere(registry, (key) => !ENVELOPE.has(key) && !ADDED.has(key)) : given;
  const top = membersWhere(registry, (key) => (isFlat ? ENVELOPE.has(key) : !ADDED.has(key)));
  const resource = { ...(lowerInitials(top) as JsonObject), ...liftedBack(registry), properties };
  return {
    id,
    resource: { id, name, type: REGISTRY_TYPE, ...(withoutCut(resource) as JsonObject) },
    whole: wholeOf(registry, isFlat, isAnswer),
  };
}

/** `sku` and `tags` as Azure has them. */
function liftedBack(registry: JsonObject): JsonObject {
  const sku = lowerInitials(anyCase(registry, 'sku'));
  const name = anyCase(registry, 'skuname');
  const tier = anyCase(registry, 'skutier');
  const tags = anyCase(registry, 'tags', 'tag');
  return {
    ...(isObject(sku) ? { sku } : name !== undefined && { sku: { name, ...(tier !== undefined && { tier }) } }),
    ...(tags !== undefined && { tags }),
  };
}

/**
 * Nobody can tell from a member that is missing whether it is not set or was not asked for, unless the whole is there:
 * in an answer of Azure, in its `properties`, and where everything is at the top and what Azure always gives is there too.
 */
function wholeOf(registry: JsonObject, isFlat: boolean, isAnswer: boolean): readonly string[] {
  if (holdsCut(registry)) return [];
  if (!isFlat) return isAnswer ? [''] : ['properties'];
  // PowerShell takes the properties apart and gives them other names.
  const isPowerShell = !Object.hasOwn(registry, 'id');
  return !isPowerShell && ALWAYS.every((member) => anyCase(registry, member) !== undefined) ? [''] : [];
}
