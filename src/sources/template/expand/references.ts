import { sameId } from '../../../model/resource-id.ts';
import { isUnknown, type Value } from '../../../model/value.ts';
import { runtime } from '../expression/evaluate.ts';
import type { TemplateInstance } from './instance.ts';
import type { TemplateResource } from './resources.ts';

/**
 * What `reference()` gives for a target that the template declares. Of a nested deployment the outputs are known as far
 * as its template is; of any other resource only Azure knows the properties, but two references to it are the same.
 */
export function deploymentReference(instance: TemplateInstance, target: Value, full: boolean): Value | undefined {
  const found = findTarget(instance, target);
  if (found === undefined) return undefined;
  const nested = found.nested?.();
  if (nested?.kind !== 'template') return runtime('reference', full ? [found.id, 'full'] : [found.id]);
  const properties = lazyObject({ outputs: () => outputsOf(nested.instance), provisioningState: () => 'Succeeded' });
  return full ? lazyObject({ properties: () => properties, name: () => found.name, id: () => found.id }) : properties;
}

/** An object whose members are evaluated when they are read. */
function lazyObject(members: Record<string, () => Value>): Value {
  const result: Record<string, Value> = Object.create(null);
  for (const [name, get] of Object.entries(members)) Object.defineProperty(result, name, { enumerable: true, get });
  return result;
}

function outputsOf(instance: TemplateInstance): Value {
  const members = instance.outputNames.map(
    (name) => [name, () => lazyObject({ value: () => instance.output(name) ?? null })] as const,
  );
  return lazyObject(Object.fromEntries(members));
}

function findTarget(instance: TemplateInstance, target: Value): TemplateResource | undefined {
  const resources = instance.resources();
  if (typeof target === 'string' && !target.includes('/')) {
    const [, symbolicName = target, index] = /^(.*?)(?:\[(\d+)\])?$/.exec(target) ?? [];
    const named = resources.filter(({ symbolicName: own }) => own?.toLowerCase() === symbolicName.toLowerCase());
    if (named.length > 0) return named.find(({ frame }) => index === undefined || frame.loop?.index === Number(index));
    return resources.find(({ name }) => typeof name === 'string' && name.toLowerCase() === target.toLowerCase());
  }
  if (!isUnknown(target) && typeof target !== 'string') return undefined;
  return resources.find((resource) => resource.nested !== undefined && sameId(resource.id, target) === true);
}
