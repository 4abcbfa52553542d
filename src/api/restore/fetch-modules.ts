import { type Clock, systemClock } from '../../sources/azure/live/clock.ts';
import { endpointsOf } from '../../sources/azure/live/cloud-endpoints.ts';
import type { RegistryReference } from '../../sources/bicep/modules/registry-reference.ts';
import { azureIdentity } from '../../sources/bicep/remote/azure-identity.ts';
import { FetchFailure } from '../../sources/bicep/remote/fetch-failure.ts';
import { type PullRequest, pullModule } from '../../sources/bicep/remote/pull-module.ts';
import { pullTemplateSpec, type SpecRequest } from '../../sources/bicep/remote/pull-template-spec.ts';
import { dockerLogins, type RegistryLogins } from '../../sources/bicep/remote/registry-login.ts';
import { isTrusted } from '../../sources/bicep/remote/trusted-registries.ts';
import { moduleFiles, specFiles, writeModule } from '../../sources/bicep/remote/write-module.ts';
import { DEFAULT_MAX_SIZE } from '../../sources/discover/discover.ts';
import { UsageError } from '../../util/errors.ts';
import { inParallel } from '../../util/in-parallel.ts';
import { isInside } from '../../util/paths.ts';
import { errorCode, systemErrorText } from '../../util/system-error.ts';
import { scanSettings } from '../scan/scan-settings.ts';
import type { RestoreRequest } from './restore-request.ts';
import type { ModuleOutcome } from './restore-result.ts';
import { type ModuleTarget, outcomeOf } from './restore-targets.ts';

/** Modules that are fetched at the same time. */
const CONCURRENCY = 4;

/**
 * Fetches modules into their folders, several at a time. One that fails does not keep others from being restored.
 *
 * @throws UsageError when the request is wrong.
 */
export async function fetchModules(
  targets: readonly ModuleTarget[],
  request: RestoreRequest,
  clock: Clock = systemClock,
): Promise<readonly ModuleOutcome[]> {
  const settings = scanSettings(request);
  const cloud = endpointsOf(settings.cloud, settings.custom);
  const { signal = new AbortController().signal, maxSize = DEFAULT_MAX_SIZE } = request;
  const identity = azureIdentity({ cloud, tenant: request.tenant, signal }, clock);
  const logins = loginsOf(request);
  const around = { clock, signal, maxSize, cloud, identity: { logins, azureToken: identity.token } };
  try {
    return await inParallel(targets, CONCURRENCY, (target) => fetchOne(target, request, around));
  } finally {
    identity.end();
  }
}

function loginsOf({ dockerConfig }: RestoreRequest): RegistryLogins {
  if (dockerConfig === undefined || dockerConfig === '') return new Map();
  const logins = dockerLogins(dockerConfig);
  if (logins === undefined) throw new UsageError('DOCKER_AUTH_CONFIG: expected a configuration of Docker, as JSON');
  return logins;
}

type Around = PullRequest & SpecRequest;

async function fetchOne(target: ModuleTarget, request: RestoreRequest, around: Around): Promise<ModuleOutcome> {
  const { reference, root, folder } = target;
  try {
    checkTarget(target, request);
    const files = await pulled(reference, around);
    writeModule(folder ?? '', files, folder !== undefined && isInside(root, folder) ? root : undefined);
    return outcomeOf(target, 'restored');
  } catch (error) {
    if (error instanceof FetchFailure) {
      const { message: reason, hint } = error;
      return outcomeOf(target, 'failed', { reason, ...(hint !== undefined && { hint }) });
    }
    if (errorCode(error) === undefined) throw error;
    return outcomeOf(target, 'failed', { reason: `it cannot be written: ${systemErrorText(error)}` });
  }
}

async function pulled(reference: RegistryReference, around: Around): Promise<ReturnType<typeof moduleFiles>> {
  return reference.kind === 'br'
    ? moduleFiles(await pullModule(reference, around))
    : specFiles(await pullTemplateSpec(reference, around));
}

/** What keeps a module from being fetched, before anything is asked. A file of a repository may name any host and any folder. */
function checkTarget({ reference, root, folder }: ModuleTarget, { trust = [], home }: RestoreRequest): void {
  if (reference.kind === 'br' && !isTrusted(reference.registry, trust))
    throw new FetchFailure(
      `${reference.registry} is not a registry that is trusted`,
      `If it is yours: --trust ${reference.registry}`,
    );
  if (folder === undefined)
    throw new FetchFailure('there is no home folder for the cache', 'Set HOME, or write into the repository: --vendor');
  if (!isInside(root, folder) && (home === undefined || !isInside(home, folder)))
    throw new FetchFailure(
      'cacheRootDirectory leads out of the repository and of the home folder',
      'Change it in bicepconfig.json, or write into the repository: --vendor',
    );
}
