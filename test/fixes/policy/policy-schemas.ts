/** JSON Schemas of what is deployed, as strict as its documentation allows: an unknown key is an error. */

const CONDITION = {
  oneOf: [
    closed({ allOf: { type: 'array', minItems: 1, items: { $ref: '#/$defs/condition' } } }),
    closed({ anyOf: { type: 'array', minItems: 1, items: { $ref: '#/$defs/condition' } } }),
    closed({ field: { type: 'string' }, equals: { type: 'string' } }),
    closed({ field: { type: 'string' }, contains: { type: 'string', pattern: '^[^*]+$' } }),
    closed({ field: { type: 'string' }, in: { type: 'array', minItems: 1, items: { type: 'string' } } }),
    closed({
      count: closed({ field: { type: 'string', pattern: '\\[\\*\\]$' }, where: { $ref: '#/$defs/condition' } }),
      greaterOrEquals: { type: 'integer', minimum: 1 },
    }),
  ],
};

const TEMPLATE_PARAMETER = closed(
  {
    type: { enum: ['string', 'bool'] },
    minLength: { type: 'integer' },
    maxLength: { type: 'integer' },
    allowedValues: { type: 'array', minItems: 1, items: { type: 'string' } },
    defaultValue: { type: ['string', 'boolean'] },
    metadata: closed({ description: { type: 'string', minLength: 1 } }),
  },
  ['type'],
);

const POLICY_PARAMETER = closed(
  {
    type: { enum: ['String'] },
    allowedValues: { type: 'array', minItems: 1, items: { type: 'string' } },
    defaultValue: { type: 'string' },
    metadata: closed(
      {
        displayName: { type: 'string', minLength: 1 },
        description: { type: 'string', minLength: 1 },
        strongType: { enum: ['omsWorkspace'] },
        assignPermissions: { type: 'boolean' },
      },
      ['displayName', 'description'],
    ),
  },
  ['type', 'metadata'],
);

const DEPLOYED_SETTING = closed({
  type: { const: 'Microsoft.Insights/diagnosticSettings' },
  apiVersion: { const: '2021-05-01-preview' },
  name: { type: 'string' },
  scope: { type: 'string' },
  properties: closed({ workspaceId: { type: 'string' }, logs: { type: 'string' } }),
});

