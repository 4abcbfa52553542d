import { Ajv, type ValidateFunction } from 'ajv';
import type { Answer } from './answer.ts';
import type { RouteKind } from './arm.ts';
import { ARRIVAL_SCHEMAS } from './arrival-schemas.ts';
import { COLLECTION_SCHEMAS } from './collection-schemas.ts';
import { DESTINATION_SCHEMAS } from './destination-schemas.ts';
import {
  filled,
  guid,
  link,
  list,
  nullableText,
  object,
  REGISTRY_PATH,
  text,
  texts,
  wholeNumber,
} from './schema-parts.ts';

/*
 * What Azure answers, as JSON Schema. Written after its REST specifications and their examples, and stricter: members
 * that the specifications leave optional, and that Azure always sends, are required. Types, versions and limits are written out
 * here and in the routes, and not imported from `src/model/azure`: this server is the second opinion on them.
 */

/** Microsoft.Resources 2022-12-01, `Subscription`. */
const subscription = object({
  id: { type: 'string', pattern: '^/subscriptions/[^/]+$' },
  authorizationSource: text,
  managedByTenants: { type: 'array', items: object({ tenantId: guid }) },
  subscriptionId: guid,
  tenantId: guid,
  displayName: text,
  state: { enum: ['Enabled', 'Warned', 'PastDue', 'Disabled', 'Deleted'] },
  subscriptionPolicies: object({
    locationPlacementId: text,
    quotaId: text,
    spendingLimit: { enum: ['On', 'Off', 'CurrentPeriodOff'] },
  }),
});

/** Microsoft.Management 2023-04-01, `DescendantInfo`. */
const descendant = object({
  id: filled,
  type: { enum: ['Microsoft.Management/managementGroups', 'Microsoft.Management/managementGroups/subscriptions'] },
  name: filled,
  properties: object({
    displayName: text,
    parent: object({ id: { type: 'string', pattern: '^/providers/Microsoft.Management/managementGroups/[^/]+$' } }),
  }),
});

/** Microsoft.ContainerRegistry, `Registry`; its many properties are open. */
const registry = object({
  id: { type: 'string', pattern: `${REGISTRY_PATH}$` },
  name: { type: 'string', pattern: '^[a-zA-Z0-9]{5,50}$' },
  type: { const: 'Microsoft.ContainerRegistry/registries' },
  location: filled,
  tags: { type: 'object', additionalProperties: text },
  sku: object({ name: { enum: ['Basic', 'Standard', 'Premium'] }, tier: { enum: ['Basic', 'Standard', 'Premium'] } }),
  properties: object({ loginServer: filled, provisioningState: filled, creationDate: filled }, {}, true),
});

const entry = object(
  {
    category: nullableText,
    enabled: { type: 'boolean' },
    retentionPolicy: object({ enabled: { type: 'boolean' }, days: { type: 'integer', minimum: 0 } }),
  },
  { categoryGroup: nullableText },
);

/** Microsoft.Insights 2021-05-01-preview, `DiagnosticSettingsResource`. */
const setting = object({
  id: { type: 'string', pattern: `${REGISTRY_PATH}/providers/microsoft.insights/diagnosticSettings/[^/]+$` },
  type: { const: 'Microsoft.Insights/diagnosticSettings' },
  name: filled,
  location: nullableText,
  kind: nullableText,
  tags: { type: ['object', 'null'] },
  identity: { type: ['object', 'null'] },
  properties: object(
    {
      storageAccountId: nullableText,
      serviceBusRuleId: nullableText,
      workspaceId: nullableText,
      eventHubAuthorizationRuleId: nullableText,
      eventHubName: nullableText,
      metrics: { type: 'array', items: entry },
      logs: { type: ['array', 'null'], items: entry },
      logAnalyticsDestinationType: { enum: [null, 'Dedicated', 'AzureDiagnostics'] },
    },
    { marketplacePartnerId: nullableText },
  ),
});

/** Microsoft.Insights 2021-05-01-preview, `DiagnosticSettingsCategoryResource`. */
const category = object({
  id: { type: 'string', pattern: `${REGISTRY_PATH}/providers/microsoft.insights/diagnosticSettingsCategories/[^/]+$` },
  type: { const: 'microsoft.insights/diagnosticSettingsCategories' },
  name: filled,
  properties: object({
    categoryType: { enum: ['Logs', 'Metrics'] },
    categoryGroups: { ...texts, type: ['array', 'null'] },
  }),
});

