import { type Answer, failure } from './answer.ts';
import { type Arm, type ArmRequest, type Route, TENANT_BUCKET } from './arm.ts';

/** The right answer to a request whose caller is known. `isFree`: it takes no token from a bucket. */
export function dispatch(route: Route | undefined, request: ArmRequest, arm: Arm, isFree = false): Answer {
  if (route === undefined) return noRoute(request);
  if (route.open === true || route.unversioned === true) return route.handle(request, arm);
  const version = request.query.get('api-version');
  if (version === null) {
    return failure(400, 'MissingApiVersionParameter', 'The api-version query parameter (?api-version=) is required.');
  }
  if (!/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(version)) {
    return failure(400, 'InvalidApiVersionParameter', `The api-version '${version}' is invalid.`);
  }
  const bucket = isFree ? undefined : route.bucket?.(request, arm);
  return bucket === undefined ? route.handle(request, arm) : withBucket(route, bucket, request, arm);
}

function withBucket(route: Route, bucket: string, request: ArmRequest, arm: Arm): Answer {
  const taken = arm.buckets.take(bucket);
  const scope = bucket === TENANT_BUCKET ? 'tenant' : 'subscription';
  const remaining = { [`x-ms-ratelimit-remaining-${scope}-reads`]: String(taken.remaining) };
  if (!taken.allowed) {
    const seconds = String(Math.max(1, Math.ceil(taken.wait / 1000)));
    return failure(
      429,
      scope === 'tenant' ? 'TenantRequestsThrottled' : 'SubscriptionRequestsThrottled',
      `Number of 'read' requests for ${bucket} exceeded. Please try again after '${seconds}' seconds after additional tokens are available. Refer to https://aka.ms/arm-throttling for additional information.`,
      { ...remaining, 'Retry-After': seconds },
    );
  }
  const answer = route.handle(request, arm);
  return { ...answer, headers: { ...answer.headers, ...remaining } };
}

function noRoute({ method, path }: ArmRequest): Answer {
  if (method !== 'GET' && method !== 'POST') {
    return failure(405, 'HttpMethodNotAllowed', `The http method '${method}' is not supported for '${path}'.`);
  }
  return failure(404, 'InvalidResourceType', `The resource type could not be found for '${path}'.`);
}
