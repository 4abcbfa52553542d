/*
 * Registries of Bicep modules: src/Bicep.Core/Configuration/bicepconfig.json and src/Bicep.Core/Registry/RegistryConfiguration.cs of
 * github.com/Azure/bicep.
 */

/** Where `br/public:` leads. */
export const PUBLIC_MODULES = { registry: 'mcr.microsoft.com', modulePath: 'bicep' } as const;

/** Hosts that the compiler connects to without being told, besides registries of Azure. */
export const TRUSTED_HOSTS: ReadonlySet<string> = new Set([PUBLIC_MODULES.registry, 'mcr.azure.cn', 'ghcr.io']);

const AZURE_REGISTRY = /^[a-z\d-]+\.azurecr\.(?:io|cn|us)$/;

/** Whether it is a registry of Azure, which signs in identities of Entra ID. */
export function isAzureRegistry(host: string): boolean {
  return AZURE_REGISTRY.test(host.toLowerCase());
}
