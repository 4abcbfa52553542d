import { isType, MANAGEMENT_GROUP_TYPE, RESOURCE_GROUP_TYPE } from '../../../model/azure/resource-types.ts';
import { bicepError } from '../bind/bind-errors.ts';
import type { ModuleSymbol } from '../bind/symbols.ts';
import { bare } from '../bind/visit.ts';
import type { Expr } from '../syntax/nodes.ts';
import { callText, quote } from './arm-text.ts';
import { faultText, type LoopIndexes, type LowerContext } from './lower-context.ts';
import { ancestorsOf, bodyProperty, type IndexedResource, indexesOf, writtenNameText } from './resource-names.ts';

/** What a resource or module is deployed to, its parts as ARM text. */
export type BicepScope =
  | { readonly kind: 'resourceGroup'; readonly subscription?: string | undefined; readonly group?: string | undefined }
  | { readonly kind: 'subscription'; readonly subscription?: string | undefined }
  | { readonly kind: 'managementGroup'; readonly name?: string | undefined }
  | { readonly kind: 'tenant' }
  | { readonly kind: 'local' }
  | { readonly kind: 'resource'; readonly resource: IndexedResource }
  /** It cannot be told before values are known, or it is wrong. */
  | { readonly kind: 'unknown'; readonly text: string };

/** Its own scope, else that of its oldest ancestor, else the one that the file is deployed to. */
export function scopeOfResource(resource: IndexedResource, context: LowerContext): BicepScope {
  const { symbol, at } = ancestorsOf(resource, context)[0] ?? resource;
  return scopeOfBody(bodyProperty(symbol.body, 'scope'), indexesOf(symbol, at), context);
}

export function scopeOfModule(symbol: ModuleSymbol, at: string | undefined, context: LowerContext): BicepScope {
  return scopeOfBody(bodyProperty(symbol.body, 'scope'), indexesOf(symbol, at), context);
}

function scopeOfBody(value: Expr | undefined, indexes: LoopIndexes | undefined, context: LowerContext): BicepScope {
  return value === undefined ? { kind: context.targetScope } : scopeOf(value, indexes, context, 0);
}

/** Variables that name variables are followed this far. */
const MAX_STEPS = 20;

function scopeOf(value: Expr, indexes: LoopIndexes | undefined, context: LowerContext, steps: number): BicepScope {
  const expr = bare(value);
  const call = expr.kind === 'call' || expr.kind === 'methodCall' ? expr : undefined;
  if (call !== undefined) {
    const scope = calledScope(call.name.name, call.args, (arg) => context.text(arg, indexes));
    if (scope !== undefined) return scope;
  }
  const index = expr.kind === 'index' ? expr.index : undefined;
  const symbol = context.binding.meaning.get(expr.kind === 'index' ? bare(expr.base) : expr);
  if (symbol?.kind === 'variable' && index === undefined && !symbol.isCyclic && steps < MAX_STEPS)
    return scopeOf(symbol.declaration.value, indexes, context, steps + 1);
  if (symbol?.kind === 'resource' && !symbol.isCyclic)
    return resourceAsScope({ symbol, at: index === undefined ? undefined : context.text(index, indexes) }, context);
  const chosen = steps > 0 ? chosenText(expr, context, indexes) : undefined;
  if (chosen !== undefined) return { kind: 'unknown', text: chosen };
  reportUnknownScope(value, context);
  return { kind: 'unknown', text: faultText('BCP420') };
}

/**
 * The id of the scope that a condition chooses behind a variable, its arms of one kind. The compiler accepts that and leaves out what
 * the arms name. An arm that names nothing is where the file is deployed; of the others nothing can be told, each has an unknown id.
 */
