import { bicepError } from '../bind/bind-errors.ts';
import { isBuiltIn, isListFunction, isLoadFunction, isScopeFunction } from '../bind/built-ins.ts';
import type { NamespaceSymbol } from '../bind/symbols.ts';
import { bare } from '../bind/visit.ts';
import { literalString } from '../syntax/literal-text.ts';
import type { CallExpr, Expr, MethodCallExpr } from '../syntax/nodes.ts';
import { callText, quote } from './arm-text.ts';
import { unreadText } from './imports/template-name.ts';
import { loadedValue } from './loaded-value.ts';
import { faultText, type LoopIndexes, type LowerContext, wrongText } from './lower-context.ts';
import { referenceOf, type SymbolReference, symbolicName, targetText } from './symbol-references.ts';
import { jsonText } from './value-text.ts';

/** A call of a function by its name alone. */
export function emitCall(call: CallExpr, context: LowerContext, indexes: LoopIndexes | undefined): string {
  const symbol = context.binding.meaning.get(call);
  if (symbol?.kind === 'function' && symbol.isCyclic) return faultText('BCP080');
  if (symbol?.kind === 'imported' && symbol.target.what === 'unread')
    return unreadText(symbol.target.file, symbol.target.exported);
  if (symbol?.kind === 'function' || symbol?.kind === 'imported')
    return userCall(context.templateName(symbol.kind === 'function' ? symbol : symbol.target), call, context, indexes);
  return builtInCall(call, context, indexes);
}

/** Functions of the file stand in a namespace of their own; those of imported files may have another one. */
function userCall(
  name: string,
  { args }: CallExpr | MethodCallExpr,
  context: LowerContext,
  indexes: LoopIndexes | undefined,
): string {
  return callText(
    name.includes('.') ? name : `__bicep.${name}`,
    args.map((arg) => context.text(arg, indexes)),
  );
}

function builtInCall(call: CallExpr | MethodCallExpr, context: LowerContext, indexes: LoopIndexes | undefined): string {
  const { args } = call;
  const name = call.name.name;
  const [first] = args;
  if (name === 'any' && first !== undefined) return context.text(first, indexes);
  if (name === 'nameof' && first !== undefined) return quote(nameOf(first));
  if (isLoadFunction(name)) return loadText(call, context);
  // Scopes of elsewhere mean something in `scope` only.
  if (args.length > 0 && isScopeFunction(name)) return 'createObject()';
  if (!isBuiltIn(name)) return faultText('BCP057');
  return callText(
    name,
    args.map((arg) => context.text(arg, indexes)),
  );
}

function nameOf(value: Expr): string {
  const expr = bare(value);
  switch (expr.kind) {
    case 'name':
      return expr.name;
    case 'access':
    case 'resourceAccess':
      return expr.name.name;
    case 'index':
      return literalString(bare(expr.index)) ?? nameOf(expr.base);
    default:
      return '';
  }
}

function loadText(call: CallExpr | MethodCallExpr, context: LowerContext): string {
  const variable = context.loaded.get(call);
  return variable === undefined ? jsonText(loadedValue(call, context)) : `variables(${quote(variable)})`;
}

/** `base.name(…)`: of a namespace, of an import, of a resource. */
export function emitMethodCall(call: MethodCallExpr, context: LowerContext, indexes: LoopIndexes | undefined): string {
  const base = bare(call.base);
  const symbol = context.binding.meaning.get(base);
  const name = call.name.name;
  if (symbol?.kind === 'namespace') return namespaceCall(symbol, call, context, indexes);
  if (symbol?.kind === 'wildcard') {
    if (symbol.unread !== undefined) return unreadText(symbol.unread, name);
    const target = symbol.members.get(name);
    if (target?.what !== 'function') return faultText('BCP107');
    return userCall(context.templateName(target), call, context, indexes);
  }
  const reference = referenceOf(base, context, indexes);
  if (reference?.symbol.kind === 'resource') return resourceMethod(reference, call, context, indexes);
  if (base.kind === 'name' && symbol === undefined) return faultText('BCP057');
  const message = `The name "${name}" is not a function of this value.`;
  return wrongText(context, call.name, 'BCP109', message);
}

function namespaceCall(
  { name: namespace }: NamespaceSymbol,
  call: MethodCallExpr,
  context: LowerContext,
  indexes: LoopIndexes | undefined,
): string {
  if (namespace !== 'this') return builtInCall(call, context, indexes);
  if (call.name.name === 'exists') return "not(empty(target('full')))";
  if (call.name.name === 'existingResource') return "target('full')";
  const message = `The namespace "this" does not contain the function "${call.name.name}".`;
  return wrongText(context, call.name, 'BCP109', message);
}

function resourceMethod(
  reference: SymbolReference,
  call: MethodCallExpr,
  context: LowerContext,
  indexes: LoopIndexes | undefined,
): string {
  const { symbol } = reference;
  const name = call.name.name;
  if (symbol.isCyclic) return faultText('BCP080');
  const args = call.args.map((arg) => context.text(arg, indexes));
  if (symbol.kind === 'resource' && symbol.extension !== undefined)
    return callText('invokeResourceMethod', [symbolicName(reference), quote(name), callText('createArray', args)]);
  if (isListFunction(name) && symbol.kind === 'resource')
    return callText(name, [targetText(reference, context), ...(args.length === 0 ? [quote(symbol.version)] : args)]);
  if (name === 'getSecret') {
    context.report(
      bicepError(
        'BCP180',
        call,
        'Function "getSecret" is not valid at this location. It can only be used when directly assigning to a module parameter with a secure decorator.',
      ),
    );
    return faultText('BCP180');
  }
  return wrongText(context, call.name, 'BCP109', `The resource does not contain the function "${name}".`);
}
