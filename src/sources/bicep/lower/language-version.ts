import type { BicepBinding } from '../bind/symbols.ts';
import type { BicepFile, TypeExpr } from '../syntax/nodes.ts';
import { decoratorArguments } from './decorator-arguments.ts';
import { bodyProperty } from './resource-names.ts';

/**
 * Whether the template has its resources as an object by symbol (`languageVersion` 2.0): what it then says cannot be said in the
 * older form. (Bicep.Core/Emit/EmitterSettings.cs)
 */
export function needsSymbols(
  { declarations }: BicepFile,
  binding: BicepBinding,
  features: ReadonlySet<string>,
  hasSecureModuleOutput: boolean,
): boolean {
  return (
    features.has('symbolicNameCodegen') ||
    features.has('resourceInfoCodegen') ||
    isExperimental(binding) ||
    hasSecureModuleOutput ||
    binding.usesWholeCollection ||
    binding.extensions.length > 0 ||
    binding.types.length > 0 ||
    binding.functions.length > 0 ||
    declarations.some(
      (each) =>
        each.kind === 'import' ||
        (each.kind === 'variable' && each.type !== undefined) ||
        ((each.kind === 'parameter' || each.kind === 'output') && isStructural(each.type)) ||
        (each.kind === 'output' && decoratorArguments(each.decorators, 'secure') !== undefined),
    ) ||
    binding.modules.some(({ body }) => bodyProperty(body, 'name') === undefined) ||
    binding.resources.some(needsSymbolicResource)
  );
}

function needsSymbolicResource({ declaration, body }: BicepBinding['resources'][number]): boolean {
  const { decorators, existing } = declaration;
  return (
    (existing && bodyProperty(body, 'dependsOn') !== undefined) ||
    decoratorArguments(decorators, 'onlyIfNotExists') !== undefined ||
    decoratorArguments(decorators, 'retryOn') !== undefined
  );
}

function isExperimental({ resources, usesThis }: BicepBinding): boolean {
  return (
    usesThis ||
    resources.some(({ declaration }) => decoratorArguments(declaration.decorators, 'nullIfNotFound') !== undefined)
  );
}

export function languageVersion(isSymbolic: boolean, binding: BicepBinding): string | undefined {
  if (isExperimental(binding)) return '2.1-experimental';
  return isSymbolic ? '2.0' : undefined;
}

/** Whether a type is more than a name: an object, an array, a tuple, a union or nullable. */
function isStructural(type: TypeExpr): boolean {
  switch (type.kind) {
    case 'objectType':
    case 'arrayType':
    case 'tupleType':
    case 'unionType':
    case 'nullableType':
      return true;
    case 'parenthesizedType':
      return isStructural(type.type);
    case 'nonNullableType':
    case 'memberType':
    case 'elementType':
    case 'additionalType':
    case 'indexedType':
      return isStructural(type.base);
    default:
      return false;
  }
}
