import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { Decorator } from '../syntax/nodes.ts';
import { decoratorArguments } from './decorator-arguments.ts';
import { descriptionValue } from './description.ts';
import { EXPORT_MARK } from './imports/exported-symbols.ts';
import type { LowerContext } from './lower-context.ts';

/** What `@description` and `@export` say of a function or variable; undefined where there is nothing. */
export function declarationMetadata(decorators: readonly Decorator[], context: LowerContext): JsonObject | undefined {
  const [description] = decoratorArguments(decorators, 'description') ?? [];
  const isExported = decoratorArguments(decorators, 'export') !== undefined;
  if (description === undefined && !isExported) return undefined;
  return {
    ...(description !== undefined && { description: descriptionValue(description, context) }),
    ...(isExported && { [EXPORT_MARK]: true }),
  };
}
