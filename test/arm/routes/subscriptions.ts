import { forbidden, subscriptionNotFound } from '../access.ts';
import { type Answer, ok } from '../answer.ts';
import { type Arm, type ArmRequest, type Route, subscriptionBucket, TENANT_BUCKET } from '../arm.ts';
import { page } from '../paging.ts';
import type { Subscription } from '../tenant.ts';

/** `/subscriptions` of Microsoft.Resources 2022-12-01. */
export const SUBSCRIPTION_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    kind: 'subscriptions',
    pattern: /^\/subscriptions\/?$/i,
    bucket: () => TENANT_BUCKET,
    handle: (request, arm) => {
      const visible = arm.state.tenant.subscriptions.filter(({ access }) => access !== 'invisible');
      return page(visible, arm.pageSizes.subscriptions, (one) => bodyOf(one, arm), request, arm);
    },
  },
  {
    method: 'GET',
    kind: 'subscription',
    pattern: /^\/subscriptions\/(?<subscription>[^/]+)$/i,
    bucket: subscriptionBucket,
    handle: readSubscription,
  },
];

function readSubscription({ params, path }: ArmRequest, arm: Arm): Answer {
  const id = params.subscription ?? '';
  const subscription = arm.state.subscription(id);
  if (subscription === undefined) return subscriptionNotFound(id);
  if (subscription.access === 'invisible') return forbidden(arm.state, 'Microsoft.Resources/subscriptions/read', path);
  return ok(bodyOf(subscription, arm));
}

function bodyOf({ id, name, state }: Subscription, arm: Arm): unknown {
  return {
    id: `/subscriptions/${id}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId: id,
    tenantId: arm.state.tenant.id,
    displayName: name,
    state,
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'EnterpriseAgreement_2014-09-01',
      spendingLimit: 'Off',
    },
  };
}
