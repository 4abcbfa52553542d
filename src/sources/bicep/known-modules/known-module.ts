import { PUBLIC_MODULES } from '../../../model/azure/module-registries.ts';
import type { RestoredModule } from '../host.ts';
import { type RegistryReference, referenceText } from '../modules/registry-reference.ts';
import { REGISTRY_MODULE_FACTS } from './registry-module-facts.ts';
import { registryModuleTemplate } from './registry-module-template.ts';
import { unreadRegistryModule } from './unread-registry-module.ts';

const NAME = 'avm/res/container-registry/registry';

const made = new Map<string, RestoredModule>();

function standIn(tag: string, reference: string): RestoredModule {
  const facts = REGISTRY_MODULE_FACTS.find(({ version }) => version === tag);
  if (facts === undefined) return { file: undefined, template: unreadRegistryModule(reference) };
  const known = { name: NAME, version: tag, tag: `refs/tags/${NAME}/${tag}` };
  return { file: undefined, template: registryModuleTemplate(facts), known };
}

/**
 * The stand-in of the published module of registries, by its version; undefined for every other module. Of a version that is not known
 * it has the registry alone. One version has one object, as a file that is read
 * once has. A digest is not known by what it holds.
 */
export function knownModule(reference: RegistryReference): RestoredModule | undefined {
  if (reference.kind !== 'br' || reference.tag === undefined) return undefined;
  const { registry, repository, tag } = reference;
  if (registry.toLowerCase() !== PUBLIC_MODULES.registry || repository !== `${PUBLIC_MODULES.modulePath}/${NAME}`)
    return undefined;
  const known = made.get(tag) ?? standIn(tag, referenceText(reference));
  made.set(tag, known);
  return known;
}
