import { forbidden, subscriptionRefusal, versionRefusal } from '../access.ts';
import { groupSettingBody, subscriptionSettingBody } from '../activity-log.ts';
import { type Answer, ok } from '../answer.ts';
import { type Arm, type ArmRequest, type Route, subscriptionBucket, TENANT_BUCKET } from '../arm.ts';

const TYPE = 'Microsoft.Insights/diagnosticSettings';
const ACTION = `${TYPE}/read`;
const OF_SUBSCRIPTIONS = ['2021-05-01-preview'];
const OF_GROUPS = ['2020-01-01-preview', '2021-05-01-preview'];

/** Diagnostic settings of the activity log, of subscriptions and of management groups. */
export const ACTIVITY_LOG_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    kind: 'activityLog',
    pattern: /^\/subscriptions\/(?<subscription>[^/]+)\/providers\/microsoft\.insights\/diagnosticSettings\/?$/i,
    bucket: subscriptionBucket,
    handle: listOfSubscription,
  },
  {
    method: 'GET',
    kind: 'groupActivityLog',
    pattern:
      /^\/providers\/Microsoft\.Management\/managementGroups\/(?<group>[^/]+)\/providers\/microsoft\.insights\/diagnosticSettings\/?$/i,
    bucket: () => TENANT_BUCKET,
    handle: listOfGroup,
  },
];

function listOfSubscription({ params, path, query }: ArmRequest, { state }: Arm): Answer {
  const { subscription: id = '' } = params;
  const refusal = subscriptionRefusal(state, id, ACTION, path);
  if (refusal !== undefined) return refusal;
  const subscription = state.subscription(id);
  if (subscription === undefined || subscription.access === 'noSettings') return forbidden(state, ACTION, path);
  const settings = state.tenant.activityLog?.subscriptions?.[subscription.id] ?? [];
  return (
    versionRefusal(query.get('api-version'), TYPE, OF_SUBSCRIPTIONS) ??
    ok({ value: settings.map((one) => subscriptionSettingBody(subscription.id, one)) })
  );
}

/** A group that does not exist is refused as if it did. */
function listOfGroup({ params, path, query }: ArmRequest, { state }: Arm): Answer {
  const name = decodeURIComponent(params.group ?? '').toLowerCase();
  const group = state.tenant.managementGroups.find((one) => one.name.toLowerCase() === name);
  if (group === undefined || group.access === 'denied') return forbidden(state, ACTION, path);
  const settings = state.tenant.activityLog?.managementGroups?.[group.name] ?? [];
  return (
    versionRefusal(query.get('api-version'), TYPE, OF_GROUPS) ??
    ok({ value: settings.map((one) => groupSettingBody(group.name, one)) })
  );
}