function chosenText(expr: Expr, context: LowerContext, indexes: LoopIndexes | undefined): string | undefined {
  if (expr.kind !== 'ternary') return undefined;
  const text = (value: Expr): string => context.text(value, indexes);
  const arms = [expr.whenTrue, expr.whenFalse].map((arm) => {
    const call = bare(arm);
    if (call.kind !== 'call' && call.kind !== 'methodCall') return undefined;
    const kind = calledScope(call.name.name, call.args, text)?.kind;
    return kind && { kind, id: armId(kind, call.args, context, text) };
  });
  const [a, b] = arms;
  if (a === undefined || a.kind !== b?.kind) return undefined;
  return callText('if', [text(expr.condition), a.id, b.id]);
}

function armId(
  kind: BicepScope['kind'],
  args: readonly Expr[],
  { targetScope }: LowerContext,
  text: (expr: Expr) => string,
): string {
  if (args.length === 0 && kind === targetScope && kind !== 'tenant') return `${kind}().id`;
  const placeholders = quote(args.map((_, i) => `{${i}}`).join('/'));
  return callText('reference', [callText('format', [placeholders, ...args.map(text)])]);
}

function reportUnknownScope(value: Expr, context: LowerContext): void {
  context.report(
    bicepError(
      'BCP420',
      value,
      'The scope could not be resolved at compile time because the supplied expression is ambiguous or too complex. Scoping expressions must be reducible to a specific kind of scope without knowledge of parameter values.',
    ),
  );
}

function calledScope(name: string, args: readonly Expr[], text: (arg: Expr) => string): BicepScope | undefined {
  const [first, second] = args;
  switch (name) {
    case 'resourceGroup':
      if (first === undefined) return { kind: 'resourceGroup' };
      return second === undefined
        ? { kind: 'resourceGroup', group: text(first) }
        : { kind: 'resourceGroup', subscription: text(first), group: text(second) };
    case 'subscription':
      return { kind: 'subscription', subscription: first && text(first) };
    case 'managementGroup':
      return { kind: 'managementGroup', name: first && text(first) };
    case 'tenant':
      return { kind: 'tenant' };
    default:
      return undefined;
  }
}

/** Groups are scopes of what is in them; any other resource is extended. */
function resourceAsScope(resource: IndexedResource, context: LowerContext): BicepScope {
  const { type } = resource.symbol;
  if (isType(type, RESOURCE_GROUP_TYPE)) {
    const own = scopeOfResource(resource, context);
    const subscription = own.kind === 'subscription' ? own.subscription : undefined;
    return { kind: 'resourceGroup', subscription, group: writtenNameText(resource, context) };
  }
  if (isType(type, MANAGEMENT_GROUP_TYPE)) return { kind: 'managementGroup', name: writtenNameText(resource, context) };
  return { kind: 'resource', resource };
}

export function managementGroupId(name: string): string {
  return callText('tenantResourceId', [quote(MANAGEMENT_GROUP_TYPE), name]);
}

/** The members that tell Resource Manager the scope, as ARM text. That of an extension is the id of what it extends. */
export function scopeMembers(
  scope: BicepScope,
  context: LowerContext,
  idOf: (resource: IndexedResource) => string,
): readonly (readonly [string, string])[] {
  const { targetScope } = context;
  switch (scope.kind) {
    case 'resource':
      return [['scope', idOf(scope.resource)]];
    case 'unknown':
      return [['scope', scope.text]];
    case 'tenant':
      return targetScope === 'tenant' ? [] : [['scope', "'/'"]];
    case 'managementGroup': {
      if (scope.name === undefined) return [];
      const isAbove = targetScope === 'tenant' || targetScope === 'managementGroup';
      const relative = callText('format', [quote(`${MANAGEMENT_GROUP_TYPE}/{0}`), scope.name]);
      return [['scope', isAbove ? relative : managementGroupId(scope.name)]];
    }
    case 'subscription':
      if (scope.subscription !== undefined) return [['subscriptionId', scope.subscription]];
      return targetScope === 'resourceGroup' ? [['subscriptionId', 'subscription().subscriptionId']] : [];
    case 'resourceGroup':
      return [
        ...(scope.subscription === undefined ? [] : [['subscriptionId', scope.subscription] as const]),
        ...(scope.group === undefined ? [] : [['resourceGroup', scope.group] as const]),
      ];
    default:
      return [];
  }
}
