import { bicepError } from '../bind/bind-errors.ts';
import { bare } from '../bind/visit.ts';
import { memoised } from '../memoised.ts';
import type { ArrayExpr, Expr, ForExpr, ObjectExpr, StringExpr, VariableExpr } from '../syntax/nodes.ts';
import { emitAccess, emitIndex } from './access.ts';
import { accessText, asCall, callText, integerText, quote } from './arm-text.ts';
import { BASE_VARIABLE } from './base-variable.ts';
import { emitCall, emitMethodCall } from './calls.ts';
import { unreadText } from './imports/template-name.ts';
import { faultText, type LoopIndexes, type LowerContext, wrongText } from './lower-context.ts';
import { limitedText } from './lowering-limits.ts';
import { emitBinary } from './operators.ts';
import { referenceOf, referenceText } from './symbol-references.ts';

/** The ARM text of an expression. */
export function emitExpression(expr: Expr, context: LowerContext, indexes: LoopIndexes | undefined): string {
  return limitedText(expr, context, () => emit(expr, context, indexes));
}

function emit(expr: Expr, context: LowerContext, indexes: LoopIndexes | undefined): string {
  switch (expr.kind) {
    case 'string':
      return stringText(expr, context, indexes);
    case 'integer':
      return integerText(expr.value);
    case 'boolean':
      return expr.value ? 'true()' : 'false()';
    case 'null':
      return 'null()';
    case 'parentheses':
      return context.text(expr.value, indexes);
    case 'nonNull':
      return context.text(expr.base, indexes);
    case 'array':
      return arrayText(expr, context, indexes);
    case 'object':
      return objectText(expr, context, indexes);
    case 'name':
      return nameText(expr, context, indexes);
    case 'access':
      return emitAccess(expr, context, indexes);
    case 'index':
      return emitIndex(expr, context, indexes);
    case 'call':
      return emitCall(expr, context, indexes);
    case 'methodCall':
      return emitMethodCall(expr, context, indexes);
    case 'unary':
      return unaryText(expr, context, indexes);
    case 'binary':
      return emitBinary(expr, context.text(expr.left, indexes), context.text(expr.right, indexes));
    case 'ternary':
      return callText('if', [
        context.text(expr.condition, indexes),
        context.text(expr.whenTrue, indexes),
        context.text(expr.whenFalse, indexes),
      ]);
    case 'lambda':
      return callText('lambda', [...expr.parameters.map(({ name }) => quote(name)), context.text(expr.body, indexes)]);
    case 'resourceAccess': {
      const reference = referenceOf(expr, context, indexes);
      return reference === undefined ? faultText('BCP057') : referenceText(reference, true, context);
    }
    case 'for':
    case 'if':
      return wrongText(
        context,
        expr,
        'BCP138',
        'For-expressions are not supported in this context. For-expressions may be used as values of resource, module, variable, and output declarations, or values of resource and module properties.',
      );
    default:
      // The parser has reported it.
      return faultText('BCP009');
  }
}

function stringText({ segments, holes }: StringExpr, context: LowerContext, indexes: LoopIndexes | undefined): string {
  if (holes.length === 0) return quote(segments[0] ?? '');
  let format = '';
  const args = [''];
  segments.forEach((segment, i) => {
    format += segment.replace(/[{}]/g, '$&$&');
    const hole = holes[i];
    if (hole === undefined) return;
    format += `{${i}}`;
    args.push(context.text(hole, indexes));
  });
  args[0] = quote(format);
  return callText('format', args);
}

function arrayText({ items }: ArrayExpr, context: LowerContext, indexes: LoopIndexes | undefined): string {
  if (!items.some(({ kind }) => kind === 'spread'))
    return callText(
      'createArray',
      items.map((item) => context.text(item as Expr, indexes)),
    );
  const chunks: string[] = [];
  let chunk: string[] = [];
  const close = (): void => {
    if (chunk.length > 0) chunks.push(callText('createArray', chunk));
    chunk = [];
  };
  for (const item of items) {
    if (item.kind !== 'spread') {
      chunk.push(context.text(item, indexes));
      continue;
    }
    close();
    chunks.push(context.text(item.value, indexes));
  }
  close();
  return callText('flatten', [callText('createArray', chunks)]);
}

