import type { TypeExpr } from '../../syntax/nodes.ts';
import { walkNodes } from '../../syntax/walk.ts';

/** The names that a type is written with; of `a.b` only `a`, and none of `resourceInput<…>`. */
export function namesInType(type: TypeExpr): readonly string[] {
  const found: string[] = [];
  walkNodes([type], (node) => {
    if (node.kind === 'typeName') found.push(node.name);
    return node.kind !== 'genericType' && node.kind !== 'decorator';
  });
  return found;
}
