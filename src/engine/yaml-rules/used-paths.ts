import type { ObjectPath } from './object-path.ts';
import type { SpecExpression } from './spec-expression.ts';
import { pathsOfFunction } from './spec-function.ts';

/**
 * The paths that an expression reads of a target; those of items stand below the path of their list. Where the list is the target
 * itself (`.`) it is its one item, of which no more is read than its conditions ask for.
 */
export function pathsOf(expression: SpecExpression): readonly ObjectPath[] {
  return pathsIn(expression, false);
}

/** @param inList Paths are those of an item; functions read the target even there. */
function pathsIn(expression: SpecExpression, inList: boolean): readonly ObjectPath[] {
  switch (expression.kind) {
    case 'always':
      return [];
    case 'allOf':
    case 'anyOf':
      return expression.children.flatMap((child) => pathsIn(child, inList));
    case 'not':
      return pathsIn(expression.child, inList);
    case 'each': {
      const { path, children, where } = expression;
      const isItself = path.steps.length === 0;
      const inside = where === undefined ? children : [...children, where];
      return [...(inList || isItself ? [] : [path]), ...inside.flatMap((child) => pathsIn(child, inList || !isItself))];
    }
    case 'condition': {
      const { subject, expected } = expression;
      return [
        ...(subject.kind === 'field' && !inList ? [subject.path] : []),
        ...(subject.kind === 'value' ? pathsOfFunction(subject.fn) : []),
        ...('fn' in expected ? pathsOfFunction(expected.fn) : []),
      ];
    }
  }
}
