import type { Path } from '../../util/location.ts';
import type { FileChanges, TemplateChange } from '../arm/fix-plan.ts';
import type { BicepTexts } from '../arm/plan-input.ts';
import type { TemplateJson } from '../arm/print-json.ts';
import { isJsonObject } from '../arm/resource-context.ts';

/** A path of the template that a file makes. */
export interface OwnPlace {
  readonly file: string;
  readonly path: Path;
}

/**
 * Where a path of a template with its modules stands: in the file of the innermost module, by the path there. Undefined for
 * what stands in a template that is not made of a Bicep file of the repository.
 */
export function ownPlace(path: Path, root: string, { loweredText, fileOf }: BicepTexts): OwnPlace | undefined {
  let file = root;
  let from = 0;
  let value = loweredText(root)?.json as TemplateJson | undefined;
  for (const [i, step] of path.entries()) {
    value = isJsonObject(value) ? value[step] : (value as readonly TemplateJson[] | undefined)?.[Number(step)];
    const isModule = step === 'template' && path[i - 1] === 'properties' && i - from === 3;
    if (!isModule || !isJsonObject(value)) continue;
    const own = fileOf(value);
    if (own === undefined) return undefined;
    file = own;
    from = i + 1;
  }
  return { file, path: path.slice(from) };
}

/** Changes of a template with its modules as changes of the files that it is made of; undefined where one stands in none. */
export function changesByFile(
  changes: readonly TemplateChange[],
  root: string,
  texts: BicepTexts,
): readonly FileChanges[] | undefined {
  const files = new Map<string, TemplateChange[]>();
  for (const change of changes) {
    const own = ownPlace(change.path, root, texts);
    if (own === undefined) return undefined;
    const list = files.get(own.file) ?? [];
    files.set(own.file, list);
    list.push({ ...change, path: own.path });
  }
  return [...files].map(([file, list]) => ({ file, changes: list }));
}

/** Deployments within deployments, and how many places of one file are looked at. */
const MAX_DEPTH = 40;
const MAX_PLACES = 64;

/** The paths at which the template of a file stands in that of another, through modules at whatever depth. */
export function placesOfFile(wanted: string, root: string, { loweredText, fileOf }: BicepTexts): readonly Path[] {
  if (wanted === root) return [[]];
  const found: Path[] = [];
  const search = (template: TemplateJson | undefined, path: Path): void => {
    const resources = isJsonObject(template) ? template.resources : undefined;
    if (typeof resources !== 'object' || resources === null || path.length > MAX_DEPTH * STEPS) return;
    for (const [key, resource] of Object.entries(resources) as [string, TemplateJson][]) {
      const nested =
        isJsonObject(resource) && isJsonObject(resource.properties) ? resource.properties.template : undefined;
      if (!isJsonObject(nested) || found.length >= MAX_PLACES) continue;
      const own = [...path, 'resources', Array.isArray(resources) ? Number(key) : key, 'properties', 'template'];
      if (fileOf(nested) === wanted) found.push(own);
      else search(nested, own);
    }
  };
  search(loweredText(root)?.json as TemplateJson | undefined, []);
  return found;
}

/** From a template to that of a module in it. */
const STEPS = 4;