const DEPLOYED_TEMPLATE = closed(
  {
    $schema: { const: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#' },
    contentVersion: { const: '1.0.0.0' },
    parameters: { type: 'object', additionalProperties: TEMPLATE_PARAMETER },
    variables: { type: 'object' },
    resources: { type: 'array', minItems: 1, maxItems: 1, items: DEPLOYED_SETTING },
  },
  ['$schema', 'contentVersion', 'resources'],
);

const VALUES = { type: 'object', additionalProperties: closed({ value: { type: 'string' } }) };

const DETAILS = closed(
  {
    type: { const: 'Microsoft.Insights/diagnosticSettings' },
    evaluationDelay: { const: 'AfterProvisioning' },
    existenceCondition: { $ref: '#/$defs/condition' },
    roleDefinitionIds: {
      type: 'array',
      minItems: 1,
      items: { type: 'string', pattern: '^/providers/Microsoft\\.Authorization/roleDefinitions/[0-9a-f-]{36}$' },
    },
    deployment: closed({
      properties: closed({ mode: { const: 'Incremental' }, template: DEPLOYED_TEMPLATE, parameters: VALUES }),
    }),
  },
  ['type', 'existenceCondition'],
);

/** `properties` of Microsoft.Authorization/policyDefinitions; lengths as the resource's documentation gives them. */
export const DEFINITION_SCHEMA = {
  ...closed({
    displayName: { type: 'string', minLength: 1, maxLength: 128 },
    description: { type: 'string', minLength: 1, maxLength: 512 },
    policyType: { const: 'Custom' },
    mode: { const: 'Indexed' },
    metadata: closed({
      category: { const: 'Monitoring' },
      version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' },
    }),
    parameters: { type: 'object', minProperties: 1, additionalProperties: POLICY_PARAMETER },
    policyRule: closed({
      if: { $ref: '#/$defs/condition' },
      // biome-ignore lint/suspicious/noThenProperty: so it is called in a policy rule
      then: closed({ effect: { const: "[parameters('effect')]" }, details: DETAILS }),
    }),
  }),
  $defs: { condition: CONDITION },
};

/** Microsoft.Authorization/policyAssignments. */
const ASSIGNMENT = closed(
  {
    type: { const: 'Microsoft.Authorization/policyAssignments' },
    apiVersion: { const: '2024-05-01' },
    name: { type: 'string' },
    location: { type: 'string' },
    identity: closed({ type: { const: 'SystemAssigned' } }),
    dependsOn: { type: 'array', minItems: 1, items: { type: 'string' } },
    properties: closed({
      displayName: { type: 'string', minLength: 1, maxLength: 128 },
      policyDefinitionId: { type: 'string' },
      enforcementMode: { type: 'string' },
      nonComplianceMessages: { type: 'array', items: closed({ message: { type: 'string', minLength: 1 } }) },
      parameters: VALUES,
    }),
  },
  ['type', 'apiVersion', 'name', 'dependsOn', 'properties'],
);

const ROLE_ASSIGNMENT = closed(
  {
    type: { const: 'Microsoft.Authorization/roleAssignments' },
    apiVersion: { const: '2022-04-01' },
    name: { type: 'string' },
    scope: { type: 'string' },
    dependsOn: { type: 'array', items: { type: 'string' } },
    properties: closed({
      principalId: { type: 'string' },
      principalType: { const: 'ServicePrincipal' },
      roleDefinitionId: { type: 'string' },
    }),
  },
  ['type', 'apiVersion', 'name', 'properties'],
);

const DEPLOYMENT = closed({
  condition: { type: 'string' },
  type: { const: 'Microsoft.Resources/deployments' },
  apiVersion: { const: '2022-09-01' },
  name: { type: 'string' },
  subscriptionId: { type: 'string' },
  resourceGroup: { type: 'string' },
  dependsOn: { type: 'array', items: { type: 'string' } },
  properties: closed({
    expressionEvaluationOptions: closed({ scope: { const: 'inner' } }),
    mode: { const: 'Incremental' },
    parameters: VALUES,
    template: {
      ...DEPLOYED_TEMPLATE,
      properties: { ...DEPLOYED_TEMPLATE.properties, resources: { type: 'array', items: ROLE_ASSIGNMENT } },
    },
  }),
});

const DEFINITION = closed({
  type: { const: 'Microsoft.Authorization/policyDefinitions' },
  apiVersion: { const: '2024-05-01' },
  name: { type: 'string' },
  properties: { type: 'object' },
});

/** A template that is deployed into a subscription or a management group. */
export function scopeTemplateSchema(schema: string): object {
  return closed(
    {
      $schema: { const: schema },
      contentVersion: { const: '1.0.0.0' },
      metadata: closed({ name: { type: 'string', minLength: 1 }, description: { type: 'string', minLength: 1 } }),
      parameters: {
        type: 'object',
        additionalProperties: { ...TEMPLATE_PARAMETER, required: ['type', 'metadata'] },
      },
      variables: { type: 'object' },
      resources: {
        type: 'array',
        minItems: 2,
        items: { oneOf: [DEFINITION, ASSIGNMENT, ROLE_ASSIGNMENT, DEPLOYMENT] },
      },
      outputs: { type: 'object' },
    },
    ['$schema', 'contentVersion', 'metadata', 'parameters', 'resources', 'outputs'],
  );
}

export const PARAMETERS_SCHEMA = closed({
  $schema: { const: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#' },
  contentVersion: { const: '1.0.0.0' },
  parameters: VALUES,
});

/** An object with these members and no others; all of them are required unless `required` names fewer. */
function closed<P extends object>(properties: P, required: readonly string[] = Object.keys(properties)) {
  return { type: 'object', properties, required, additionalProperties: false } as const;
}
