import { BLOB_HOSTS, CLOUDS, type CloudName, LOGS_ENDPOINTS } from '../../../model/azure/clouds.ts';

/** The endpoints of Azure Resource Manager and the sign-in service of one cloud. */
export interface CloudEndpoints {
  readonly name: string;
  /** Without a trailing slash. */
  readonly armEndpoint: string;
  readonly authorityHost: string;
  /** The scope of access tokens. */
  readonly tokenScope: string;
  /** Where workspaces are queried; undefined where that is not known. */
  readonly logsEndpoint?: string;
  /** The host that those of blobs are, or end with, and its port; undefined where that is not known. */
  readonly blobHost?: string;
  /** Whether the identity library knows the authority. */
  readonly isKnown: boolean;
}

/** Addresses of another cloud. */
export interface CustomCloud {
  readonly armEndpoint: string;
  readonly authorityHost: string;
  /** Where workspaces are queried. */
  readonly logsEndpoint?: string;
  /** Where blobs are. */
  readonly blobEndpoint?: string;
}

/** A cloud by its name, or one with custom endpoints, such as an air-gapped cloud; its ARM endpoint is the token scope. */
export function endpointsOf(name: CloudName, custom?: CustomCloud): CloudEndpoints {
  if (custom === undefined) {
    const [armEndpoint, authorityHost] = CLOUDS[name];
    return {
      name,
      armEndpoint,
      authorityHost,
      tokenScope: `${armEndpoint}/.default`,
      logsEndpoint: LOGS_ENDPOINTS[name],
      blobHost: BLOB_HOSTS[name],
      isKnown: true,
    };
  }
  const armEndpoint = new URL(custom.armEndpoint).origin;
  return {
    name: armEndpoint,
    armEndpoint,
    authorityHost: custom.authorityHost.replace(/\/+$/, ''),
    tokenScope: `${armEndpoint}/.default`,
    ...(custom.logsEndpoint !== undefined && { logsEndpoint: new URL(custom.logsEndpoint).origin }),
    ...(custom.blobEndpoint !== undefined && { blobHost: new URL(custom.blobEndpoint).host }),
    isKnown: false,
  };
}