function objectText({ items }: ObjectExpr, context: LowerContext, indexes: LoopIndexes | undefined): string {
  const chunks: string[] = [];
  let chunk: string[] = [];
  let isSpread = false;
  const close = (): void => {
    if (chunk.length > 0) chunks.push(callText('createObject', chunk));
    chunk = [];
  };
  for (const item of items) {
    if (item.kind === 'resource') continue;
    if (item.kind === 'spread') {
      isSpread = true;
      close();
      chunks.push(context.text(item.value, indexes));
      continue;
    }
    chunk.push(item.key.kind === 'identifier' ? quote(item.key.name) : context.text(item.key, indexes));
    chunk.push(context.text(item.value, indexes));
  }
  if (!isSpread) return callText('createObject', chunk);
  close();
  return callText('shallowMerge', [callText('createArray', chunks)]);
}

function unaryText(expr: Expr & { kind: 'unary' }, context: LowerContext, indexes: LoopIndexes | undefined): string {
  const operand = bare(expr.operand);
  if (expr.operator === '-' && operand.kind === 'integer' && operand === expr.operand)
    return integerText(-operand.value);
  const text = context.text(expr.operand, indexes);
  return expr.operator === '!' ? callText('not', [text]) : callText('sub', ['0', text]);
}

function nameText(expr: VariableExpr, context: LowerContext, indexes: LoopIndexes | undefined): string {
  const symbol = context.binding.meaning.get(expr);
  switch (symbol?.kind) {
    case undefined:
      return faultText('BCP057');
    case 'parameter':
    case 'assignment':
      return symbol.isCyclic ? faultText('BCP080') : `parameters(${quote(symbol.name)})`;
    case 'variable': {
      if (symbol.isCyclic) return faultText('BCP080');
      if (!context.binding.atRuntime.has(symbol)) return `variables(${quote(context.templateName(symbol))})`;
      return inlinedText(symbol.declaration.value, context);
    }
    case 'imported':
      if (symbol.target.what === 'unread') return unreadText(symbol.target.file, symbol.target.exported);
      return `variables(${quote(context.templateName(symbol.target))})`;
    case 'resource':
    case 'module':
      return referenceText({ symbol, at: undefined }, true, context);
    case 'local':
      if (symbol.role === 'lambda') return `lambdaVariables(${quote(symbol.name)})`;
      if (symbol.role === 'functionParameter') return `parameters(${quote(symbol.name)})`;
      return loopLocalText(symbol.role, symbol.loop as ForExpr, context, indexes);
    case 'base':
      return `variables(${quote(BASE_VARIABLE)})`;
    case 'extension':
      return `extensions(${quote(symbol.name)})`;
    default:
      context.report(bicepError('BCP062', expr, `The name "${expr.name}" has no value.`));
      return faultText('BCP062');
  }
}

function inlinedText(value: Expr, context: LowerContext): string {
  return memoised(context.memo.texts, value, (expr) => context.text(expr));
}

/** The item is read from the source of the loop each time. */
function loopLocalText(
  role: 'item' | 'index',
  loop: ForExpr,
  context: LowerContext,
  indexes: LoopIndexes | undefined,
): string {
  const index = indexes?.loops.get(loop) ?? copyIndexText(loop, context, indexes);
  if (role === 'index') return index;
  // The source of a loop may hold locals of the loops around it.
  const source = indexes === undefined ? inlinedText(loop.source, context) : context.text(loop.source, indexes);
  return accessText(asCall(source), index);
}

function copyIndexText(loop: ForExpr, context: LowerContext, indexes: LoopIndexes | undefined): string {
  const name = context.binding.copyNames.get(loop);
  if (name === undefined) return 'copyIndex()';
  return `copyIndex(${quote(indexes?.copyName ?? name)})`;
}
