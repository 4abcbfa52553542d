import type { BicepDiagnostic, TypeDeclaration, TypeExpr } from '../../syntax/nodes.ts';

/**
 * Types that are part of themselves so that no value of them can end (Bicep.Core/TypeSystem/CyclicTypeCheckVisitor.cs):
 * the names of all that are, and an error for each. What may be missing, such as items and nullable properties, ends.
 */
export function typeCycles(declarations: readonly TypeDeclaration[]): {
  readonly cyclic: ReadonlySet<string>;
  readonly errors: readonly BicepDiagnostic[];
} {
  const byName = new Map(declarations.map((each) => [each.name.name, each]));
  const needs = new Map(declarations.map(({ name, value }) => [name.name, needsOf(value)]));
  const cyclic = new Set<string>();
  const errors: BicepDiagnostic[] = [];
  const done = new Set<string>();
  for (const root of needs.keys()) {
    // An explicit stack: a chain of aliases may be as long as the file.
    const path: { readonly name: string; next: number }[] = done.has(root) ? [] : [{ name: root, next: 0 }];
    const open = new Map([[root, 0]]);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const need = needs.get(top.name)?.[top.next++];
      if (need === undefined) {
        done.add(top.name);
        open.delete(top.name);
        path.pop();
        continue;
      }
      const start = open.get(need);
      if (start !== undefined)
        report(
          path.slice(start).map(({ name }) => name),
          byName,
          cyclic,
          errors,
        );
      else if (needs.has(need) && !done.has(need)) {
        open.set(need, path.length);
        path.push({ name: need, next: 0 });
      }
    }
  }
  return { cyclic, errors };
}

/** Names that a message shows at most. */
const MAX_SHOWN = 10;

function report(
  names: readonly string[],
  declarations: ReadonlyMap<string, TypeDeclaration>,
  cyclic: Set<string>,
  errors: BicepDiagnostic[],
): void {
  const shown = names.length > MAX_SHOWN ? [...names.slice(0, MAX_SHOWN), '…'] : names;
  const [code, message] =
    names.length === 1
      ? (['BCP298', 'This type definition includes itself as a required part, so no value can have it.'] as const)
      : (['BCP299', `This type definition includes itself as a required part ("${shown.join('" -> "')}").`] as const);
  for (const name of names) {
    const declared = declarations.get(name);
    if (declared === undefined || cyclic.has(name)) continue;
    cyclic.add(name);
    errors.push({ code, message, start: declared.name.start, end: declared.name.end });
  }
}

/** The names that every value of a type needs. */
function needsOf(type: TypeExpr): readonly string[] {
  const found: string[] = [];
  const open: TypeExpr[] = [type];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at.kind === 'typeName') found.push(at.name);
    else open.push(...requiredParts(at));
  }
  return found;
}

/** Parts that every value has. Of a union one member is enough, and an array may be empty. */
function requiredParts(type: TypeExpr): readonly TypeExpr[] {
  switch (type.kind) {
    case 'parenthesizedType':
      return [type.type];
    case 'nonNullableType':
      return [type.base];
    case 'objectType':
      return type.properties.flatMap((each) => (each.kind === 'typeProperty' ? [each.type] : []));
    case 'tupleType':
      return type.items.map((item) => item.type);
    case 'unionType':
      return type.members.length === 1 ? type.members : [];
    default:
      return [];
  }
}
