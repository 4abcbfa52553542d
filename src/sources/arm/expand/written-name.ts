import type { JsonObject } from '../expression/evaluate-json.ts';
import type { Frame } from '../expression/frame.ts';
import { property } from './json-access.ts';

/** A declaration as its author sees it. */
interface Declared {
  readonly json: JsonObject;
  readonly symbolicName?: string | undefined;
  readonly frame: Frame;
}

/**
 * What the author of a template calls a resource: its symbolic name, else its name as it is written, with the index of an
 * iteration; after the deployments that it stands in. `resources > acr[1]`, `registry > [parameters('name')]`.
 */
export function writtenName(deployments: readonly string[], declared: Declared): string | undefined {
  const own = declared.symbolicName ?? nameIn(declared);
  return own === undefined ? undefined : [...deployments, own + iterationOf(declared)].join(' > ');
}

/** What a deployment adds to the names of what stands in it: an expression would only make them long. */
export function deploymentNames(deployments: readonly string[], declared: Declared): readonly string[] {
  const name = nameIn(declared);
  const own = declared.symbolicName ?? (name?.startsWith('[') ? undefined : name);
  return own === undefined ? deployments : [...deployments, own + iterationOf(declared)];
}

function nameIn({ json }: Declared): string | undefined {
  const name = property(json, 'name');
  return typeof name === 'string' ? name : undefined;
}

function iterationOf({ json, frame }: Declared): string {
  const index = property(json, 'copy') === undefined ? undefined : frame.loop?.index;
  return typeof index === 'number' ? `[${index}]` : '';
}
