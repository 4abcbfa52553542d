import type { RunError } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import type { Clock } from '../../sources/azure/live/clock.ts';
import { type CloudEndpoints, endpointsOf } from '../../sources/azure/live/cloud-endpoints.ts';
import { credentialFor, type Identity, SignInError, signIn } from '../../sources/azure/live/sign-in.ts';
import type { ScanWatch } from '../requests.ts';
import type { ScanSettings } from './scan-settings.ts';

type SessionRequest = Pick<ScanSettings, 'cloud' | 'custom' | 'tenant'> & Pick<ScanWatch, 'signal' | 'onNotice'>;
type Credential = ReturnType<typeof credentialFor>;

/** What is read, as whom, and until when. */
export interface LiveSession {
  readonly cloud: CloudEndpoints;
  readonly credential: () => Credential;
  readonly identity: Identity;
  readonly signal: AbortSignal;
}

/** Signs in and reads. Where that fails the result is made of the error; undefined: it was interrupted. */
export async function inLiveSession<Result>(
  request: SessionRequest,
  clock: Clock,
  read: (session: LiveSession) => Promise<Result>,
  failed: (error: RunError | undefined) => Result,
): Promise<Result> {
  const { tenant, signal = new AbortController().signal, onNotice = () => undefined } = request;
  const cloud = endpointsOf(request.cloud, request.custom);
  const over = new AbortController();
  try {
    const identity = await signIn({ cloud, tenant, signal, over: over.signal }, clock);
    checkTenant(tenant, identity, onNotice);
    return await read({ cloud, credential: () => credentialFor(cloud, tenant, over.signal), identity, signal });
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    return failed(signal.aborted ? undefined : { code: 'sign-in', message: error.message });
  } finally {
    // What a way of signing in still waits for would keep the process from ending.
    over.abort();
  }
}

/** Some credentials are bound to a tenant and ignore another one that is asked for; its registries are then not those of the request. */
function checkTenant(tenant: string | undefined, identity: Identity, notice: (text: string) => void): void {
  if (tenant === undefined || identity.tenant === null) return;
  if (!/^[\da-f-]{36}$/i.test(tenant)) {
    notice(message('note.signed-in', { tenant, actual: identity.tenant }));
    return;
  }
  if (tenant.toLowerCase() !== identity.tenant)
    throw new SignInError(message('error.other-tenant', { tenant, actual: identity.tenant }));
}
