import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { RegistryModuleFacts } from './registry-module-facts.ts';

type Parameter = JsonObject;

const NULLABLE_LIST: Parameter = { type: 'array', nullable: true };
const NULLABLE_OBJECT: Parameter = { type: 'object', nullable: true };
const OFF: Parameter = { type: 'bool', defaultValue: false };

/** A text with a default, of these words. */
function oneOf(defaultValue: string, ...allowedValues: readonly string[]): Parameter {
  return { type: 'string', defaultValue, allowedValues };
}

function status(defaultValue: 'disabled' | 'enabled'): Parameter {
  return oneOf(defaultValue, 'disabled', 'enabled');
}

function days(defaultValue: number): Parameter {
  return { type: 'int', defaultValue };
}

/** What all versions declare. */
const COMMON: Readonly<Record<string, Parameter>> = {
  name: { type: 'string', minLength: 5, maxLength: 50 },
  location: { type: 'string', defaultValue: '[resourceGroup().location]' },
  tags: NULLABLE_OBJECT,
  acrAdminUserEnabled: OFF,
  anonymousPullEnabled: OFF,
  dataEndpointEnabled: OFF,
  enableTelemetry: { type: 'bool', defaultValue: true },
  exportPolicyStatus: status('disabled'),
  quarantinePolicyStatus: status('disabled'),
  trustPolicyStatus: status('disabled'),
  retentionPolicyStatus: status('enabled'),
  retentionPolicyDays: days(15),
  softDeletePolicyStatus: status('disabled'),
  softDeletePolicyDays: days(7),
  publicNetworkAccess: { type: 'string', nullable: true, allowedValues: ['Enabled', 'Disabled'] },
  networkRuleBypassOptions: oneOf('AzureServices', 'AzureServices', 'None'),
  networkRuleSetDefaultAction: oneOf('Deny', 'Allow', 'Deny'),
  networkRuleSetIpRules: NULLABLE_LIST,
  privateEndpoints: NULLABLE_LIST,
  roleAssignments: NULLABLE_LIST,
  diagnosticSettings: NULLABLE_LIST,
  lock: NULLABLE_OBJECT,
  managedIdentities: NULLABLE_OBJECT,
  customerManagedKey: NULLABLE_OBJECT,
};

/** The parameters that a version declares. */
export function registryModuleParameters(facts: RegistryModuleFacts): Readonly<Record<string, Parameter>> {
  const named = (names: readonly string[], parameter: Parameter) => names.map((name) => [name, parameter] as const);
  return {
    ...COMMON,
    acrSku: oneOf(facts.acrSku, 'Basic', 'Premium', 'Standard'),
    zoneRedundancy: oneOf(facts.zoneRedundancy, 'Disabled', 'Enabled'),
    azureADAuthenticationAsArmPolicyStatus: status(facts.azureADAuthenticationAsArmPolicyStatus),
    ...Object.fromEntries(named(facts.optionalProperties, { type: 'string', nullable: true })),
    ...Object.fromEntries(named(facts.children, NULLABLE_LIST)),
  };
}

/** The expression that reads one. */
export function parameter(name: string): string {
  return `parameters('${name}')`;
}
