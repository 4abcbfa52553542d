/**
 * Functions of the namespaces `sys` and `az`, and decorators aside everything that a call can name without a declaration.
 * (https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions and the compiler's namespaces.)
 */
export const SYS_FUNCTIONS: ReadonlySet<string> = new Set(
  `any array base64 base64ToJson base64ToString bool buildUri cidrHost cidrSubnet coalesce concat contains createArray dataUri
  dataUriToString dateTimeAdd dateTimeFromEpoch dateTimeToEpoch deepMerge distinct empty endsWith externalInput fail filter first flatten
  format groupBy guid indexFromEnd indexOf int intersection items join json last lastIndexOf length like loadDirectoryFileInfo
  loadFileAsBase64 loadJsonContent loadTextContent loadYamlContent map mapValues max min nameof newGuid objectKeys padLeft parseCidr
  parseUri range readCliArg readEnvVar readEnvironmentVariable reduce replace shallowMerge skip sort split startsWith string substring
  take toLower toObject toUpper trim tryGet union uniqueString uri uriComponent uriComponentToString utcNow`.split(
    /\s+/,
  ),
);

export const AZ_FUNCTIONS: ReadonlySet<string> = new Set(
  `deployer deployment deploymentResourceId environment extensionResourceId getSecret managementGroup managementGroupResourceId
  pickZones providers reference references resourceGroup resourceId roleDefinitions subscription subscriptionResourceId tenant
  tenantResourceId toLogicalZone toLogicalZones toPhysicalZone toPhysicalZones`.split(/\s+/),
);

/** Calls of these need a deployed resource: a variable that makes one is inlined where it is used. */
const RUNTIME_FUNCTIONS: ReadonlySet<string> = new Set([
  'reference',
  'references',
  'toLogicalZone',
  'toLogicalZones',
  'toPhysicalZone',
  'toPhysicalZones',
]);

export function isListFunction(name: string): boolean {
  return /^list./i.test(name);
}

export function isRuntimeFunction(name: string): boolean {
  return RUNTIME_FUNCTIONS.has(name) || isListFunction(name);
}

export function isBuiltIn(name: string, namespace?: 'sys' | 'az'): boolean {
  return (
    (namespace !== 'az' && SYS_FUNCTIONS.has(name)) ||
    (namespace !== 'sys' && (AZ_FUNCTIONS.has(name) || isListFunction(name)))
  );
}

/** `loadTextContent` and so on: what they read becomes part of the template. */
export function isLoadFunction(name: string): boolean {
  return name.startsWith('load') && SYS_FUNCTIONS.has(name);
}

const SCOPE_FUNCTIONS: ReadonlySet<string> = new Set(['resourceGroup', 'subscription', 'managementGroup']);

/** With arguments these name scopes of elsewhere, which mean something as a scope only. */
export function isScopeFunction(name: string): boolean {
  return SCOPE_FUNCTIONS.has(name);
}
