import { REGISTRY_TYPE } from '../../model/azure/resource-types.ts';
import { isObject, type ParsedObject } from '../azure/decode/json-object.ts';
import { filterProperties, getIgnoringCase, lowerCaseInitials } from './property-names.ts';
import { containsTruncated, withoutTruncated } from './truncated-values.ts';

/** A registry in ARM form, with the paths that were read completely (`RegistryRecord.whole`). */
export interface ArmRegistry {
  readonly id: string;
  readonly resource: ParsedObject;
  readonly whole: readonly string[];
}

/** Where a registry was found. */
export interface RegistrySource {
  readonly id: string;
  readonly name: string;
  /** From a response of Azure Resource Manager, and so without a `--query` that selects properties. */
  readonly isAnswer: boolean;
}

/** Top-level members of a resource besides `properties`. */
const ENVELOPE = new Set(
  'location tags sku identity systemdata zones etag kind managedby plan extendedlocation'.split(' '),
);

/** Members that repeat the id or are added by exporters, and those that newer PowerShell splits. */
const ADDED_BY_EXPORTERS = new Set(
  'id name type properties resourceid resourcename resourcetype resourcegroup resourcegroupname subscriptionid tenantid resources extensionresourcename extensionresourcetype parentresource createdtime changedtime tagstable skuname skutier tag'.split(
    ' ',
  ),
);

/** Azure returns these for every registry; a missing one means that properties were selected (`--query`). */
const ALWAYS_PRESENT = ['loginserver', 'creationdate', 'provisioningstate'];

/** Converts a registry from Azure CLI, PowerShell, Resource Graph or Azure Resource Manager to ARM form. */
export function toArmRegistry(registry: ParsedObject, { id, name, isAnswer }: RegistrySource): ArmRegistry {
  const given = getIgnoringCase(registry, 'properties');
  const isFlat = !isObject(given);
  const properties = isFlat
    ? filterProperties(registry, (key) => !ENVELOPE.has(key) && !ADDED_BY_EXPORTERS.has(key))
    : given;
  const top = filterProperties(registry, (key) => (isFlat ? ENVELOPE.has(key) : !ADDED_BY_EXPORTERS.has(key)));
  const resource = { ...(lowerCaseInitials(top) as ParsedObject), ...skuAndTags(registry), properties };
  return {
    id,
    resource: { id, name, type: REGISTRY_TYPE, ...(withoutTruncated(resource) as ParsedObject) },
    whole: completePaths(registry, isFlat, isAnswer),
  };
}

/** `sku` and `tags` in ARM form. */
function skuAndTags(registry: ParsedObject): ParsedObject {
  const sku = lowerCaseInitials(getIgnoringCase(registry, 'sku'));
  const name = getIgnoringCase(registry, 'skuname');
  const tier = getIgnoringCase(registry, 'skutier');
  const tags = getIgnoringCase(registry, 'tags', 'tag');
  return {
    ...(isObject(sku) ? { sku } : name !== undefined && { sku: { name, ...(tier !== undefined && { tier }) } }),
    ...(tags !== undefined && { tags }),
  };
}

/**
 * A missing property may be unset or not requested, unless the object is complete: a response of Azure, its `properties`,
 * or a flattened registry with everything that Azure always returns.
 */
function completePaths(registry: ParsedObject, isFlat: boolean, isAnswer: boolean): readonly string[] {
  if (containsTruncated(registry)) return [];
  if (!isFlat) return isAnswer ? [''] : ['properties'];
  // PowerShell splits and renames properties.
  const isPowerShell = !Object.hasOwn(registry, 'id');
  return !isPowerShell && ALWAYS_PRESENT.every((member) => getIgnoringCase(registry, member) !== undefined) ? [''] : [];
}
