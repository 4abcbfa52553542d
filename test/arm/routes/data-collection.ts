import { forbidden, readableResource, readableSubscription, subscriptionRefusal, versionRefusal } from '../access.ts';
import { type Answer, ok } from '../answer.ts';
import { type Arm, type ArmRequest, type Route, subscriptionBucket } from '../arm.ts';
import { associationBody, ruleBody } from '../data-collection.ts';
import { page } from '../paging.ts';
import { resourceNotFound } from './registries.ts';

const RULE = 'Microsoft.Insights/dataCollectionRules';
const ASSOCIATION = 'Microsoft.Insights/dataCollectionRuleAssociations';
const VERSION = '2024-03-11';
const GROUP = '/subscriptions/(?<subscription>[^/]+)/resourceGroups/[^/]+';

/** Data collection rules by id, and what associates a registry with them. */
export const DATA_COLLECTION_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    kind: 'associations',
    pattern: new RegExp(
      `^(?<registry>${GROUP}/providers/Microsoft\\.ContainerRegistry/registries/[^/]+)/providers/Microsoft\\.Insights/dataCollectionRuleAssociations/?$`,
      'i',
    ),
    bucket: subscriptionBucket,
    handle: listAssociations,
  },
  {
    method: 'GET',
    kind: 'dataCollectionRule',
    pattern: new RegExp(`^(?<rule>${GROUP}/providers/Microsoft\\.Insights/dataCollectionRules/[^/]+)$`, 'i'),
    bucket: subscriptionBucket,
    handle: readRule,
  },
];

function listAssociations(request: ArmRequest, arm: Arm): Answer {
  const { params, path, query } = request;
  const { state } = arm;
  const action = `${ASSOCIATION}/read`;
  const subscription = readableSubscription(state, params.subscription ?? '', action, path);
  if ('status' in subscription) return subscription;
  const registry = state.registry(decodeURIComponent(params.registry ?? ''));
  const isDenied = registry?.access === 'denied' || registry?.access === 'noAssociations';
  if (subscription.access === 'noSettings' || isDenied) return forbidden(state, action, path);
  if (registry === undefined || registry.access === 'deleted') return resourceNotFound(path);
  const refusal = versionRefusal(query.get('api-version'), ASSOCIATION, [VERSION]);
  return refusal ?? page(state.associationsOf(registry.id), PAGE_SIZE, associationBody, request, arm);
}

const PAGE_SIZE = 100;

function readRule({ params, path, query }: ArmRequest, { state }: Arm): Answer {
  const action = `${RULE}/read`;
  const refusal =
    subscriptionRefusal(state, params.subscription ?? '', action, path) ??
    versionRefusal(query.get('api-version'), RULE, [VERSION]);
  if (refusal !== undefined) return refusal;
  const rule = readableResource(state, state.dataCollectionRule(decodeURIComponent(params.rule ?? '')), action, path);
  return 'status' in rule ? rule : ok(ruleBody(rule));
}
