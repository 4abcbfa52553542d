import { QUERY_PACK_API_VERSION } from '../model/azure/api-versions.ts';
import { QUERY_PACK_TYPE, REGISTRY_TYPE } from '../model/azure/resource-types.ts';
import type { Deployable, DeployedResource } from './deployable.ts';
import { guid, parameter, RESOURCE_GROUP_ID, RESOURCE_GROUP_LOCATION } from './expression.ts';
import type { Query } from './query.ts';
import { camelCase, queryText } from './query-names.ts';

const NAME = 'queryPackName';

/** A query pack: Log Analytics offers its queries in the workspaces of everyone who may read it. */
export function queryPack(queries: readonly Query[]): Deployable {
  const pack: DeployedResource = {
    symbol: 'queryPack',
    type: QUERY_PACK_TYPE,
    apiVersion: QUERY_PACK_API_VERSION,
    name: parameter(NAME),
    body: { location: parameter('location'), properties: {} },
  };
  return {
    description: 'Queries for the logs of container registries, as a Log Analytics query pack.',
    parameters: [
      {
        name: NAME,
        type: 'string',
        minLength: 1,
        default: 'acr-audit-queries',
        description: 'Name of the query pack.',
      },
      {
        name: 'location',
        type: 'string',
        default: RESOURCE_GROUP_LOCATION,
        description: 'Region of the query pack; its queries run in any workspace.',
      },
    ],
    resources: [pack, ...queries.map((query) => packedQuery(query, pack))],
  };
}

function packedQuery(query: Query, parent: DeployedResource): DeployedResource {
  return {
    symbol: camelCase(query.name),
    type: `${QUERY_PACK_TYPE}/queries`,
    apiVersion: QUERY_PACK_API_VERSION,
    // Azure takes nothing but a GUID. This one is the same in every deployment, which therefore updates its queries.
    name: guid(RESOURCE_GROUP_ID, parent.name, query.name),
    parent,
    body: {
      properties: {
        displayName: `Registries: ${query.title}`,
        description: query.description,
        body: queryText(query),
        related: { categories: ['containers'], resourceTypes: [REGISTRY_TYPE.toLowerCase()] },
        tags: { labels: ['acraudit'] },
      },
    },
  };
}
