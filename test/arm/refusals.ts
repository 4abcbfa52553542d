/** A diagnostic setting of a resource, as it is stored or put. */
export interface PutSetting {
  readonly name: string;
  readonly properties: unknown;
}

export interface Refusal {
  readonly status: 400 | 409;
  readonly code: string;
  readonly message: string;
}

/** What Azure knows of its surroundings. Without it nothing is refused for a region or an id. */
export interface Surroundings {
  readonly resourceId: string;
  readonly location: string;
  /** The region of a storage account or event hub namespace; undefined: it is anywhere. */
  readonly regionOf: (id: string) => string | undefined;
}

type Body = Readonly<Record<string, unknown>>;

const SINKS = [
  'workspaceId',
  'storageAccountId',
  'eventHubAuthorizationRuleId',
  'marketplacePartnerId',
  'serviceBusRuleId',
];
const REGIONAL = ['storageAccountId', 'eventHubAuthorizationRuleId'];
const CATEGORIES = ['containerregistryloginevents', 'containerregistryrepositoryevents'];
const GROUPS = new Map([
  ['audit', CATEGORIES],
  ['alllogs', CATEGORIES],
]);

/**
 * Why Azure would refuse to write a diagnostic setting on a registry that has others; undefined when it accepts it. Where
 * the documentation leaves room, this refuses: an event hub is told by its rule alone. Limits are those of Azure Monitor's
 * documentation of diagnostic settings and their troubleshooting; messages are abridged.
 */
export function refusalsOf(
  existing: readonly PutSetting[],
  put: PutSetting,
  around?: Surroundings,
): Refusal | undefined {
  const others = existing.filter(({ name }) => fold(name) !== fold(put.name));
  const body = objectOf(put.properties);
  if (body === undefined) return refuse(400, 'InvalidRequestContent', 'properties are no object');
  return (
    nameProblem(put.name) ??
    shapeProblem(body) ??
    entryProblem(body) ??
    placeProblem(body, around) ??
    (others.length >= 5 ? refuse(400, 'BadRequest', 'The limit of 5 diagnostic settings was reached.') : undefined) ??
    sinkProblem(body, others)
  );
}

function nameProblem(name: string): Refusal | undefined {
  if (name.length >= 1 && name.length <= 260 && !/[<>*%&:\\?+/]/.test(name)) return undefined;
  return refuse(400, 'InvalidDiagnosticSettingName', `'${name}' is not a name`);
}

function shapeProblem(body: Body): Refusal | undefined {
  for (const sink of SINKS) {
    const id = body[sink] ?? undefined;
    if (id !== undefined && (typeof id !== 'string' || !id.startsWith('/subscriptions/')))
      return refuse(400, 'BadRequest', `${sink} is no resource id`);
  }
  if (SINKS.every((sink) => (body[sink] ?? undefined) === undefined)) {
    return refuse(400, 'BadRequest', 'At least one data sink needs to be specified.');
  }
  for (const list of ['logs', 'metrics']) {
    const entries = body[list] ?? [];
    if (!Array.isArray(entries) || entries.some((entry) => objectOf(entry) === undefined))
      return refuse(400, 'InvalidRequestContent', `${list} is no list of objects`);
  }
  return undefined;
}

function entryProblem(body: Body): Refusal | undefined {
  const logs = entries(body, 'logs');
  const metrics = entries(body, 'metrics');
  for (const { retentionPolicy, enabled } of [...logs, ...metrics]) {
    if (typeof enabled !== 'boolean') return refuse(400, 'InvalidRequestContent', 'enabled is missing or no boolean');
    if (Number(objectOf(retentionPolicy)?.days ?? 0) > 0)
      return refuse(400, 'BadRequest', 'Diagnostic settings do not support retention for new diagnostic settings.');
  }
  const grouped = logs.filter((entry) => (entry.categoryGroup ?? undefined) !== undefined);
  if (
    grouped.some((entry) => (entry.category ?? undefined) !== undefined) ||
    (grouped.length > 0 && grouped.length < logs.length)
  )
    return refuse(400, 'BadRequest', 'Diagnostic setting does not support mix of log category and log category group.');
  const names = [...logs, ...metrics].map((entry) => fold(entry.category ?? entry.categoryGroup));
  if (new Set(names).size < names.length) return refuse(400, 'BadRequest', 'a category is given twice');
  if (grouped.some((entry) => !GROUPS.has(fold(entry.categoryGroup))))
    return refuse(400, 'BadRequest', 'category group is not supported');
  if (grouped.length === 0 && logs.some((entry) => !CATEGORIES.includes(fold(entry.category))))
    return refuse(400, 'BadRequest', 'category is not supported');
  const odd = metrics.find((entry) => fold(entry.category) !== 'allmetrics');
  return odd && refuse(400, 'BadRequest', `Metric category ${odd.category} is not supported.`);
}

function placeProblem(body: Body, around: Surroundings | undefined): Refusal | undefined {
  if (around === undefined) return undefined;
  const ids = [around.resourceId, ...SINKS.flatMap((sink) => (typeof body[sink] === 'string' ? [body[sink]] : []))];
  if (ids.some((id) => [...id].some((char) => char > '\u007f')))
    return refuse(400, 'BadRequest', 'a resource id has characters outside ASCII');
  for (const sink of REGIONAL) {
    const id = body[sink];
    const region = typeof id === 'string' ? around.regionOf(id) : undefined;
    if (region !== undefined && fold(region) !== fold(around.location))
      return refuse(400, 'BadRequest', `Resource '${id}' is in region '${region}', not in '${around.location}'.`);
  }
  return undefined;
}

function sinkProblem(body: Body, others: readonly PutSetting[]): Refusal | undefined {
  const mine = streams(body);
  for (const { name, properties } of others) {
    const theirs = streams(objectOf(properties) ?? {});
    const both = [...mine].find((stream) => theirs.has(stream));
    if (both === undefined) continue;
    const [sink, category] = both.split('\n');
    return refuse(
      409,
      'Conflict',
      `Data sink '${sink}' is already used in diagnostic setting '${name}' for category '${category}'. Data sinks can't be reused in different settings on the same category for the same resource.`,
    );
  }
  return undefined;
}

/** Every pair of a sink and a category that a setting collects. */
function streams(body: Body): ReadonlySet<string> {
  const sinks = SINKS.map((sink) => fold(body[sink])).filter((id) => id !== '');
  const on = [...entries(body, 'logs'), ...entries(body, 'metrics')].filter(({ enabled }) => fold(enabled) === 'true');
  const categories = on.flatMap(({ category, categoryGroup }) => GROUPS.get(fold(categoryGroup)) ?? [fold(category)]);
  return new Set(sinks.flatMap((sink) => categories.map((category) => `${sink}\n${category}`)));
}

function entries(body: Body, list: 'logs' | 'metrics'): readonly Body[] {
  const items: unknown = body[list] ?? [];
  return Array.isArray(items) ? items.map(objectOf).filter((item) => item !== undefined) : [];
}

function fold(value: unknown): string {
  return value === undefined || value === null ? '' : String(value).toLowerCase();
}

function objectOf(value: unknown): Body | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
}

function refuse(status: Refusal['status'], code: string, message: string): Refusal {
  return { status, code, message };
}
