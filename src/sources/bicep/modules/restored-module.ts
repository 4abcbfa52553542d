import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readBounded } from '../../../util/bounded-read.ts';
import { isInside } from '../../../util/paths.ts';
import { isJsonObject } from '../../arm/expand/json-access.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';
import { isProblem, readJsonText } from '../../arm/read-json-file.ts';
import type { RestoredModule } from '../host.ts';
import { knownModule } from '../known-modules/known-module.ts';
import type { BicepConfig } from './bicep-config.ts';
import { cacheFolder, MODULE_FILES, type ModuleFolders, moduleFolder, vendoredFolder } from './cache-layout.ts';
import type { OciReference } from './oci-reference.ts';
import type { RegistryReference } from './registry-reference.ts';

/** In bytes; those of real modules are below 2,000. */
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
const MAX_METADATA_BYTES = 64 * 1024;

/** The media type of the layer that holds the compiled template (Bicep.Core/Registry/Oci/BicepMediaTypes.cs); letter case does not count. */
export const TEMPLATE_LAYER = 'application/vnd.ms.bicep.module.layer.v1+json';

export interface ModuleSource extends ModuleFolders {
  /** Of `main.json`, in bytes. */
  readonly maxSize: number;
  /** The configuration for the files of an absolute folder. */
  readonly configOf: (folder: string) => BicepConfig;
}

/**
 * Reads restored modules for `BicepHost`, each once: from the folder of the repository, else from the cache of the compiler,
 * else the stand-in of a module that is known. What is not whole there was not restored.
 */
export function restoredModules(
  source: ModuleSource,
): (reference: RegistryReference, from: string) => RestoredModule | undefined {
  const known = new Map<string, RestoredModule | undefined>();
  const read = (folder: string, reference: RegistryReference): RestoredModule | undefined => {
    if (!known.has(folder)) known.set(folder, readModule(folder, reference, source.maxSize));
    return known.get(folder);
  };
  return (reference, from) => {
    const vendored = vendoredModule(reference, source);
    const cache = cacheFolder(source.configOf(dirname(from)), source);
    return (
      (vendored === undefined ? undefined : read(vendored, reference)) ??
      (cache === undefined ? undefined : read(join(cache, moduleFolder(reference)), reference)) ??
      knownModule(reference)
    );
  };
}

/** The folder of a vendored module, unless its template is a link that leads out of the repository. */
function vendoredModule(reference: RegistryReference, folders: ModuleFolders): string | undefined {
  const folder = join(vendoredFolder(folders), moduleFolder(reference));
  try {
    return isInside(realpathSync(folders.root), realpathSync(join(folder, MODULE_FILES.template))) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** A restored module in its folder; undefined where a file is missing or broken, or is not what its digest names. */
export function readModule(folder: string, reference: RegistryReference, maxSize: number): RestoredModule | undefined {
  const file = join(folder, MODULE_FILES.template);
  const bytes = bytesOf(file, maxSize);
  const json = bytes && jsonOf(bytes);
  if (json === undefined || bytes === undefined) return undefined;
  if (reference.kind === 'br') return isWhole(folder, reference, bytes) ? { file, template: json } : undefined;
  const template = mainTemplate(json);
  return template && { file, template };
}

/** A template spec is cached as Azure answers it (Bicep.Core/SourceGraph/SourceFileFactory.cs). */
function mainTemplate({ properties }: JsonObject): JsonObject | undefined {
  const template = isJsonObject(properties) ? properties.mainTemplate : undefined;
  return isJsonObject(template) ? template : undefined;
}

/**
 * Whether manifest and metadata are there, and the template is the one of the manifest, byte by byte. A module that is named by
 * digest has to be that one.
 */
function isWhole(folder: string, { digest }: OciReference, template: Buffer): boolean {
  const manifest = bytesOf(join(folder, MODULE_FILES.manifest), MAX_MANIFEST_BYTES);
  const metadata = bytesOf(join(folder, MODULE_FILES.metadata), MAX_METADATA_BYTES);
  const parsed = manifest && jsonOf(manifest);
  if (manifest === undefined || parsed === undefined || metadata === undefined || jsonOf(metadata) === undefined)
    return false;
  if (digest !== undefined && digestOf(manifest) !== digest) return false;
  const own = digestOf(template);
  return templateLayers(parsed).some((layer) => layer.digest === own);
}

/** As OCI writes a digest: `sha256:` and 64 hexadecimal digits. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** The layers of a manifest that hold a compiled template: one in a module. */
export function templateLayers({ layers }: JsonObject): readonly JsonObject[] {
  if (!Array.isArray(layers)) return [];
  return layers.filter(isJsonObject).filter(({ mediaType }) => isTemplateType(mediaType));
}

function isTemplateType(mediaType: JsonValue | undefined): boolean {
  return typeof mediaType === 'string' && mediaType.toLowerCase() === TEMPLATE_LAYER;
}

function bytesOf(file: string, most: number): Buffer | undefined {
  const read = readBounded(file, most);
  return 'problem' in read ? undefined : read.bytes;
}

function jsonOf(bytes: Buffer): JsonObject | undefined {
  const read = readJsonText('', bytes);
  return !isProblem(read) && isJsonObject(read.json) ? read.json : undefined;
}
