/*
 * Azure's clouds by the names that `az cloud list` has: cloud profiles of Azure CLI (azure-cli-core, cloud.py) and of Azure
 * PowerShell (Get-AzEnvironment).
 */

/** Where Resource Manager and the sign-in service are, without a slash at the end. */
export const CLOUDS = {
  AzureCloud: ['https://management.azure.com', 'https://login.microsoftonline.com'],
  AzureUSGovernment: ['https://management.usgovcloudapi.net', 'https://login.microsoftonline.us'],
  AzureChinaCloud: ['https://management.chinacloudapi.cn', 'https://login.chinacloudapi.cn'],
} as const;

export type CloudName = keyof typeof CLOUDS;

/**
 * Where workspaces are queried: the endpoints of `@azure/monitor-query-logs` ("Configure client for Azure sovereign clouds"). Each
 * is its own token scope.
 */
export const LOGS_ENDPOINTS: Readonly<Record<CloudName, string>> = {
  AzureCloud: 'https://api.loganalytics.io',
  AzureUSGovernment: 'https://api.loganalytics.us',
  AzureChinaCloud: 'https://api.loganalytics.azure.cn',
};

/**
 * What follows the name of an account in the hosts of blobs: suffixes of storage endpoints in the cloud profiles. The log of a
 * task's run is such a blob (azure-cli, command module acr, `get_blob_info`).
 */
export const BLOB_HOSTS: Readonly<Record<CloudName, string>> = {
  AzureCloud: 'blob.core.windows.net',
  AzureUSGovernment: 'blob.core.usgovcloudapi.net',
  AzureChinaCloud: 'blob.core.chinacloudapi.cn',
};

/** The version of the interface that queries go to, a part of its address. */
export const LOGS_API_VERSION = 'v1';

/** What `environment()` returns, or a part of that. */
export type EnvironmentTree = string | readonly string[] | { readonly [name: string]: EnvironmentTree };

/** What `environment()` returns in the public cloud (learn.microsoft.com, "Deployment functions for ARM templates"). */
export const PUBLIC_ENVIRONMENT = {
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
} satisfies EnvironmentTree;

/** What is known of other clouds (the cloud profiles); the rest of what `environment()` returns there is not. */
export const OTHER_ENVIRONMENTS: Readonly<Record<Exclude<CloudName, 'AzureCloud'>, EnvironmentTree>> = {
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
