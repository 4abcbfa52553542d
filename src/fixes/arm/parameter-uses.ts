import type { AttachedSetting } from '../../model/azure/attached-setting.ts';
import { destinationProperties } from '../fix-settings.ts';
import { at, type ResourceContext, resourceContext, textAt } from './context.ts';
import type { Json } from './print-json.ts';

const ONE_PARAMETER = /^\[\s*parameters\s*\(\s*'([^']+)'\s*\)\s*\]$/i;

export type DestinationProperty = (typeof destinationProperties)[number];

/** The parameter of the root template that a text of a resource is, however many nested deployments hand it on. */
export function rootParameter(text: string, { levels }: ResourceContext): string | undefined {
  let name = ONE_PARAMETER.exec(text)?.[1];
  for (const { deployment, isInner } of [...levels].reverse()) {
    if (deployment === undefined || !isInner || name === undefined) continue;
    const passed = textAt(deployment.json, 'properties', 'parameters', name, 'value');
    name = passed === undefined ? undefined : ONE_PARAMETER.exec(passed)?.[1];
  }
  return name;
}

/** The destination that a parameter of the root template is in one of these settings, where it is that and nothing else. */
export function destinationOf(
  name: string,
  settings: readonly AttachedSetting[],
  file: string,
  root: Json,
): DestinationProperty | undefined {
  for (const { origin } of settings) {
    const context = origin.file === file ? resourceContext(file, root, origin.path ?? []) : undefined;
    if (context === undefined) continue;
    const found = destinationProperties.find((property) => {
      const text = textAt(context.json, 'properties', property);
      return text !== undefined && rootParameter(text, context)?.toLowerCase() === name.toLowerCase();
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How often a template reads a parameter by its name; undefined when it may read any, by an expression. */
export function usesOf(name: string, json: Json): number | undefined {
  const wanted = name.toLowerCase();
  let count = 0;
  const open: Json[] = [json];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') {
      for (const [, read] of next.matchAll(/\bparameters\s*\(\s*(?:'([^']*)'\s*\))?/gi)) {
        if (read === undefined) return undefined;
        if (read.toLowerCase() === wanted) count++;
      }
    } else if (next !== null && typeof next === 'object') {
      for (const value of Object.values(next)) open.push(value);
    }
  }
  return count;
}

/** Whether changing a parameter of the root template changes this resource and nothing else. */
export function isOnlyUsedIn(name: string, resource: Json, root: Json): boolean {
  // Descriptions may speak of parameters, and say nothing about them.
  const inside = usesOf(name, resource);
  const everywhere = ['variables', 'resources', 'outputs', 'parameters'].map((part) =>
    usesOf(name, at(root, part) ?? null),
  );
  if (inside === undefined || everywhere.some((count) => count === undefined)) return false;
  return everywhere.reduce<number>((sum, count) => sum + (count ?? 0), 0) === inside;
}
