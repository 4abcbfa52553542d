import { MAX_DEPTH, TOO_DEEP } from '../syntax/depth.ts';
import { keyText } from '../syntax/literal-text.ts';
import type { Expr, ForExpr, ObjectExpr, ResourceAccessExpr, VariableExpr } from '../syntax/nodes.ts';
import { childrenOf, walkNodes } from '../syntax/walk.ts';
import { bicepError, noNestedResource } from './bind-errors.ts';
import type { BicepSymbol, LocalSymbol, ModuleSymbol, ResourceSymbol, SymbolUse } from './symbols.ts';
import { visitCall, visitMethodCall } from './visit-calls.ts';
import { addUse, localsOf, lookUp, type NameScope, reportUnknown, type Visiting } from './visiting.ts';

/** Looks up the names of an expression. */
export function visitExpression(expr: Expr, scope: NameScope, names: Visiting): void {
  if (++names.depth > MAX_DEPTH) {
    names.errors.push(bicepError(TOO_DEEP.code, expr, TOO_DEEP.message));
  } else visitAny(expr, scope, names);
  names.depth--;
}

function visitAny(expr: Expr, scope: NameScope, names: Visiting): void {
  const visit = (each: Expr): void => visitExpression(each, scope, names);
  switch (expr.kind) {
    case 'string':
      expr.holes.forEach(visit);
      break;
    case 'array':
      for (const item of expr.items) visit(item.kind === 'spread' ? item.value : item);
      break;
    case 'object':
      visitObject(expr, scope, names);
      break;
    case 'name':
    case 'resourceAccess':
      visitReference(expr, scope, names, 'body', undefined);
      break;
    case 'access':
      if (!visitTarget(expr.base, scope, names, accessOf(expr.name.name))) visit(expr.base);
      break;
    case 'index':
      if (!visitTarget(expr, scope, names, 'body')) {
        visit(expr.base);
        visit(expr.index);
      }
      break;
    case 'methodCall': {
      const target = expr.base;
      if (!visitTarget(target, scope, names, 'method')) visit(target);
      visitMethodCall(expr, names.meaning.get(target), scope, names);
      expr.args.forEach(visit);
      break;
    }
    case 'call':
      visitCall(expr, scope, names);
      if (expr.name.name === 'nameof')
        for (const arg of expr.args) visitExpression(arg, { ...scope, isNameOnly: true }, names);
      else expr.args.forEach(visit);
      break;
    case 'lambda': {
      const parameters = expr.parameters.map(
        ({ name }): LocalSymbol => ({ kind: 'local', name, role: 'lambda', loop: undefined }),
      );
      visitExpression(expr.body, localsOf(scope, parameters), names);
      break;
    }
    case 'for':
      visit(expr.source);
      visitExpression(expr.body, loopScope(expr, scope), names);
      break;
    default:
      // What is in the others is expressions alone.
      for (const child of childrenOf(expr)) visit(child as Expr);
  }
}

export function loopScope(loop: ForExpr, scope: NameScope): NameScope {
  const item: LocalSymbol = { kind: 'local', name: loop.item.name, role: 'item', loop };
  const index: LocalSymbol[] =
    loop.index === undefined ? [] : [{ kind: 'local', name: loop.index.name, role: 'index', loop }];
  return localsOf(scope, [item, ...index]);
}

function visitObject(object: ObjectExpr, scope: NameScope, names: Visiting): void {
  for (const item of object.items) {
    if (item.kind === 'resource') continue;
    if (item.kind === 'property') {
      if (item.key.kind === 'string') for (const hole of item.key.holes) visitExpression(hole, scope, names);
      if (item.value.kind === 'for') names.copyNames.set(item.value, keyText(item.key));
    }
    visitExpression(item.value, scope, names);
  }
}

function accessOf(property: string): SymbolUse['access'] {
  return property === 'id' || property === 'name' || property === 'type' || property === 'apiVersion'
    ? 'constant'
    : 'body';
}

/** The expression without parentheses and `!`. */
export function bare(expr: Expr): Expr {
  let at = expr;
  while (at.kind === 'parentheses' || at.kind === 'nonNull') at = at.kind === 'parentheses' ? at.value : at.base;
  return at;
}

