import { subscriptionRefusal, versionRefusal } from '../access.ts';
import { alertRuleBody } from '../alert-rule.ts';
import type { Answer } from '../answer.ts';
import { type Arm, type ArmRequest, type Route, subscriptionBucket } from '../arm.ts';
import { page } from '../paging.ts';
import { subscriptionOf } from '../resource-id.ts';

const TYPE = 'Microsoft.Insights/scheduledQueryRules';
const PAGE_SIZE = 100;

/** Log alerts of a subscription, as Azure Resource Manager lists them. */
export const ALERT_RULE_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    kind: 'alertRules',
    pattern: /^\/subscriptions\/(?<subscription>[^/]+)\/providers\/Microsoft\.Insights\/scheduledQueryRules\/?$/i,
    bucket: subscriptionBucket,
    handle: listRules,
  },
];

function listRules(request: ArmRequest, arm: Arm): Answer {
  const { subscription = '' } = request.params;
  const rules = (arm.state.tenant.alertRules ?? []).filter(
    ({ id, access }) => access !== 'denied' && subscriptionOf(id) === subscription.toLowerCase(),
  );
  return (
    subscriptionRefusal(arm.state, subscription, `${TYPE}/read`, request.path) ??
    versionRefusal(request.query.get('api-version'), TYPE, ['2023-12-01']) ??
    page(rules, PAGE_SIZE, alertRuleBody, request, arm)
  );
}
