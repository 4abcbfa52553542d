import { type SymbolValue, symbol, type Value, type ValueObject } from '../../../value/value.ts';

/** The clouds by the names that Azure CLI has for them. */
export type CloudName = 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud';

type Tree = string | readonly string[] | { readonly [name: string]: Tree };

/** What `environment()` returns in the public cloud (Microsoft's page on deployment functions). */
const PUBLIC = {
  name: 'AzureCloud',
  gallery: 'https://gallery.azure.com/',
  graph: 'https://graph.windows.net/',
  portal: 'https://portal.azure.com',
  graphAudience: 'https://graph.windows.net/',
  activeDirectoryDataLake: 'https://datalake.azure.net/',
  batch: 'https://batch.core.windows.net/',
  media: 'https://rest.media.azure.net',
  sqlManagement: 'https://management.core.windows.net:8443/',
  vmImageAliasDoc:
    'https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/arm-compute/quickstart-templates/aliases.json',
  resourceManager: 'https://management.azure.com/',
  authentication: {
    loginEndpoint: 'https://login.microsoftonline.com/',
    audiences: ['https://management.core.windows.net/', 'https://management.azure.com/'],
    tenant: 'common',
    identityProvider: 'AAD',
  },
  suffixes: {
    acrLoginServer: '.azurecr.io',
    azureDatalakeAnalyticsCatalogAndJob: 'azuredatalakeanalytics.net',
    azureDatalakeStoreFileSystem: 'azuredatalakestore.net',
    azureFrontDoorEndpointSuffix: 'azurefd.net',
    keyvaultDns: '.vault.azure.net',
    sqlServerHostname: '.database.windows.net',
    storage: 'core.windows.net',
  },
} satisfies Tree;

/** What is known of other clouds (Azure CLI's cloud profiles); the rest of what `environment()` returns there is not. */
const OTHERS: Readonly<Record<Exclude<CloudName, 'AzureCloud'>, Tree>> = {
  AzureUSGovernment: {
    name: 'AzureUSGovernment',
    portal: 'https://portal.azure.us',
    suffixes: {
      acrLoginServer: '.azurecr.us',
      keyvaultDns: '.vault.usgovcloudapi.net',
      sqlServerHostname: '.database.usgovcloudapi.net',
      storage: 'core.usgovcloudapi.net',
    },
  },
  AzureChinaCloud: {
    name: 'AzureChinaCloud',
    portal: 'https://portal.azure.cn',
    suffixes: {
      acrLoginServer: '.azurecr.cn',
      keyvaultDns: '.vault.azure.cn',
      sqlServerHostname: '.database.chinacloudapi.cn',
      storage: 'core.chinacloudapi.cn',
    },
  },
};

/** The value of `environment()`: of a cloud that was named as far as it is known, else an unknown with the same members. */
export function cloudEnvironment(cloud: CloudName | undefined): Value {
  if (cloud === undefined) return unknownPart(PUBLIC, 'environment()');
  return cloud === 'AzureCloud' ? known(PUBLIC) : filled(PUBLIC, OTHERS[cloud], 'environment()');
}

function known(tree: Tree): Value {
  if (typeof tree !== 'object' || Array.isArray(tree)) return tree as Value;
  return objectOf(Object.entries(tree).map(([name, part]) => [name, known(part)]));
}

function filled(shape: Tree, own: Tree | undefined, text: string): Value {
  if (own === undefined) return unknownPart(shape, text);
  if (!isBranch(shape) || !isBranch(own)) return known(own);
  return objectOf(Object.entries(shape).map(([name, part]) => [name, filled(part, own[name], `${text}.${name}`)]));
}

/** One cloud is deployed to in a run, so the same part of it is one unknown everywhere. */
function unknownPart(shape: Tree, text: string): SymbolValue {
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

function isBranch(tree: Tree): tree is { readonly [name: string]: Tree } {
  return typeof tree === 'object' && !Array.isArray(tree);
}

function objectOf(members: readonly (readonly [string, Value])[]): ValueObject {
  return Object.assign(Object.create(null), Object.fromEntries(members));
}
