import { forbidden } from '../access.ts';
import { type Answer, failure } from '../answer.ts';
import { type Arm, type ArmRequest, type Route, TENANT_BUCKET } from '../arm.ts';
import { page } from '../paging.ts';
import type { Tenant } from '../tenant.ts';

const TYPE = 'Microsoft.Management/managementGroups';

/** Descendants of a management group, 2023-04-01: groups and subscriptions of all levels in one list. */
export const MANAGEMENT_GROUP_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    kind: 'descendants',
    pattern: /^\/providers\/Microsoft\.Management\/managementGroups\/(?<group>[^/]+)\/descendants$/i,
    bucket: () => TENANT_BUCKET,
    handle: listDescendants,
  },
];

/** The names of the group and of every group below it; empty when there is no such group. */
export function groupsUnder({ managementGroups }: Tenant, name: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const group of managementGroups) {
    const isRoot = group.name.toLowerCase() === name.toLowerCase();
    if (isRoot || (group.parent !== null && found.has(group.parent))) found.add(group.name);
  }
  return found;
}

function listDescendants(request: ArmRequest, arm: Arm): Answer {
  const { tenant } = arm.state;
  const name = decodeURIComponent(request.params.group ?? '');
  if (!/^[-\w.()]{1,90}$/.test(name)) return failure(400, 'BadRequest', `The group name '${name}' is not valid.`);
  const groups = groupsUnder(tenant, name);
  if (groups.size === 0) return forbidden(arm.state, `${TYPE}/descendants/read`, `/providers/${TYPE}/${name}`);
  const descendants = [
    ...tenant.managementGroups
      .filter((group) => groups.has(group.name) && group.parent !== null && groups.has(group.parent))
      .map((group) => bodyOf(`/providers/${TYPE}/${group.name}`, TYPE, group.name, group.displayName, group.parent)),
    ...tenant.subscriptions
      .filter(({ managementGroup }) => groups.has(managementGroup))
      .map((one) => bodyOf(`/subscriptions/${one.id}`, `${TYPE}/subscriptions`, one.id, one.name, one.managementGroup)),
  ];
  const answer = page(descendants, arm.pageSizes.descendants, (body) => body, request, arm);
  const body = answer.body as { readonly nextLink?: string };
  return answer.status === 200 ? { ...answer, body: { ...body, nextLink: body.nextLink ?? null } } : answer;
}

function bodyOf(id: string, type: string, name: string, displayName: string, parent: string | null): unknown {
  return { id, type, name, properties: { displayName, parent: { id: `/providers/${TYPE}/${parent}` } } };
}
