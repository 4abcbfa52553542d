import { forbidden, subscriptionNotFound } from '../access.ts';
import { type Answer, failure, ok } from '../answer.ts';
import type { Arm, ArmRequest, Route } from '../arm.ts';
import { type Body, settingsOfTemplate, type TemplateSetting } from '../deployment-template.ts';
import { refusalsOf } from '../refusals.ts';
import type { RawEntry, RawSetting, RawSettingProperties } from '../setting-presets.ts';

const DEPLOYMENT =
  '^\\/subscriptions\\/(?<subscription>[^/]+)\\/providers\\/Microsoft\\.Resources\\/deployments\\/(?<name>[^/]+)';
const OLDEST_VERSION = '2021-04-01';
const NAME = /^[-\w.()]{1,64}$/;

/** How one resource of a deployment ended; the codes are Azure's. */
interface Operation {
  readonly setting: TemplateSetting;
  readonly status: number;
  readonly error?: { readonly code: string; readonly message: string };
}

interface Deployment {
  readonly body: Body;
  readonly location: string;
  readonly operations: readonly Operation[];
}

/**
 * Deployments at subscription scope (Microsoft.Resources). Azure answers `PUT` before it is done and lists operations of
 * nested deployments under these; here everything is done at once and listed in one place. What was done before an operation
 * failed stays, as in Azure.
 */
export function deploymentRoutes(): readonly Route[] {
  const deployments = new Map<string, Deployment>();
  const found = (request: ArmRequest): Deployment | undefined => deployments.get(keyOf(request));
  return [
    {
      method: 'PUT',
      kind: 'deployment',
      pattern: new RegExp(`${DEPLOYMENT}$`, 'i'),
      handle: (request, arm) => {
        const before = found(request);
        const made = deploy(request, arm, before);
        if ('status' in made) return made;
        deployments.set(keyOf(request), made);
        return { status: before === undefined ? 201 : 200, body: made.body };
      },
    },
    {
      method: 'GET',
      kind: 'deployment',
      pattern: new RegExp(`${DEPLOYMENT}$`, 'i'),
      handle: (request) => (found(request) === undefined ? notFound(request) : ok(found(request)?.body)),
    },
    {
      method: 'GET',
      kind: 'deploymentOperations',
      pattern: new RegExp(`${DEPLOYMENT}\\/operations$`, 'i'),
      handle: (request) => {
        const deployment = found(request);
        if (deployment === undefined) return notFound(request);
        return ok({ value: deployment.operations.map((one, i) => operationBody(request, one, i)) });
      },
    },
  ];
}

function keyOf({ params }: ArmRequest): string {
  return `${params.subscription}/${params.name}`.toLowerCase();
}

function notFound({ params }: ArmRequest): Answer {
  return failure(404, 'DeploymentNotFound', `Deployment '${params.name}' could not be found.`);
}

function deploy(request: ArmRequest, arm: Arm, before: Deployment | undefined): Answer | Deployment {
  const { params, path, query } = request;
  const { subscription: id = '', name = '' } = params;
  const subscription = arm.state.subscription(id);
  if (subscription === undefined) return subscriptionNotFound(id);
  if (subscription.access !== 'full' && subscription.access !== 'noGraph')
    return forbidden(arm.state, 'Microsoft.Resources/deployments/write', path);
  const version = query.get('api-version') ?? '';
  if (version < OLDEST_VERSION)
    return failure(400, 'NoRegisteredProviderFound', `deployments of API version '${version}' are not supported.`);
  const content = contentOf(request.body);
  if ('status' in content) return content;
  if (!NAME.test(decodeURIComponent(name))) return failure(400, 'InvalidDeploymentName', `'${name}' is not a name.`);
  const { location } = content;
  if (before !== undefined && before.location.toLowerCase() !== location.toLowerCase()) {
    return failure(
      409,
      'InvalidDeploymentLocation',
      `Invalid deployment location '${location}'. The deployment '${name}' already exists in location '${before.location}'.`,
    );
  }
  const settings = settingsOfTemplate({ ...content, subscription: subscription.id });
  if ('status' in settings) return settings;
  const operations = settings.map((setting) => put(setting, arm));
  return { location, operations, body: deploymentBody(subscription.id, name, location, operations, arm) };
}

interface Content {
  readonly location: string;
  readonly template: unknown;
  readonly parameters: unknown;
}

function contentOf(body: unknown): Content | Answer {
  // The server reads no more than the size that Azure takes, so that what is larger is no JSON any more.
  if (typeof body === 'string' && body.length > 1_000_000)
    return failure(413, 'RequestContentTooLarge', 'The request content exceeds the maximum size of 4 MB.');
  const { location, properties } = objectOf(body) ?? {};
  const { mode, template, parameters } = objectOf(properties) ?? {};
  if (typeof location !== 'string' || location === '')
    return failure(400, 'LocationRequired', 'The location property is required for this deployment.');
  if (mode !== 'Incremental')
    return failure(400, 'InvalidDeploymentMode', 'Deployments at this scope are Incremental only.');
  if (objectOf(template) === undefined)
    return failure(400, 'InvalidRequestContent', 'The deployment has no template, and links are not modelled.');
  return { location, template, parameters };
}

