import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';
import { declarationMetadata } from './declaration-metadata.ts';
import { functionsSection, lowerFunction } from './functions.ts';
import { EXPORT_MARK, EXPORTED_VARIABLES } from './imports/exported-symbols.ts';
import { importedSections } from './imports/imported-parts.ts';
import type { LowerContext } from './lower-context.ts';
import { lowerDefinition } from './types/declared-types.ts';
import { typeCycles } from './types/type-cycles.ts';

/** What the types, functions and imports of a file add to its template; a member is undefined where there is nothing. */
export interface DeclaredParts {
  readonly definitions: JsonObject | undefined;
  readonly functions: readonly JsonValue[] | undefined;
  /** Variables that are imported, by name, and the entries of `copy` of those that are loops. */
  readonly variables: readonly (readonly [string, JsonValue])[];
  readonly copies: readonly JsonValue[];
  /** Of the template: what is exported and what is imported. */
  readonly metadata: readonly (readonly [string, JsonValue])[];
}

export function declaredParts(context: LowerContext): DeclaredParts {
  const { binding } = context;
  const imported = importedSections(context);
  const cycles = typeCycles(binding.types.map(({ declaration }) => declaration));
  cycles.errors.forEach(context.report);
  const definitions = [
    ...binding.types.map(({ name, declaration }): readonly [string, JsonValue] => [
      name,
      cycles.cyclic.has(name) ? {} : lowerDefinition(declaration, context),
    ]),
    ...imported.definitions,
  ];
  const functions = [
    ...binding.functions.map(({ name, declaration }) => [name, lowerFunction(declaration, context)] as const),
    ...imported.functions,
  ];
  return {
    definitions: definitions.length === 0 ? undefined : namedMembers(definitions),
    functions: functionsSection(functions),
    variables: imported.variables,
    copies: imported.copies,
    metadata: exportedVariables(context),
  };
}

function namedMembers(entries: readonly (readonly [string, JsonValue])[]): JsonObject {
  const members: Record<string, JsonValue> = Object.create(null);
  for (const [name, json] of entries) members[name] = json;
  return members;
}

function exportedVariables(context: LowerContext): DeclaredParts['metadata'] {
  const exported = context.binding.variables.flatMap(({ name, declaration }): JsonValue[] => {
    const metadata = declarationMetadata(declaration.decorators, context);
    if (metadata?.[EXPORT_MARK] === undefined) return [];
    const { description } = metadata;
    return [{ name, ...(description !== undefined && { description }) }];
  });
  return exported.length === 0 ? [] : [[EXPORTED_VARIABLES, exported]];
}
