/** JSON Schemas of what is deployed, stricter than Azure's own: only what these resources are to hold. */

const expression = { type: 'string', pattern: '^\\[(?!\\[).+\\]$' };
const parameterOf = (name: string) => ({ const: `[parameters('${name}')]` });
const sentence = { type: 'string', pattern: '^[A-Z].*[.?]$' };
const duration = { enum: ['PT5M', 'PT15M', 'PT30M', 'PT1H', 'P2D'] };

const object = (properties: Readonly<Record<string, unknown>>, optional: readonly string[] = []) => ({
  type: 'object',
  required: Object.keys(properties).filter((key) => !optional.includes(key)),
  additionalProperties: false,
  properties,
});

const parameters = {
  type: 'object',
  minProperties: 1,
  additionalProperties: object(
    {
      type: { enum: ['string', 'int', 'bool', 'array'] },
      minLength: { const: 1 },
      minValue: { const: 0 },
      defaultValue: {},
      metadata: object({ description: sentence }),
    },
    ['minLength', 'minValue', 'defaultValue'],
  ),
};

/** A template for a resource group, with these resources. */
const template = (resources: object) =>
  object({
    $schema: { const: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#' },
    contentVersion: { const: '1.0.0.0' },
    metadata: object({ description: sentence }),
    parameters,
    resources,
  });

const pack = object({
  type: { const: 'Microsoft.OperationalInsights/queryPacks' },
  apiVersion: { const: '2019-09-01' },
  name: parameterOf('queryPackName'),
  location: parameterOf('location'),
  properties: object({}),
});

const packedQuery = object({
  type: { const: 'Microsoft.OperationalInsights/queryPacks/queries' },
  apiVersion: { const: '2019-09-01' },
  name: {
    type: 'string',
    pattern: "^\\[format\\('\\{0\\}/\\{1\\}', parameters\\('queryPackName'\\), guid\\(.+\\)\\)\\]$",
  },
  dependsOn: {
    const: ["[resourceId('Microsoft.OperationalInsights/queryPacks', parameters('queryPackName'))]"],
  },
  properties: object({
    displayName: { type: 'string', pattern: '^Registries: [A-Z]' },
    description: sentence,
    body: { type: 'string', pattern: '^// title: ' },
    related: object({
      categories: { const: ['containers'] },
      resourceTypes: { const: ['microsoft.containerregistry/registries'] },
    }),
    tags: object({ labels: { const: ['acraudit'] } }),
  }),
});

export const QUERY_PACK = template({ type: 'array', prefixItems: [pack], items: packedQuery, minItems: 2 });

const dimension = object({
  name: { type: 'string', pattern: '^[A-Z]\\w+$' },
  operator: { const: 'Include' },
  values: { const: ['*'] },
});

const criterion = object({
  query: { type: 'string', pattern: '^// title: ' },
  timeAggregation: { const: 'Total' },
  metricMeasureColumn: { type: 'string', pattern: '^[A-Z]\\w+$' },
  resourceIdColumn: { const: '_ResourceId' },
  // Azure takes six.
  dimensions: { type: 'array', minItems: 1, maxItems: 6, items: dimension },
  operator: { const: 'GreaterThan' },
  threshold: { type: 'string', pattern: "^\\[parameters\\('\\w+Threshold'\\)\\]$" },
  failingPeriods: object({ numberOfEvaluationPeriods: { const: 1 }, minFailingPeriodsToAlert: { const: 1 } }),
});

const logAlert = object({
  type: { const: 'Microsoft.Insights/scheduledQueryRules' },
  apiVersion: { const: '2023-12-01' },
  name: expression,
  kind: { const: 'LogAlert' },
  location: parameterOf('location'),
  properties: object(
    {
      displayName: { type: 'string', pattern: '^Registries: [A-Z]' },
      description: sentence,
      severity: { type: 'integer', minimum: 0, maximum: 4 },
      enabled: parameterOf('enabled'),
      scopes: { const: ["[parameters('workspaceId')]"] },
      evaluationFrequency: { const: 'PT5M' },
      windowSize: duration,
      overrideQueryTimeRange: duration,
      criteria: object({ allOf: { type: 'array', minItems: 1, maxItems: 1, items: criterion } }),
      autoMitigate: parameterOf('autoMitigate'),
      skipQueryValidation: { const: true },
      actions: object({ actionGroups: parameterOf('actionGroupIds') }),
    },
    ['overrideQueryTimeRange'],
  ),
});

export const LOG_ALERTS = template({ type: 'array', minItems: 1, items: logAlert });

const condition = (field: string, equals: object) => object({ field: { const: field }, equals });

const activityAlert = object({
  type: { const: 'Microsoft.Insights/activityLogAlerts' },
  apiVersion: { const: '2020-10-01' },
  name: expression,
  location: { const: 'global' },
  properties: object({
    description: sentence,
    enabled: parameterOf('enabled'),
    scopes: parameterOf('scopes'),
    condition: object({
      allOf: {
        type: 'array',
        prefixItems: [
          condition('category', { const: 'Administrative' }),
          object({
            anyOf: {
              type: 'array',
              minItems: 2,
              items: condition('operationName', { type: 'string', pattern: '^Microsoft\\.(\\w+/)+\\w+$' }),
            },
          }),
          condition('status', { const: 'Succeeded' }),
        ],
        items: false,
        minItems: 3,
      },
    }),
    actions: object({ actionGroups: expression }),
  }),
});

export const ACTIVITY_ALERTS = template({ type: 'array', minItems: 2, items: activityAlert });
