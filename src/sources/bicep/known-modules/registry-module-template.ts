import { DEPLOYMENT_SCHEMA } from '../../../model/azure/api-versions.ts';
import { REGISTRY_TYPE } from '../../../model/azure/resource-types.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import { childResource } from './registry-module-children.ts';
import type { PolicyName, RegistryModuleFacts } from './registry-module-facts.ts';
import { parameter, registryModuleParameters } from './registry-module-parameters.ts';
import { diagnosticSettings } from './registry-module-settings.ts';

/**
 * A template that makes the registry, its children and its diagnostic settings as a version of the module does from its
 * parameters. Other resources that it makes, such as private endpoints, role assignments and locks, are left out: no rule reads them.
 */
export function registryModuleTemplate(facts: RegistryModuleFacts): JsonObject {
  return {
    $schema: DEPLOYMENT_SCHEMA,
    languageVersion: '2.0',
    contentVersion: '1.0.0.0',
    parameters: registryModuleParameters(facts),
    resources: {
      registry: registry(facts),
      registry_diagnosticSettings: diagnosticSettings(facts),
      ...Object.fromEntries(facts.children.map((name) => [`registry_${name}`, childResource(name, facts)])),
    },
    outputs: outputs(facts),
  };
}

function registry(facts: RegistryModuleFacts): JsonObject {
  const { apiVersion, optionalProperties } = facts;
  return {
    type: REGISTRY_TYPE,
    apiVersion,
    name: `[${parameter('name')}]`,
    location: `[${parameter('location')}]`,
    tags: `[${parameter('tags')}]`,
    identity: identity(facts),
    sku: { name: `[${parameter('acrSku')}]` },
    properties: {
      adminUserEnabled: `[${parameter('acrAdminUserEnabled')}]`,
      anonymousPullEnabled: `[${parameter('anonymousPullEnabled')}]`,
      dataEndpointEnabled: `[${parameter('dataEndpointEnabled')}]`,
      networkRuleBypassOptions: `[${parameter('networkRuleBypassOptions')}]`,
      publicNetworkAccess: `[${PUBLIC_ACCESS}]`,
      networkRuleSet: networkRuleSet(facts),
      zoneRedundancy: `[if(${IS_PREMIUM}, ${parameter('zoneRedundancy')}, null())]`,
      encryption: ENCRYPTION,
      policies: policies(facts),
      ...Object.fromEntries(optionalProperties.map((name) => [name, `[${parameter(name)}]`])),
    },
  };
}

const IS_PREMIUM = `equals(${parameter('acrSku')}, 'Premium')`;
const IP_RULES = parameter('networkRuleSetIpRules');

/** As given; else disabled for a registry with private endpoints and without rules for addresses. */
const PUBLIC_ACCESS = `if(empty(${parameter('publicNetworkAccess')}), if(and(not(empty(${parameter('privateEndpoints')})), empty(${IP_RULES})), 'Disabled', null()), ${parameter('publicNetworkAccess')})`;

function networkRuleSet({ alwaysDenies }: RegistryModuleFacts): string {
  const action = parameter('networkRuleSetDefaultAction');
  const isClosed = `and(equals(${PUBLIC_ACCESS}, 'Enabled'), equals(${action}, 'Deny'))`;
  const isSet = alwaysDenies ? `or(not(equals(${IP_RULES}, null())), ${isClosed})` : `not(empty(${IP_RULES}))`;
  return `[if(${isSet}, createObject('defaultAction', ${action}, 'ipRules', coalesce(${IP_RULES}, createArray())), null())]`;
}

/** A key is known when it is deployed; whether there is one, before. */
const ENCRYPTION = `[if(empty(${parameter('customerManagedKey')}), null(), createObject('status', 'enabled', 'keyVaultProperties', reference(tryGet(${parameter('customerManagedKey')}, 'keyVaultResourceId'), '2023-02-01')))]`;

function policies({ premiumPolicies }: RegistryModuleFacts): JsonObject {
  const parts: Readonly<Record<PolicyName, string>> = {
    exportPolicy: `createObject('status', ${parameter('exportPolicyStatus')})`,
    quarantinePolicy: `createObject('status', ${parameter('quarantinePolicyStatus')})`,
    trustPolicy: `createObject('type', 'Notary', 'status', ${parameter('trustPolicyStatus')})`,
    retentionPolicy: `createObject('days', ${parameter('retentionPolicyDays')}, 'status', ${parameter('retentionPolicyStatus')})`,
  };
  const tiered = Object.entries(parts).map(([name, part]) => {
    const isPremiumAlone = premiumPolicies.some((policy) => policy === name);
    return [name, isPremiumAlone ? `[if(${IS_PREMIUM}, ${part}, null())]` : `[${part}]`];
  });
  return {
    ...(Object.fromEntries(tiered) as JsonObject),
    azureADAuthenticationAsArmPolicy: { status: `[${parameter('azureADAuthenticationAsArmPolicyStatus')}]` },
    softDeletePolicy: {
      status: `[${parameter('softDeletePolicyStatus')}]`,
      retentionDays: `[${parameter('softDeletePolicyDays')}]`,
    },
  };
}

function identity({ noIdentity, bothIdentities }: RegistryModuleFacts): string {
  const given = parameter('managedIdentities');
  const ids = `coalesce(tryGet(${given}, 'userAssignedResourceIds'), createArray())`;
  const none = noIdentity === null ? 'null()' : `'${noIdentity}'`;
  const type = `if(coalesce(tryGet(${given}, 'systemAssigned'), false()), if(empty(${ids}), 'SystemAssigned', '${bothIdentities}'), if(empty(${ids}), ${none}, 'UserAssigned'))`;
  const byId = `toObject(${ids}, lambda('id', lambdaVariables('id')), lambda('id', createObject()))`;
  return `[if(empty(${given}), null(), createObject('type', ${type}, 'userAssignedIdentities', if(empty(${ids}), null(), ${byId})))]`;
}

function outputs({ apiVersion, children }: RegistryModuleFacts): JsonObject {
  const deployed = `reference('registry', '${apiVersion}', 'full')`;
  const text = (value: string): JsonObject => ({ type: 'string', value: `[${value}]` });
  return {
    name: text(parameter('name')),
    resourceId: text(`resourceId('${REGISTRY_TYPE}', ${parameter('name')})`),
    resourceGroupName: text('resourceGroup().name'),
    loginServer: text("reference('registry').loginServer"),
    location: text(`${deployed}.location`),
    systemAssignedMIPrincipalId: {
      type: 'string',
      nullable: true,
      value: `[tryGet(tryGet(${deployed}, 'identity'), 'principalId')]`,
    },
    ...(children.includes('credentialSets') && {
      credentialSetsSystemAssignedMIPrincipalIds: { type: 'array', value: `[${deployed}.credentialSets]` },
      credentialSetsResourceIds: { type: 'array', value: `[${deployed}.credentialSets]` },
      privateEndpoints: { type: 'array', value: `[${deployed}.properties.privateEndpointConnections]` },
    }),
  };
}
