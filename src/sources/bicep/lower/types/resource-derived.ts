import type { JsonObject } from '../../../arm/expression/evaluate-json.ts';
import { literalString } from '../../syntax/literal-text.ts';
import type { GenericType } from '../../syntax/nodes.ts';
import { isSystem } from './named-types.ts';
import { type TypeScope, wrongType } from './type-scope.ts';

/** The type of a resource, or of something in it, that Azure declares. */
export interface ResourceDerived {
  readonly use: 'resourceInput' | 'resourceOutput' | 'resource';
  /** `Microsoft.X/type@version`. */
  readonly resource: string;
}

/** Of `resourceInput<'type@version'>` and its kin; undefined where it is wrong, and reported. */
export function resourceDerived(type: GenericType, scope: TypeScope): ResourceDerived | undefined {
  const { base, args } = type;
  const name = base.kind === 'typeName' ? base.name : base.name.name;
  const isQualified = base.kind === 'memberType';
  const isKnown = name === 'resourceInput' || name === 'resourceOutput' || name === 'resource';
  if (!isKnown || (isQualified && !(base.base.kind === 'typeName' && isSystem(base.base.name, scope)))) {
    wrongType(scope, base, 'BCP383', `The "${name}" type has no parameters.`);
    return undefined;
  }
  const resource = literalString(args[0]);
  if (args.length === 1 && resource !== undefined) return { use: name, resource };
  wrongType(scope, type, 'BCP384', `The "${name}" type requires 1 argument: '<type>@<version>'.`);
  return undefined;
}

/** No index of Azure's types is at hand, so only its origin is told, and any value fits. */
export function derivedJson({ use, resource }: ResourceDerived, steps: readonly string[]): JsonObject {
  const source = `${resource}#${steps.join('/')}`;
  const mark = use === 'resource' ? source : { source, ...(use === 'resourceOutput' && { output: true }) };
  return { metadata: { '__bicep_resource_derived_type!': mark } };
}
