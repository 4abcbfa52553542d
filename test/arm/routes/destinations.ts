import { forbidden, parentNotFound, readableResource, subscriptionRefusal, versionRefusal } from '../access.ts';
import { type Answer, failure, ok } from '../answer.ts';
import { type Arm, type ArmRequest, type Route, type RouteKind, subscriptionBucket } from '../arm.ts';
import type { Destination } from '../destination.ts';
import {
  authorizationRuleBody,
  lifecycleBody,
  namespaceBody,
  partnerBody,
  ruleOf,
  storageBody,
  tableBody,
  tableOf,
  workspaceBody,
} from '../destination-bodies.ts';

type Kind = Destination['kind'];
type Of<K extends Kind> = Extract<Destination, { readonly kind: K }>;

/** A type of resource that logs are sent to, or of something in it. */
interface Api<K extends Kind> {
  readonly route: RouteKind;
  readonly kind: K;
  readonly type: string;
  readonly version: string;
  /** The type of what is in it. */
  readonly child?: string;
  /** The only name it can have. */
  readonly childName?: string;
  readonly answer: (found: Of<K>, name: string, request: ArmRequest, arm: Arm) => Answer;
}

/** Workspaces and their tables, storage accounts and their lifecycle policies, event hubs, partner solutions: by id. */
export const DESTINATION_ROUTES: readonly Route[] = [
  route({
    route: 'workspace',
    kind: 'workspace',
    type: 'Microsoft.OperationalInsights/workspaces',
    version: '2025-07-01',
    answer: (workspace) => ok(workspaceBody(workspace)),
  }),
  route({
    route: 'table',
    kind: 'workspace',
    type: 'Microsoft.OperationalInsights/workspaces',
    version: '2025-07-01',
    child: 'tables',
    answer: (workspace, name, request, arm) => {
      const access = tableOf(workspace, name)?.[1].access;
      const body = access === 'missing' ? undefined : tableBody(workspace, name);
      return access === 'denied' ? refused(request, arm) : (answerOf(body) ?? noChild(request));
    },
  }),
  route({
    route: 'storageAccount',
    kind: 'storageAccount',
    type: 'Microsoft.Storage/storageAccounts',
    version: '2025-01-01',
    answer: (account) => ok(storageBody(account)),
  }),
  route({
    route: 'lifecyclePolicy',
    kind: 'storageAccount',
    type: 'Microsoft.Storage/storageAccounts',
    version: '2025-01-01',
    child: 'managementPolicies',
    childName: 'default',
    answer: (account, _, request, arm) => {
      if (account.lifecycle === 'denied') return refused(request, arm);
      const text = `No ManagementPolicy found for account ${account.id}`;
      return answerOf(lifecycleBody(account)) ?? failure(404, 'ManagementPolicyNotFound', text);
    },
  }),
  route({
    route: 'eventHubNamespace',
    kind: 'eventHubNamespace',
    type: 'Microsoft.EventHub/namespaces',
    version: '2024-01-01',
    answer: (namespace) => ok(namespaceBody(namespace)),
  }),
  route({
    route: 'eventHubRule',
    kind: 'eventHubNamespace',
    type: 'Microsoft.EventHub/namespaces',
    version: '2024-01-01',
    child: 'authorizationRules',
    answer: (namespace, name, request, arm) => {
      const access = ruleOf(namespace, name)?.[1].access;
      const body = access === 'missing' ? undefined : authorizationRuleBody(namespace, name);
      return access === 'denied' ? refused(request, arm) : (answerOf(body) ?? noChild(request));
    },
  }),
  route({
    route: 'partner',
    kind: 'partner',
    type: 'Microsoft.Datadog/monitors',
    version: '2023-01-01',
    answer: (partner) => ok(partnerBody(partner)),
  }),
];

function route<K extends Kind>(api: Api<K>): Route {
  const type = api.type.replace('.', '\\.');
  const child = api.child === undefined ? '' : `/${api.child}/(?<name>${api.childName ?? '[^/]+'})`;
  return {
    method: 'GET',
    kind: api.route,
    pattern: new RegExp(
      `^(?<resource>/subscriptions/(?<subscription>[^/]+)/resourceGroups/[^/]+/providers/${type}/[^/]+)${child}$`,
      'i',
    ),
    bucket: subscriptionBucket,
    handle: (request, arm) => read(api, request, arm),
  };
}

function read<K extends Kind>(api: Api<K>, request: ArmRequest, arm: Arm): Answer {
  const { params, path, query } = request;
  const { subscription = '', resource = '', name = '' } = params;
  const fullType = api.child === undefined ? api.type : `${api.type}/${api.child}`;
  const action = `${fullType}/read`;
  const refusal =
    subscriptionRefusal(arm.state, subscription, action, path) ??
    versionRefusal(query.get('api-version'), fullType, [api.version]);
  if (refusal !== undefined) return refusal;
  const destination = arm.state.destination(decodeURIComponent(resource));
  const found = destination !== undefined && isOf(api.kind, destination) ? destination : undefined;
  const readable = readableResource(arm.state, found, action, path);
  if (!('status' in readable)) return api.answer(readable, decodeURIComponent(name), request, arm);
  return readable.status === 404 && api.child !== undefined ? parentNotFound(fullType, resource) : readable;
}

function isOf<K extends Kind>(kind: K, destination: Destination): destination is Of<K> {
  return destination.kind === kind;
}

function answerOf(body: unknown): Answer | undefined {
  return body === undefined ? undefined : ok(body);
}

function refused({ path }: ArmRequest, { state }: Arm): Answer {
  return forbidden(state, `${path.split('/').at(-2)}/read`, path);
}

function noChild({ path }: ArmRequest): Answer {
  return failure(404, 'ResourceNotFound', `The resource '${path}' was not found.`);
}
