import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';
import type { FunctionDeclaration } from '../syntax/nodes.ts';
import { declarationMetadata } from './declaration-metadata.ts';
import { FUNCTION_NAMESPACE } from './imports/exported-symbols.ts';
import type { LowerContext } from './lower-context.ts';
import { lowerTypeIn } from './types/declared-types.ts';

/** A function of a file, as a member of its namespace. */
export function lowerFunction(declaration: FunctionDeclaration, context: LowerContext): JsonObject {
  const { parameters, returnType, body, decorators } = declaration;
  const metadata = declarationMetadata(decorators, context);
  return {
    parameters: parameters.map(({ name, type }) => ({ ...lowerTypeIn(type, [], context), name: name.name })),
    output: { ...lowerTypeIn(returnType, [], context), value: context.value(body) },
    ...(metadata !== undefined && { metadata }),
  };
}

/** Functions by their full names, as the section of a template; undefined where there are none. */
export function functionsSection(members: readonly (readonly [string, JsonValue])[]): readonly JsonValue[] | undefined {
  const namespaces = new Map<string, Record<string, JsonValue>>();
  for (const [full, json] of members) {
    const point = full.indexOf('.');
    const namespace = point === -1 ? FUNCTION_NAMESPACE : full.slice(0, point);
    const known: Record<string, JsonValue> = namespaces.get(namespace) ?? Object.create(null);
    known[full.slice(point + 1)] = json;
    namespaces.set(namespace, known);
  }
  if (namespaces.size === 0) return undefined;
  return [...namespaces].map(([namespace, each]) => ({ namespace, members: each }));
}