/** A resource or module, or one of a collection, that something is read of. */
function visitTarget(expr: Expr, scope: NameScope, names: Visiting, access: SymbolUse['access']): boolean {
  const target = bare(expr);
  if (target.kind === 'name' || target.kind === 'resourceAccess') {
    const symbol = visitReference(target, scope, names, access, undefined);
    if (symbol !== undefined && target !== expr) names.meaning.set(expr, symbol);
    return true;
  }
  if (target.kind !== 'index') return false;
  const base = bare(target.base);
  if (base.kind !== 'name' && base.kind !== 'resourceAccess') return false;
  visitExpression(target.index, scope, names);
  visitReference(base, scope, names, access, target.index);
  return true;
}

function visitReference(
  expr: VariableExpr | ResourceAccessExpr,
  scope: NameScope,
  names: Visiting,
  access: SymbolUse['access'],
  index: Expr | undefined,
): BicepSymbol | undefined {
  const symbol = expr.kind === 'name' ? lookUp(expr.name, scope, names) : nestedResource(expr, scope, names);
  if (symbol === undefined) {
    if (expr.kind === 'name' && expr.name !== '') reportUnknown(expr.name, expr, scope, names);
    return undefined;
  }
  names.meaning.set(expr, symbol);
  if (symbol.kind === 'namespace' || symbol.kind === 'local') return symbol;
  const isCollection = (symbol.kind === 'resource' || symbol.kind === 'module') && symbol.loop !== undefined;
  if (isCollection && index === undefined && scope.within !== 'dependsOn') names.usesWholeCollection = true;
  const isValid = isCollection && index !== undefined && hasMeaningOutside(index, scope.owner, names);
  addUse(scope, symbol, expr, access, isValid ? index : undefined);
  return symbol;
}

/** `a::b`: b is a resource that is declared in the body of a. Only b is used. */
function nestedResource(expr: ResourceAccessExpr, scope: NameScope, names: Visiting): BicepSymbol | undefined {
  const target = bare(expr.base);
  const base = target.kind === 'index' ? bare(target.base) : target;
  if (target.kind === 'index') visitExpression(target.index, scope, names);
  let parent: BicepSymbol | undefined;
  if (base.kind === 'name') {
    parent = lookUp(base.name, scope, names);
    if (parent === undefined) reportUnknown(base.name, base, scope, names);
  } else if (base.kind === 'resourceAccess') parent = nestedResource(base, scope, names);
  if (parent !== undefined) names.meaning.set(base, parent);
  if (parent === undefined) return undefined;
  if (parent.kind !== 'resource') {
    names.errors.push(
      bicepError('BCP158', expr, 'Cannot access nested resources of this type. A resource type is required.'),
    );
    return undefined;
  }
  const found = parent.nested.get(expr.name.name);
  if (found === undefined)
    names.errors.push(noNestedResource(parent.name, expr.name.name, expr.name, [...parent.nested.keys()]));
  return found;
}

/** Whether an index holds no locals but those of the loop of its own resource or module. */
function hasMeaningOutside(index: Expr, owner: BicepSymbol | undefined, names: Visiting): boolean {
  const loop = owner?.kind === 'resource' || owner?.kind === 'module' ? owner.loop : undefined;
  let isKnown = true;
  walkNodes([index], (node) => {
    const symbol = names.meaning.get(node as Expr);
    if (symbol?.kind === 'local' && (symbol.loop === undefined || symbol.loop !== loop)) isKnown = false;
    return isKnown;
  });
  return isKnown;
}

/** The value of a resource or module: loop, condition, and a body in which some properties have a meaning of their own. */
export function visitBody(symbol: ResourceSymbol | ModuleSymbol, names: Visiting): void {
  const nested = symbol.kind === 'resource' ? symbol : undefined;
  const outer: NameScope = { owner: symbol, locals: undefined, nested: nested?.nestedIn };
  if (nested?.nestedIn !== undefined) addUse({ ...outer, within: 'parent' }, nested.nestedIn, symbol.declaration.name);
  const { loop, condition, body } = symbol;
  if (loop !== undefined) {
    names.copyNames.set(loop, undefined);
    visitExpression(loop.source, outer, names);
  }
  const scope: NameScope = { ...(loop === undefined ? outer : loopScope(loop, outer)), nested };
  if (condition !== undefined) visitExpression(condition, scope, names);
  if (body === undefined) {
    visitExpression(symbol.declaration.value, scope, names);
    return;
  }
  for (const item of body.items) {
    if (item.kind === 'resource') continue;
    const key = item.kind === 'property' ? keyText(item.key) : undefined;
    const within = key === 'name' || key === 'parent' || key === 'scope' || key === 'dependsOn' ? key : undefined;
    visitObject({ ...body, items: [item] }, { ...scope, within }, names);
  }
}
