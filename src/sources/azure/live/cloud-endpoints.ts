import { CLOUDS, type CloudName } from '../../../model/azure/clouds.ts';

/** The endpoints of Azure Resource Manager and the sign-in service of one cloud. */
export interface CloudEndpoints {
  readonly name: string;
  /** Without a trailing slash. */
  readonly armEndpoint: string;
  readonly authorityHost: string;
  /** The scope of access tokens. */
  readonly tokenScope: string;
  /** Whether the identity library knows the authority. */
  readonly isKnown: boolean;
}

/** A cloud by its name, or one with custom endpoints, such as an air-gapped cloud; its ARM endpoint is the token scope. */
export function endpointsOf(
  name: CloudName,
  custom?: { readonly armEndpoint: string; readonly authorityHost: string },
): CloudEndpoints {
  if (custom === undefined) {
    const [armEndpoint, authorityHost] = CLOUDS[name];
    return { name, armEndpoint, authorityHost, tokenScope: `${armEndpoint}/.default`, isKnown: true };
  }
  const armEndpoint = new URL(custom.armEndpoint).origin;
  return {
    name: armEndpoint,
    armEndpoint,
    authorityHost: custom.authorityHost.replace(/\/+$/, ''),
    tokenScope: `${armEndpoint}/.default`,
    isKnown: false,
  };
}
