import type { Clock } from '../../azure/live/clock.ts';
import { credentialFor, type SignIn, SignInError, signIn } from '../../azure/live/sign-in.ts';
import { FetchFailure } from './fetch-failure.ts';

/** The identity that `scan` signs in with, asked for when something needs it. */
export interface AzureIdentity {
  /** An access token for Azure Resource Manager. @throws FetchFailure */
  readonly token: () => Promise<string>;
  /** Ends what a way of signing in still waits for. */
  readonly end: () => void;
}

export function azureIdentity(session: Omit<SignIn, 'over'>, clock: Clock): AzureIdentity {
  const over = new AbortController();
  let token: Promise<string> | undefined;
  return {
    token: () => {
      token ??= tokenOf({ ...session, over: over.signal }, clock);
      return token;
    },
    end: () => over.abort(),
  };
}

/** Signing in first says what was tried; the credential then has the token. */
async function tokenOf(session: SignIn, clock: Clock): Promise<string> {
  try {
    await signIn(session, clock);
    const { cloud, tenant, over, signal } = session;
    const token = await credentialFor(cloud, tenant, over).getToken(cloud.tokenScope, { abortSignal: signal });
    if (token === null) throw new SignInError(`cannot sign in to ${cloud.name}`);
    return token.token;
  } catch (error) {
    if (error instanceof SignInError) throw new FetchFailure(error.message);
    throw new FetchFailure(`cannot sign in to ${session.cloud.name}`, 'Sign in as for `acraudit scan`.');
  }
}
