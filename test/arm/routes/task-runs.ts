import { forbidden, readableSubscription, versionRefusal } from '../access.ts';
import { type Answer, failure, ok } from '../answer.ts';
import { type Arm, type ArmRequest, type Route, subscriptionBucket } from '../arm.ts';
import { page } from '../paging.ts';
import { blobPath, LINK_MINUTES, runBody, runIdOf, signatureOf } from '../task-runs.ts';
import { REGISTRY_TYPE, type TenantRegistry } from '../tenant.ts';
import { resourceNotFound } from './registries.ts';

const REGISTRY =
  '(?<registry>/subscriptions/(?<subscription>[^/]+)/resourceGroups/[^/]+/providers/Microsoft\\.ContainerRegistry/registries/[^/]+)';
const TYPE = `${REGISTRY_TYPE}/runs`;
const VERSIONS = ['2018-09-01', '2019-04-01', '2019-06-01-preview'];

/** Runs of tasks, links to their logs, and the storage that holds them. */
export const TASK_RUN_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    kind: 'runs',
    pattern: new RegExp(`^${REGISTRY}/runs/?$`, 'i'),
    bucket: subscriptionBucket,
    handle: (request, arm) =>
      withRegistry(request, arm, `${TYPE}/read`, ({ id, runs = [] }) =>
        page(
          runs.map((run, i) => ({ run, i })),
          100,
          ({ run, i }) => runBody(id, run, i, arm.clock.now()),
          request,
          arm,
        ),
      ),
  },
  {
    method: 'POST',
    kind: 'logLink',
    pattern: new RegExp(`^${REGISTRY}/runs/(?<run>[^/]+)/listLogSasUrl/?$`, 'i'),
    bucket: subscriptionBucket,
    handle: (request, arm) =>
      withRegistry(request, arm, `${TYPE}/listLogSasUrl/action`, (registry) => linkOf(registry, request, arm)),
  },
  { method: 'GET', kind: 'logBlob', pattern: /^\/acrtasks\/[^/]+\/[^/]+$/, open: true, handle: readBlob },
];

function withRegistry(
  { params, path, query }: ArmRequest,
  arm: Arm,
  action: string,
  answer: (registry: TenantRegistry) => Answer,
): Answer {
  const subscription = readableSubscription(arm.state, params.subscription ?? '', action, path);
  if ('status' in subscription) return subscription;
  const registry = arm.state.registry(decodeURIComponent(params.registry ?? ''));
  if (registry === undefined || registry.access === 'deleted') return resourceNotFound(path);
  if (registry.runAccess === 'denied' || (registry.runAccess === 'noLinks' && action.endsWith('action')))
    return forbidden(arm.state, action, path);
  return versionRefusal(query.get('api-version'), TYPE, VERSIONS) ?? answer(registry);
}

function linkOf({ id, runs = [] }: TenantRegistry, { params, path }: ArmRequest, arm: Arm): Answer {
  const asked = decodeURIComponent(params.run ?? '').toLowerCase();
  const run = runs.find((one, i) => runIdOf(one, i).toLowerCase() === asked);
  const how = typeof run?.log === 'object' && run.log !== null && 'how' in run.log ? run.log.how : undefined;
  if (run === undefined || how === 'notFound')
    return failure(404, 'RunNotFound', `The run '${params.run}' was not found.`);
  if (run.linkAccess === 'denied') return forbidden(arm.state, `${TYPE}/listLogSasUrl/action`, path);
  if (how === 'blank') return ok({ logLink: '' });
  if (run.isArtifact === true) return ok({ logLink: '', logArtifactLink: sasLink(id, asked, arm) });
  return ok({ logLink: run.link ?? sasLink(id, asked, arm) });
}

/** A link that is good for some minutes. */
function sasLink(registry: string, runId: string, { endpoint, clock }: Arm): string {
  const path = blobPath(registry, runId);
  const expiry = new Date(clock.now() + LINK_MINUTES * 60_000).toISOString();
  const query = new URLSearchParams({ sv: '2021-08-06', se: expiry, sr: 'b', sp: 'r', sig: signatureOf(path, expiry) });
  return `${endpoint}${path}?${query}`;
}

function readBlob({ path, query }: ArmRequest, { state, clock }: Arm): Answer {
  const expiry = query.get('se') ?? '';
  if (query.get('sig') !== signatureOf(path, expiry) || !(Date.parse(expiry) > clock.now()))
    return storageError(403, 'AuthenticationFailed');
  const run = state.tenant.registries
    .flatMap(({ id, runs = [] }) => runs.map((one, i) => ({ one, path: blobPath(id, runIdOf(one, i).toLowerCase()) })))
    .find((found) => found.path === path)?.one;
  const log = run?.log === undefined ? 'done\n' : run.log;
  if (log === null || (typeof log === 'object' && 'how' in log)) return storageError(404, 'BlobNotFound');
  return {
    status: 200,
    body: log,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'x-ms-blob-type': 'AppendBlob',
      ...(run?.isGrowing !== true && { 'x-ms-meta-complete': 'successful' }),
    },
  };
}

/** As Azure Storage words it. */
function storageError(status: number, code: string): Answer {
  return {
    status,
    body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
    headers: { 'Content-Type': 'application/xml', 'x-ms-error-code': code },
  };
}
