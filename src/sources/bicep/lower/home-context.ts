import { memoised } from '../memoised.ts';
import type { Expr } from '../syntax/nodes.ts';
import { emitExpression } from './emit-expression.ts';
import { foreignContext } from './imports/foreign-context.ts';
import { importClosure } from './imports/import-closure.ts';
import { templateName } from './imports/template-name.ts';
import { loadVariables } from './load-variables.ts';
import { type BoundBicep, type LowerContext, newMemo } from './lower-context.ts';
import { lowerValue } from './lower-value.ts';

/** What a file says of itself, or its kind of file. */
type OwnContext = Omit<LowerContext, 'text' | 'value' | 'imports' | 'contextOf' | 'templateName' | 'loaded' | 'memo'>;

/**
 * What is known while one file is lowered.
 *
 * @param textOf The text of expressions that only this kind of file has; undefined for all others.
 */
export function homeContext(
  own: OwnContext,
  textOf: (expr: Expr, context: LowerContext) => string | undefined = () => undefined,
): LowerContext {
  const imports = importClosure(own.bound, own.files, own.host);
  const others = new Map<BoundBicep, LowerContext>();
  const context: LowerContext = {
    ...own,
    text: (expr, indexes) => textOf(expr, context) ?? emitExpression(expr, context, indexes),
    value: (expr, indexes) => lowerValue(expr, context, indexes),
    imports,
    contextOf: (other) => memoised(others, other, () => foreignContext(other, context)),
    templateName: (symbol) => ('exported' in symbol ? templateName(symbol, imports) : symbol.name),
    loaded: loadVariables(own.binding),
    memo: newMemo(),
  };
  return context;
}
