import { join, resolve } from 'node:path';
import type { BicepConfig } from './bicep-config.ts';
import type { OciReference } from './oci-reference.ts';
import type { RegistryReference } from './registry-reference.ts';

/** Files of a restored module (Bicep.Core/Registry/OciArtifactRegistry.cs, TemplateSpecModuleRegistry.cs). */
export const MODULE_FILES = { template: 'main.json', manifest: 'manifest', metadata: 'metadata' } as const;

/** The folder of a module below the root of a cache, with forward slashes (Bicep.Core/Registry: GetArtifactDirectory). */
export function moduleFolder(reference: RegistryReference): string {
  if (reference.kind === 'ts') {
    const { subscription, resourceGroup, name, version } = reference;
    return ['ts', subscription, resourceGroup, name, version].join('/').toLowerCase();
  }
  const { registry, repository } = reference;
  return [
    'br',
    registry.toLowerCase().replaceAll(':', '$'),
    repository.replaceAll('/', '$'),
    versionFolder(reference),
  ].join('/');
}

function versionFolder({ tag = '', digest }: OciReference): string {
  if (digest !== undefined) return digest.replace(':', '#');
  return `${tag}$${letterCaseMask(tag)}`;
}

/** The capitals of a tag as a hexadecimal set of bits, for file systems that ignore letter case (Bicep.Core/Registry/Oci/TagEncoder.cs). */
function letterCaseMask(tag: string): string {
  const mask = [...tag].reduce((bits, letter, i) => (/[A-Z]/.test(letter) ? bits | (1n << BigInt(i)) : bits), 0n);
  return mask === 0n ? '' : mask.toString(16);
}

/** Where modules are looked for: the folder of the repository before the cache of the compiler. */
export interface ModuleFolders {
  /** Absolute; the root of the repository. */
  readonly root: string;
  /** The absolute home folder; undefined where there is none. */
  readonly home: string | undefined;
}

/** Modules that are committed with a repository stand here, below its root, laid out as in the cache. */
export const VENDORED_FOLDER = '.acraudit/modules';

export function vendoredFolder({ root }: ModuleFolders): string {
  return join(root, VENDORED_FOLDER);
}

/** The root of the cache: `cacheRootDirectory` of the configuration, else `~/.bicep`; undefined where that needs a home folder and there is none. */
export function cacheFolder(
  { cacheRootDirectory = '~/.bicep' }: BicepConfig,
  { home }: ModuleFolders,
): string | undefined {
  if (!cacheRootDirectory.startsWith('~')) return cacheRootDirectory;
  return home === undefined ? undefined : resolve(home, `.${cacheRootDirectory.slice(1)}`);
}
