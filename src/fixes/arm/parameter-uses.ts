import type { AttachedSetting } from '../../model/azure/attached-setting.ts';
import { destinationProperties } from '../fix-options.ts';
import type { TemplateJson } from './print-json.ts';
import { memberAt, type ResourceContext, resourceContext, stringAt } from './resource-context.ts';

const ONE_PARAMETER = /^\[\s*parameters\s*\(\s*'([^']+)'\s*\)\s*\]$/i;

export type DestinationProperty = (typeof destinationProperties)[number];

/** The root template parameter that a string of a resource refers to, through any number of nested deployments. */
export function rootParameter(text: string, { levels }: ResourceContext): string | undefined {
  let name = ONE_PARAMETER.exec(text)?.[1];
  for (const { deployment, isInner } of [...levels].reverse()) {
    if (deployment === undefined || !isInner || name === undefined) continue;
    const passed = stringAt(deployment.json, 'properties', 'parameters', name, 'value');
    name = passed === undefined ? undefined : ONE_PARAMETER.exec(passed)?.[1];
  }
  return name;
}

/** The destination property that a root template parameter provides in one of these settings. */
export function destinationOfParameter(
  name: string,
  settings: readonly AttachedSetting[],
  file: string,
  root: TemplateJson,
): DestinationProperty | undefined {
  for (const { origin } of settings) {
    const context = origin.file === file ? resourceContext(file, root, origin.path ?? []) : undefined;
    if (context === undefined) continue;
    const found = destinationProperties.find((property) => {
      const text = stringAt(context.json, 'properties', property);
      return text !== undefined && rootParameter(text, context)?.toLowerCase() === name.toLowerCase();
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How often a template uses a parameter; undefined when a computed name may refer to any. */
export function countUses(name: string, json: TemplateJson): number | undefined {
  const wanted = name.toLowerCase();
  let count = 0;
  const pending: TemplateJson[] = [json];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === 'string') {
      for (const [, read] of next.matchAll(/\bparameters\s*\(\s*(?:'([^']*)'\s*\))?/gi)) {
        if (read === undefined) return undefined;
        if (read.toLowerCase() === wanted) count++;
      }
    } else if (next !== null && typeof next === 'object') {
      for (const value of Object.values(next)) pending.push(value);
    }
  }
  return count;
}

/** Whether a root template parameter is used in this resource only. */
export function isOnlyUsedIn(name: string, resource: TemplateJson, root: TemplateJson): boolean {
  // Parameters named in descriptions do not count.
  const inside = countUses(name, resource);
  const everywhere = ['variables', 'resources', 'outputs', 'parameters'].map((part) =>
    countUses(name, memberAt(root, part) ?? null),
  );
  if (inside === undefined || everywhere.some((count) => count === undefined)) return false;
  return everywhere.reduce<number>((sum, count) => sum + (count ?? 0), 0) === inside;
}
