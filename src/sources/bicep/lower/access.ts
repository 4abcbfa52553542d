import { bicepError } from '../bind/bind-errors.ts';
import { bare } from '../bind/visit.ts';
import type { Expr, IndexExpr, PropertyExpr } from '../syntax/nodes.ts';
import { accessText, asCall, callText, isSafeCall, quote, withArgument } from './arm-text.ts';
import { behindVariables } from './behind-variables.ts';
import { unreadText } from './imports/template-name.ts';
import { faultText, type LoopIndexes, type LowerContext } from './lower-context.ts';
import { moduleOutputText, modulePropertyText } from './module-access.ts';
import { resourcePropertyText } from './resource-access.ts';
import { referenceOf, referenceText } from './symbol-references.ts';

export function emitAccess(expr: PropertyExpr, context: LowerContext, indexes: LoopIndexes | undefined): string {
  const { base, safe } = expr;
  const name = expr.name.name;
  const symbol = context.binding.meaning.get(bare(base));
  if (symbol?.kind === 'wildcard') {
    if (symbol.unread !== undefined) return unreadText(symbol.unread, name);
    const target = symbol.members.get(name);
    if (target?.what === 'variable') return `variables(${quote(context.templateName(target))})`;
    context.report(bicepError('BCP052', expr.name, `The type "${symbol.name}" does not contain property "${name}".`));
    return faultText('BCP052');
  }
  const reference = referenceOf(base, context, indexes);
  if (reference !== undefined) {
    if (reference.symbol.isCyclic) return faultText('BCP080');
    return reference.symbol.kind === 'resource'
      ? resourcePropertyText(reference.symbol, reference.at, name, safe, context)
      : modulePropertyText(reference.symbol, reference.at, expr.name, safe, context);
  }
  const outputs = outputsOf(base, context, indexes);
  if (outputs !== undefined) return moduleOutputText(outputs, name, safe, context);
  return applyAccess(expr, context.text(base, indexes), quote(name), false);
}

/** `module.outputs`, of which an output is read; also behind a variable that is inlined. */
function outputsOf(value: Expr, context: LowerContext, indexes: LoopIndexes | undefined) {
  const base = behindVariables(value, context.binding);
  if (base.kind !== 'access' || base.name.name !== 'outputs') return undefined;
  const reference = referenceOf(base.base, context, indexes);
  if (reference?.symbol.kind !== 'module' || reference.symbol.isCyclic) return undefined;
  return { symbol: reference.symbol, at: reference.at, safe: base.safe };
}

export function emitIndex(expr: IndexExpr, context: LowerContext, indexes: LoopIndexes | undefined): string {
  const reference = referenceOf(expr, context, indexes);
  if (reference !== undefined) return referenceText(reference, true, context);
  return applyAccess(expr, context.text(expr.base, indexes), context.text(expr.index, indexes), expr.fromEnd);
}

/** A plain access on a safe one becomes a further argument of it: it is not reached where the safe one finds nothing. */
function applyAccess(expr: PropertyExpr | IndexExpr, base: string, key: string, fromEnd: boolean): string {
  if (expr.safe) return callText(fromEnd ? 'tryIndexFromEnd' : 'tryGet', [base, key]);
  if (isAccess(expr.base) && isSafeCall(base))
    return withArgument(base, fromEnd ? callText('createObject', ["'value'", key, "'fromEnd'", 'true()']) : key);
  return fromEnd ? callText('indexFromEnd', [base, key]) : accessText(asCall(base), key);
}

/** Whether something is read of something, behind what has no form in a template: `!` and `any()`. */
function isAccess(expr: Expr): boolean {
  if (expr.kind === 'nonNull') return isAccess(expr.base);
  const [arg] = expr.kind === 'call' && expr.name.name === 'any' ? expr.args : [];
  return arg === undefined ? expr.kind === 'access' || expr.kind === 'index' : isAccess(arg);
}