const batch = object({
  responses: {
    type: 'array',
    items: object(
      {
        httpStatusCode: { type: 'integer', minimum: 100, maximum: 599 },
        headers: { type: 'object', additionalProperties: text },
        content: {},
        contentLength: wholeNumber,
      },
      { name: text },
    ),
  },
});

const errorDetails = { type: 'array', items: object({ code: filled, message: text }) };
const azureError = object({ error: object({ code: filled, message: text }, { details: errorDetails }) });
const signInError = object({
  error: filled,
  error_description: { type: 'string', pattern: '^AADSTS\\d+: ' },
  error_codes: { type: 'array', items: wholeNumber },
  timestamp: text,
  trace_id: text,
  correlation_id: text,
});

const settings = object({ value: { type: 'array', items: setting } });

const failedOperation = object({ code: filled, message: filled }, { details: errorDetails });
const operationState = { enum: ['Succeeded', 'Failed'] };

/** Microsoft.Resources 2021-04-01, `DeploymentExtended`. */
const deployment = object({
  id: { type: 'string', pattern: '^/subscriptions/[^/]+/providers/Microsoft.Resources/deployments/[^/]+$' },
  name: filled,
  type: { const: 'Microsoft.Resources/deployments' },
  location: filled,
  properties: object(
    {
      mode: { const: 'Incremental' },
      provisioningState: operationState,
      timestamp: filled,
      outputResources: { type: 'array', items: object({ id: filled }) },
    },
    { error: failedOperation },
  ),
});

/** Microsoft.Resources 2021-04-01, `DeploymentOperation`. */
const deploymentOperation = object({
  id: filled,
  operationId: filled,
  properties: object(
    {
      provisioningOperation: { const: 'Create' },
      provisioningState: operationState,
      statusCode: { enum: ['OK', 'Created', 'BadRequest', 'Forbidden', 'NotFound', 'Conflict'] },
      targetResource: object({ id: filled, resourceType: filled, resourceName: filled }),
    },
    { statusMessage: object({ error: failedOperation }) },
  ),
});

/** Microsoft.Resources 2022-02-01, `TemplateSpecVersion`. */
const templateSpec = object({
  id: filled,
  name: filled,
  type: { const: 'Microsoft.Resources/templateSpecs/versions' },
  location: filled,
  properties: object({ mainTemplate: { type: 'object' } }, { linkedTemplates: { type: 'array' } }),
});

/** Answers that tell no error, by route. */
const SCHEMAS: Readonly<Record<RouteKind, object>> = {
  discovery: { type: 'object' },
  token: object({
    token_type: { const: 'Bearer' },
    expires_in: wholeNumber,
    ext_expires_in: wholeNumber,
    access_token: { type: 'string', pattern: '^[-\\w]+\\.[-\\w]+\\.[-\\w]+$' },
  }),
  subscriptions: list(subscription),
  subscription,
  descendants: object({ value: { type: 'array', items: descendant }, nextLink: link }),
  // Microsoft.ResourceGraph 2024-04-01, `QueryResponse` with `resultFormat` objectArray.
  graph: object(
    {
      totalRecords: wholeNumber,
      count: wholeNumber,
      resultTruncated: { enum: ['true', 'false'] },
      data: { type: 'array', items: { type: 'object' } },
      facets: { type: 'array' },
    },
    { $skipToken: filled },
  ),
  registries: list(registry),
  groupRegistries: list(registry),
  registry,
  settings,
  categories: object({ value: { type: 'array', items: category } }),
  batch,
  batchResult: batch,
  templateSpec,
  ...DESTINATION_SCHEMAS,
  ...COLLECTION_SCHEMAS,
  ...ARRIVAL_SCHEMAS,
  deployment,
  deploymentOperations: object({ value: { type: 'array', items: deploymentOperation } }),
};

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
const compiled = new Map<object, ValidateFunction>();

/** What is wrong with an answer; undefined when nothing is. */
export function violation(kind: RouteKind | 'unknown', { status, body }: Answer): string | undefined {
  const schema = schemaOf(kind, status);
  if (schema === undefined) return body === undefined ? undefined : `${kind} ${status} must have no body`;
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  return validate(body) ? undefined : `${kind} ${status}: ${ajv.errorsText(validate.errors, { dataVar: 'body' })}`;
}

function schemaOf(kind: RouteKind | 'unknown', status: number): object | undefined {
  if (status === 202) return undefined;
  // What storage sends is no JSON.
  if (kind === 'logBlob') return SCHEMAS.logBlob;
  if ((status === 200 || status === 201) && kind !== 'unknown') return SCHEMAS[kind];
  return kind === 'token' ? signInError : azureError;
}
