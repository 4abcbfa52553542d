/** JSON Schemas of the files in `templates/`, far stricter than Azure's own: only what these files are to hold. */

const expression = { type: 'string', pattern: '^\\[(?!\\[).+\\]$' };
const description = {
  type: 'object',
  required: ['description'],
  additionalProperties: false,
  properties: { description: { type: 'string', pattern: '^[A-Z].+\\.$' } },
};
const copy = {
  type: 'object',
  required: ['name', 'count'],
  additionalProperties: false,
  properties: { name: { type: 'string', minLength: 1 }, count: expression },
};
const parameters = {
  type: 'object',
  minProperties: 1,
  additionalProperties: {
    type: 'object',
    required: ['type', 'metadata'],
    additionalProperties: false,
    properties: {
      type: { enum: ['string', 'array', 'object', 'int', 'bool'] },
      metadata: description,
      defaultValue: {},
      allowedValues: { type: 'array', minItems: 1 },
      minLength: { type: 'integer', minimum: 0 },
      maxLength: { type: 'integer', minimum: 1 },
    },
  },
};
const outputs = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    required: ['type', 'value'],
    additionalProperties: false,
    properties: { type: { type: 'string' }, value: expression },
  },
};
const setting = {
  type: 'object',
  required: ['type', 'apiVersion', 'name', 'scope', 'properties'],
  additionalProperties: false,
  properties: {
    type: { const: 'Microsoft.Insights/diagnosticSettings' },
    apiVersion: { const: '2021-05-01-preview' },
    name: expression,
    copy,
    scope: expression,
    properties: { anyOf: [expression, { type: 'object', required: ['logs'] }] },
  },
};

/** A template for a resource group that writes diagnostic settings. */
export const groupTemplate = {
  type: 'object',
  required: ['$schema', 'contentVersion', 'metadata', 'parameters', 'resources'],
  additionalProperties: false,
  properties: {
    $schema: { const: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#' },
    contentVersion: { const: '1.0.0.0' },
    metadata: description,
    parameters,
    resources: { type: 'array', minItems: 1, items: setting },
    outputs,
  },
};

/** A template for a subscription that nests the other one. */
export const subscriptionTemplate = {
  type: 'object',
  required: ['$schema', 'contentVersion', 'metadata', 'parameters', 'resources'],
  additionalProperties: false,
  properties: {
    $schema: { const: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#' },
    contentVersion: { const: '1.0.0.0' },
    metadata: description,
    parameters,
    resources: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['type', 'apiVersion', 'name', 'resourceGroup', 'properties'],
        additionalProperties: false,
        properties: {
          type: { const: 'Microsoft.Resources/deployments' },
          apiVersion: { const: '2022-09-01' },
          name: expression,
          copy,
          resourceGroup: expression,
          properties: {
            type: 'object',
            required: ['expressionEvaluationOptions', 'mode', 'parameters', 'template'],
            additionalProperties: false,
            properties: {
              expressionEvaluationOptions: { const: { scope: 'inner' } },
              mode: { const: 'Incremental' },
              parameters: { type: 'object' },
              template: groupTemplate,
            },
          },
        },
      },
    },
  },
};

const id = { type: 'string', pattern: '^/subscriptions/[^/]+/' };
const retentionPolicy = { const: { enabled: false, days: 0 } };
const named = (key: string): object => ({
  type: 'object',
  required: [key, 'enabled'],
  additionalProperties: false,
  properties: { [key]: { type: 'string', minLength: 1 }, enabled: { type: 'boolean' }, retentionPolicy },
});

/** Parameters of the subscription template: settings as Azure Monitor documents them, groups and categories apart. */
export const subscriptionParameters = {
  type: 'object',
  required: ['$schema', 'contentVersion', 'parameters'],
  additionalProperties: false,
  properties: {
    $schema: { const: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentParameters.json#' },
    contentVersion: { const: '1.0.0.0' },
    parameters: {
      type: 'object',
      required: ['resourceGroups'],
      additionalProperties: false,
      properties: {
        resourceGroups: {
          type: 'object',
          required: ['value'],
          additionalProperties: false,
          properties: { value: { type: 'array', minItems: 1, maxItems: 400, items: group() } },
        },
      },
    },
  },
};

function group(): object {
  return {
    type: 'object',
    required: ['name', 'settings'],
    additionalProperties: false,
    properties: {
      name: { type: 'string', minLength: 1, maxLength: 90 },
      settings: {
        type: 'array',
        minItems: 1,
        maxItems: 200,
        items: {
          type: 'object',
          required: ['registry', 'name', 'properties'],
          additionalProperties: false,
          properties: {
            registry: { type: 'string', pattern: '^[A-Za-z0-9]{3,50}$' },
            name: { type: 'string', minLength: 1, maxLength: 260 },
            properties: settingProperties(),
          },
        },
      },
    },
  };
}

function settingProperties(): object {
  return {
    type: 'object',
    required: ['logs'],
    anyOf: ['workspaceId', 'storageAccountId', 'eventHubAuthorizationRuleId'].map((name) => ({ required: [name] })),
    additionalProperties: false,
    properties: {
      workspaceId: id,
      storageAccountId: id,
      eventHubAuthorizationRuleId: id,
      marketplacePartnerId: id,
      eventHubName: { type: 'string' },
      logAnalyticsDestinationType: { const: 'Dedicated' },
      metrics: { type: 'array', items: named('category') },
      logs: {
        anyOf: [
          { type: 'array', minItems: 1, items: named('category') },
          { type: 'array', minItems: 1, items: named('categoryGroup') },
        ],
      },
    },
  };
}
