import { DEPLOYMENT_TYPE } from '../../../model/azure/resource-types.ts';
import type { ModuleSymbol } from '../bind/symbols.ts';
import { memoised } from '../memoised.ts';
import { callText, quote } from './arm-text.ts';
import { faultText, type LowerContext } from './lower-context.ts';
import { limitedText } from './lowering-limits.ts';
import { moduleNameText } from './module-names.ts';
import { type IndexedResource, nameSegments } from './resource-names.ts';
import { type BicepScope, managementGroupId, scopeOfModule, scopeOfResource } from './scopes.ts';

/** The id of a resource, from its declaration. */
export function resourceIdText(resource: IndexedResource, context: LowerContext): string {
  const { symbol, at = '' } = resource;
  if (symbol.isCyclic) return faultText('BCP080');
  const known = memoised(context.memo.ids, symbol, () => new Map<string, string>());
  return memoised(known, at, () =>
    limitedText(symbol.declaration, context, () =>
      formatId(scopeOfResource(resource, context), symbol.type, nameSegments(resource, context), context),
    ),
  );
}

export function moduleIdText(symbol: ModuleSymbol, at: string | undefined, context: LowerContext): string {
  const name = moduleNameText(symbol, at, context);
  return formatId(scopeOfModule(symbol, at, context), DEPLOYMENT_TYPE, [name], context);
}

function formatId(scope: BicepScope, type: string, names: readonly string[], context: LowerContext): string {
  const segments = [quote(type), ...names];
  const extended = (of: string): string => callText('extensionResourceId', [of, ...segments]);
  switch (scope.kind) {
    case 'tenant':
      return callText('tenantResourceId', segments);
    case 'subscription':
      return callText(
        'subscriptionResourceId',
        scope.subscription === undefined ? segments : [scope.subscription, ...segments],
      );
    case 'managementGroup':
      return extended(scope.name === undefined ? 'managementGroup().id' : managementGroupId(scope.name));
    case 'resource':
      return extended(resourceIdText(scope.resource, context));
    case 'unknown':
      return extended(scope.text);
    case 'resourceGroup':
      if (scope.group !== undefined) {
        const subscription = scope.subscription ?? 'subscription().subscriptionId';
        return extended(callText('format', ["'/subscriptions/{0}/resourceGroups/{1}'", subscription, scope.group]));
      }
      return callText('resourceId', segments);
    case 'local':
      return callText('resourceId', segments);
  }
}
