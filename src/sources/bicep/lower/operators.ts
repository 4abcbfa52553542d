import type { BinaryExpr, BinaryOperator } from '../syntax/nodes.ts';
import { callText } from './arm-text.ts';

const FUNCTIONS: Readonly<Record<Exclude<BinaryOperator, '!=' | '=~' | '!~'>, string>> = {
  '&&': 'and',
  '||': 'or',
  '==': 'equals',
  '<': 'less',
  '<=': 'lessOrEquals',
  '>': 'greater',
  '>=': 'greaterOrEquals',
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
  '??': 'coalesce',
};

export function emitBinary({ operator }: BinaryExpr, left: string, right: string): string {
  switch (operator) {
    case '!=':
      return `not(equals(${left}, ${right}))`;
    case '=~':
      return `equals(toLower(${left}), toLower(${right}))`;
    case '!~':
      return `not(equals(toLower(${left}), toLower(${right})))`;
    default:
      return callText(FUNCTIONS[operator], [left, right]);
  }
}
