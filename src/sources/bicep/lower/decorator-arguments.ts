import type { Decorator, Expr } from '../syntax/nodes.ts';

/** The arguments of the decorator of that name, `@name(…)` or `@sys.name(…)`; undefined where there is none. */
export function decoratorArguments(decorators: readonly Decorator[], name: string): readonly Expr[] | undefined {
  for (const { expression } of decorators) {
    if (expression.kind !== 'call' && expression.kind !== 'methodCall') continue;
    if (expression.name.name === name) return expression.args;
  }
  return undefined;
}
