import { type Expression, isExpression, parseExpression } from '../../sources/arm/expression/parse-expression.ts';
import { isFault } from '../../value/value.ts';
import { type DestinationProperty, destinationProperties } from '../fix-options.ts';
import type { TemplateJson } from './print-json.ts';
import { memberAt, type ResourceContext, stringAt } from './resource-context.ts';

const ONE_PARAMETER = /^\[\s*parameters\s*\(\s*'[^']+'\s*\)\s*\]$/i;

/** Whether an expression is the value of a parameter, as it is. */
export function isOneParameter(text: string): boolean {
  return ONE_PARAMETER.test(text);
}

/** The name of the parameter whose value an expression gives, in some branch at least: `if(empty(x), null(), x)`. */
export function givenParameter(text: string): string | undefined {
  const parsed = isExpression(text) ? parseExpression(text) : undefined;
  return parsed === undefined || isFault(parsed) ? undefined : parameterIn(parsed);
}

function parameterIn(expression: Expression): string | undefined {
  if (expression.kind !== 'call') return undefined;
  const { name, args } = expression;
  const [first] = args;
  if (name === 'parameters') return first?.kind === 'literal' ? String(first.value) : undefined;
  if (name !== 'if' && name !== 'coalesce') return undefined;
  const branches = (name === 'if' ? args.slice(1) : args).map(parameterIn).filter((found) => found !== undefined);
  return new Set(branches).size === 1 ? branches[0] : undefined;
}

export function readsParameter(text: string, name: string): boolean {
  return [...readNames(text)].some((read) => read?.toLowerCase() === name.toLowerCase());
}

/** The parameters that a text reads; undefined for one with a computed name. */
function* readNames(text: string): Generator<string | undefined> {
  for (const [, name] of text.matchAll(/\bparameters\s*\(\s*(?:'([^']*)'\s*\))?/gi)) yield name;
}

/** The root template parameter that a string of a resource refers to, through any number of nested deployments. */
export function rootParameter(text: string, { levels }: ResourceContext): string | undefined {
  let name = givenParameter(text);
  for (const { deployment, isInner } of [...levels].reverse()) {
    if (deployment === undefined || !isInner || name === undefined) continue;
    const passed = stringAt(deployment.json, 'properties', 'parameters', name, 'value');
    name = passed === undefined ? undefined : givenParameter(passed);
  }
  return name;
}

/** The destination property that a root template parameter provides in one of these settings. */
export function destinationOfParameter(
  name: string,
  settings: readonly ResourceContext[],
): DestinationProperty | undefined {
  for (const context of settings) {
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
      for (const read of readNames(next)) {
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
