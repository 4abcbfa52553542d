/** A name and a password for one registry. */
export interface RegistryLogin {
  readonly user: string;
  readonly password: string;
}

/** Logins by host in lower case. */
export type RegistryLogins = ReadonlyMap<string, RegistryLogin>;

/**
 * The logins of `DOCKER_AUTH_CONFIG`, which holds a configuration of Docker as JSON: `{"auths": {HOST: {"auth": BASE64}}}`, where
 * the text is `USER:PASSWORD` (docs.docker.com/reference/cli/docker/login). Undefined when it is none.
 */
export function dockerLogins(text: string): RegistryLogins | undefined {
  const config = parsed(text);
  if (!isRecord(config)) return undefined;
  const logins = new Map<string, RegistryLogin>();
  for (const [address, entry] of Object.entries(isRecord(config.auths) ? config.auths : {})) {
    const login = isRecord(entry) ? loginOf(entry) : undefined;
    if (login !== undefined) logins.set(hostOf(address), login);
  }
  return logins;
}

function loginOf({ auth, username, password }: Readonly<Record<string, unknown>>): RegistryLogin | undefined {
  if (typeof username === 'string' && typeof password === 'string') return { user: username, password };
  if (typeof auth !== 'string') return undefined;
  const text = Buffer.from(auth, 'base64').toString();
  const colon = text.indexOf(':');
  return colon === -1 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** Docker writes hosts with a scheme and a path too: `https://index.docker.io/v1/`. */
function hostOf(address: string): string {
  return address
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '');
}

/** The header of a login. */
export function basicHeader({ user, password }: RegistryLogin): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
