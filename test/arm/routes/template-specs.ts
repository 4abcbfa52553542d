import { readableResource, subscriptionRefusal, versionRefusal } from '../access.ts';
import { type Answer, ok } from '../answer.ts';
import { type Arm, type ArmRequest, type Route, subscriptionBucket } from '../arm.ts';
import type { TemplateSpecVersion } from '../tenant.ts';

const TYPE = 'Microsoft.Resources/templateSpecs/versions';

/** Versions of template specs, by id ("Template Spec Versions - Get"). */
export const TEMPLATE_SPEC_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    kind: 'templateSpec',
    pattern:
      /^\/subscriptions\/(?<subscription>[^/]+)\/resourceGroups\/[^/]+\/providers\/Microsoft\.Resources\/templateSpecs\/[^/]+\/versions\/[^/]+$/i,
    bucket: subscriptionBucket,
    handle: readVersion,
  },
];

function readVersion(request: ArmRequest, arm: Arm): Answer {
  const { subscription = '' } = request.params;
  const action = `${TYPE}/read`;
  const refusal =
    subscriptionRefusal(arm.state, subscription, action, request.path) ??
    versionRefusal(request.query.get('api-version'), TYPE, ['2021-05-01', '2022-02-01']);
  if (refusal !== undefined) return refusal;
  const all = arm.state.tenant.templateSpecs ?? [];
  const found = readableResource(
    arm.state,
    all.find(({ id }) => id.toLowerCase() === request.path.toLowerCase()),
    action,
    request.path,
  );
  return 'status' in found ? found : ok(bodyOf(found));
}

function bodyOf({ id, mainTemplate }: TemplateSpecVersion): Readonly<Record<string, unknown>> {
  return { id, type: TYPE, name: id.split('/').at(-1), location: 'westeurope', properties: { mainTemplate } };
}
