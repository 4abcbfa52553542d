import { REGISTRY_TYPE } from '../../../model/azure/resource-types.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { ChildName, RegistryModuleFacts } from './registry-module-facts.ts';
import { parameter } from './registry-module-parameters.ts';

/** The members of a child resource; what is not named here is given under its own name. */
interface ChildShape {
  /** The name of one that is given none. */
  readonly name?: string;
  readonly hasLocation?: boolean;
  readonly properties: Readonly<Record<string, string>>;
}

const item = (key: string): string => `tryGet(ITEM, '${key}')`;

const CHILDREN: Readonly<Record<ChildName, ChildShape>> = {
  replications: {
    hasLocation: true,
    properties: {
      regionEndpointEnabled: `coalesce(${item('regionEndpointEnabled')}, true())`,
      zoneRedundancy: `coalesce(${item('zoneRedundancy')}, 'Disabled')`,
    },
  },
  webhooks: {
    name: `format('{0}webhook', ${parameter('name')})`,
    hasLocation: true,
    properties: {
      actions: `coalesce(${item('action')}, createArray('chart_delete', 'chart_push', 'delete', 'push', 'quarantine'))`,
      customHeaders: item('customHeaders'),
      scope: item('scope'),
      serviceUri: item('serviceUri'),
      status: `coalesce(${item('status')}, 'enabled')`,
    },
  },
  cacheRules: {
    name: `replace(replace(replace(${item('sourceRepository')}, '/', '-'), '.', '-'), '*', '')`,
    properties: {
      sourceRepository: item('sourceRepository'),
      targetRepository: `coalesce(${item('targetRepository')}, ${item('sourceRepository')})`,
      credentialSetResourceId: item('credentialSetResourceId'),
    },
  },
  credentialSets: { properties: { authCredentials: item('authCredentials'), loginServer: item('loginServer') } },
  scopeMaps: {
    name: `format('{0}-scopemaps', ${parameter('name')})`,
    properties: { actions: item('actions'), description: item('description') },
  },
  tokens: {
    properties: { scopeMapId: item('scopeMapResourceId'), status: `coalesce(${item('status')}, 'enabled')` },
  },
  tasks: {
    hasLocation: true,
    properties: {
      ...Object.fromEntries(
        [
          'agentConfiguration',
          'agentPoolName',
          'credentials',
          'isSystemTask',
          'logTemplate',
          'platform',
          'step',
          'trigger',
        ].map((key) => [key, item(key)]),
      ),
      status: `coalesce(${item('status')}, 'Enabled')`,
      timeout: `coalesce(${item('timeout')}, 3600)`,
    },
  },
};

/** The resources of a parameter that is a list of children. */
export function childResource(name: ChildName, { apiVersion }: RegistryModuleFacts): JsonObject {
  const list = `coalesce(${parameter(name)}, createArray())`;
  const shape = CHILDREN[name];
  const expression = (text: string): string => `[${text.replaceAll('ITEM', `${list}[copyIndex()]`)}]`;
  const ownName = shape.name === undefined ? item('name') : `coalesce(${item('name')}, ${shape.name})`;
  const location = `coalesce(${item('location')}, ${parameter('location')})`;
  return {
    copy: { name: `registry_${name}`, count: `[length(${list})]` },
    type: `${REGISTRY_TYPE}/${name}`,
    apiVersion,
    name: expression(`format('{0}/{1}', ${parameter('name')}, ${ownName})`),
    ...(shape.hasLocation === true && { location: expression(location) }),
    properties: Object.fromEntries(Object.entries(shape.properties).map(([key, text]) => [key, expression(text)])),
    dependsOn: ['registry'],
  };
}