function put(setting: TemplateSetting, arm: Arm): Operation {
  const failed = (status: number, code: string, message: string): Operation => {
    return { setting, status, error: { code, message } };
  };
  const registry = arm.state.registry(setting.target);
  const [, group = ''] = /\/resourceGroups\/([^/]+)/i.exec(setting.target) ?? [];
  if (!arm.state.hasGroup(group))
    return failed(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
  if (registry === undefined || registry.access === 'deleted')
    return failed(404, 'ResourceNotFound', `The Resource '${setting.target}' was not found.`);
  if (registry.access === 'denied')
    return failed(403, 'AuthorizationFailed', `no authorization to write '${setting.id}'`);
  const existing = arm.state.settings(registry);
  const refused = refusalsOf(existing, setting, { resourceId: registry.id, location: registry.location, regionOf });
  if (refused !== undefined) return failed(refused.status, refused.code, refused.message);
  const at = existing.findIndex(({ name }) => name.toLowerCase() === setting.name.toLowerCase());
  const stored = storedSetting(setting, existing[at]?.name ?? setting.name);
  arm.state.setSettings(registry, at < 0 ? [...existing, stored] : existing.with(at, stored));
  return { setting, status: at < 0 ? 201 : 200 };
}

/** Storage accounts and event hub namespaces named `logs` and a region are there; all others are wherever one asks. */
function regionOf(id: string): string | undefined {
  return /\/(?:storageAccounts|namespaces)\/logs([a-z0-9]+)(?:\/|$)/i.exec(id)?.[1];
}

/** As Azure lists it afterwards: the registry's id in lower case, nulls for what is absent. */
function storedSetting({ target, properties }: TemplateSetting, name: string): RawSetting {
  const given = objectOf(properties) ?? {};
  const text = (member: string): string | null => (typeof given[member] === 'string' ? String(given[member]) : null);
  const stored: RawSettingProperties = {
    storageAccountId: text('storageAccountId'),
    serviceBusRuleId: text('serviceBusRuleId'),
    workspaceId: text('workspaceId'),
    eventHubAuthorizationRuleId: text('eventHubAuthorizationRuleId'),
    eventHubName: text('eventHubName'),
    ...(text('marketplacePartnerId') !== null && { marketplacePartnerId: text('marketplacePartnerId') }),
    metrics: entriesOf(given.metrics),
    logs: entriesOf(given.logs),
    logAnalyticsDestinationType: text('logAnalyticsDestinationType'),
  };
  const id = `${target.toLowerCase()}/providers/microsoft.insights/diagnosticSettings/${name}`;
  const type = 'Microsoft.Insights/diagnosticSettings';
  return { id, type, name, location: null, kind: null, tags: null, properties: stored, identity: null };
}

function entriesOf(list: unknown): readonly RawEntry[] {
  const entries = (Array.isArray(list) ? list : []) as readonly Body[];
  return entries.map(({ category = null, categoryGroup = null, enabled }) => ({
    category: category as string | null,
    categoryGroup: categoryGroup as string | null,
    enabled: enabled === true,
    retentionPolicy: { enabled: false, days: 0 },
  }));
}

function deploymentBody(
  subscription: string,
  name: string,
  location: string,
  operations: readonly Operation[],
  { clock }: Arm,
): Body {
  const details = operations.flatMap(({ error }) => (error === undefined ? [] : [error]));
  const message = 'At least one resource deployment operation failed. List deployment operations for details.';
  return {
    id: `/subscriptions/${subscription}/providers/Microsoft.Resources/deployments/${name}`,
    name,
    type: 'Microsoft.Resources/deployments',
    location,
    properties: {
      mode: 'Incremental',
      provisioningState: details.length === 0 ? 'Succeeded' : 'Failed',
      timestamp: new Date(clock.now()).toISOString(),
      outputResources: operations.filter(({ error }) => error === undefined).map(({ setting: { id } }) => ({ id })),
      ...(details.length > 0 && { error: { code: 'DeploymentFailed', message, details } }),
    },
  };
}

const STATUS_CODES: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  400: 'BadRequest',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
};

function operationBody({ path }: ArmRequest, { setting, status, error }: Operation, index: number): Body {
  const operationId = index.toString(16).padStart(16, '0').toUpperCase();
  return {
    id: `${path}/${operationId}`,
    operationId,
    properties: {
      provisioningOperation: 'Create',
      provisioningState: error === undefined ? 'Succeeded' : 'Failed',
      statusCode: STATUS_CODES[status] ?? String(status),
      ...(error && { statusMessage: { error } }),
      targetResource: {
        id: setting.id,
        resourceType: 'Microsoft.Insights/diagnosticSettings',
        resourceName: setting.name,
      },
    },
  };
}

function objectOf(value: unknown): Body | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
}
