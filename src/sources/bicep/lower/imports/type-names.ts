import type { TypeExpr } from '../../syntax/nodes.ts';

/** The names that a type is written with; of `a.b` only `a`. */
export function namesInType(type: TypeExpr): readonly string[] {
  const found: string[] = [];
  const open: TypeExpr[] = [type];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at.kind === 'typeName') found.push(at.name);
    else open.push(...partsOf(at));
  }
  return found;
}

function partsOf(type: TypeExpr): readonly TypeExpr[] {
  switch (type.kind) {
    case 'arrayType':
      return [type.item];
    case 'objectType':
      return type.properties.map((each) => each.type);
    case 'tupleType':
      return type.items.map((each) => each.type);
    case 'unionType':
      return type.members;
    case 'parenthesizedType':
      return [type.type];
    case 'nullableType':
    case 'nonNullableType':
    case 'memberType':
    case 'elementType':
    case 'additionalType':
    case 'indexedType':
      return [type.base];
    default:
      return [];
  }
}
