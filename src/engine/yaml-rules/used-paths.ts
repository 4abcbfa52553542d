import type { ObjectPath } from './object-path.ts';
import type { SpecExpression } from './spec-expression.ts';
import { pathsOfFunction } from './spec-function.ts';

/** The paths that an expression reads of a target; those of items stand below the path of their list. */
export function pathsOf(expression: SpecExpression): readonly ObjectPath[] {
  switch (expression.kind) {
    case 'always':
      return [];
    case 'allOf':
    case 'anyOf':
      return expression.children.flatMap(pathsOf);
    case 'not':
      return pathsOf(expression.child);
    case 'each':
      return [expression.path, ...expression.children.flatMap(functionPaths), ...functionPaths(expression.where)];
    case 'condition':
      return [...(expression.subject.kind === 'field' ? [expression.subject.path] : []), ...functionPaths(expression)];
  }
}

/** Functions read the target even inside of a list. */
function functionPaths(expression: SpecExpression | undefined): readonly ObjectPath[] {
  if (expression === undefined) return [];
  switch (expression.kind) {
    case 'always':
      return [];
    case 'allOf':
    case 'anyOf':
      return expression.children.flatMap(functionPaths);
    case 'not':
      return functionPaths(expression.child);
    case 'each':
      return [...expression.children.flatMap(functionPaths), ...functionPaths(expression.where)];
    case 'condition':
      return [
        ...(expression.subject.kind === 'value' ? pathsOfFunction(expression.subject.fn) : []),
        ...('fn' in expression.expected ? pathsOfFunction(expression.expected.fn) : []),
      ];
  }
}
