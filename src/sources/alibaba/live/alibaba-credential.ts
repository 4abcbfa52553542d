import { DefaultCredentialsProvider } from '@alicloud/credentials';
import type { Clock } from '../../azure/live/clock.ts';

/** What requests are signed with. It reaches nothing but a signature. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  /** Of temporary keys. */
  readonly securityToken?: string;
}

/** Sign-in failed. The message says what to do. */
export class AlibabaSignInError extends Error {
  override readonly name = 'AlibabaSignInError';
}

/** Gives the key for the next request: temporary ones are renewed by the library. */
export type KeySource = () => Promise<AccessKey>;

/** In milliseconds: the metadata of a machine is asked too, which most machines do not have. */
const MAX_SIGN_IN_MS = 60_000;
const ADVICE =
  'set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET (and ALIBABA_CLOUD_SECURITY_TOKEN), or sign in with the ' +
  'CLI of Alibaba Cloud (aliyun configure), or run where there is an OIDC token or an instance role: docs/alibaba.md';

/**
 * The default chain of Alibaba Cloud's library: environment, OIDC, profile of the CLI, credentials file, role of the machine,
 * credentials URI. Its errors may repeat what they read, so they are not shown.
 */
export function defaultKeys(clock: Clock, signal: AbortSignal): KeySource {
  let chain: DefaultCredentialsProvider | undefined;
  return async () => {
    try {
      chain ??= DefaultCredentialsProvider.builder().build();
      const got = await within(clock, signal, chain.getCredentials());
      const { accessKeyId: id, accessKeySecret: secret, securityToken } = got;
      if (isHeaderText(id) && typeof secret === 'string' && secret !== '')
        return { id, secret, ...(isHeaderText(securityToken) && { securityToken }) };
    } catch (error) {
      if (error instanceof AlibabaSignInError) throw error;
    }
    throw new AlibabaSignInError(`cannot sign in to Alibaba Cloud: no credentials were found; ${ADVICE}`);
  };
}

/** Waits for the chain, which knows no signal, by the clock of the scan. */
async function within<T>(clock: Clock, signal: AbortSignal, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const stop = (): void => done.abort();
  signal.addEventListener('abort', stop);
  const timedOut = clock.sleep(MAX_SIGN_IN_MS, done.signal).then((): never => {
    const why = signal.aborted ? 'interrupted' : `no answer within ${MAX_SIGN_IN_MS / 1000} s`;
    throw new AlibabaSignInError(`cannot sign in to Alibaba Cloud: ${why}`);
  });
  try {
    return await Promise.race([work, timedOut]);
  } finally {
    // The race is decided: what is left of it is of no interest.
    timedOut.catch(() => undefined);
    signal.removeEventListener('abort', stop);
    done.abort();
  }
}

/** Text that a header can hold. */
function isHeaderText(text: unknown): text is string {
  return typeof text === 'string' && /^[\x21-\x7e]+$/.test(text);
}
