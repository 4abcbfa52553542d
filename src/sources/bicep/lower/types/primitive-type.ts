import { property } from '../../../arm/expand/json-access.ts';
import type { TypeExpr } from '../../syntax/nodes.ts';
import { namedType } from './named-types.ts';
import { definitionPlace, findPlace, isAccess, type TypePlace } from './type-places.ts';
import type { TypeScope } from './type-scope.ts';

/** Aliases of aliases. */
const MAX_STEPS = 64;

/** The built-in type behind names and accesses; undefined where it is not known. */
export function primitiveOf(type: TypeExpr, scope: TypeScope): string | undefined {
  let place: TypePlace | undefined = { kind: 'bicep', pointer: [], type, scope };
  for (let i = 0; i < MAX_STEPS && place?.kind === 'bicep'; i++) {
    const { type: at, scope: from }: TypePlace & { kind: 'bicep' } = place;
    const own = ownPrimitive(at);
    if (own !== undefined) return own;
    const named = namedType(at, from);
    if (named !== undefined && 'builtIn' in named) return named.builtIn;
    if (named !== undefined) place = definitionPlace(named);
    else if (at.kind === 'parenthesizedType') place = { ...place, type: at.type };
    else if (at.kind === 'nullableType' || at.kind === 'nonNullableType') place = { ...place, type: at.base };
    else {
      const found: ReturnType<typeof findPlace> | undefined = isAccess(at) ? findPlace(at, from) : undefined;
      place = found === undefined || found.kind === 'none' ? undefined : found;
    }
  }
  const written = place?.kind === 'json' ? property(place.source.json, 'type') : undefined;
  return typeof written === 'string' ? written : undefined;
}

function ownPrimitive(type: TypeExpr): string | undefined {
  switch (type.kind) {
    case 'objectType':
      return 'object';
    case 'arrayType':
    case 'tupleType':
      return 'array';
    case 'string':
      return 'string';
    default:
      return undefined;
  }
}
