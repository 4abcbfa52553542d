import { CLOUDS, type CloudName } from '../../../model/azure/clouds.ts';

/** Where Azure Resource Manager and the sign-in service of one cloud are. */
export interface Cloud {
  readonly name: string;
  /** Without a slash at its end. */
  readonly armEndpoint: string;
  readonly authorityHost: string;
  /** What a token is asked for. */
  readonly tokenScope: string;
  /** Whether the sign-in service is one that its library knows by itself. */
  readonly isKnown: boolean;
}

/** A cloud by its name, or one at other endpoints, such as an air-gapped one; tokens are then asked for its endpoint. */
export function cloudOf(
  name: CloudName,
  custom?: { readonly armEndpoint: string; readonly authorityHost: string },
): Cloud {
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
