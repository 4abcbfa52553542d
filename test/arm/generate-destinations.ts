import { ACR_TABLES, type Destination, defaultDestinations, type WorkspaceTable } from './destination.ts';
import { type Mix, picker } from './mix.ts';
import type { Random } from './random.ts';
import type { Subscription } from './tenant.ts';

/** `weak`: it is there, and a rule has something to say of it. `elsewhere`: it is in another region. */
export type DestinationName = 'healthy' | 'weak' | 'elsewhere' | 'denied' | 'missing';
/** `shorter` and `longer`: it has days of its own. */
export type TableName = 'inherit' | 'absent' | 'shorter' | 'longer' | 'denied';
export type LifecycleName = 'none' | 'early' | 'late' | 'off' | 'denied';

/** How the default destinations of subscriptions are. */
export interface DestinationPlan {
  readonly destinations?: Mix<DestinationName>;
  /** Of workspaces. */
  readonly tables?: Mix<TableName>;
  /** Of storage accounts. */
  readonly lifecycle?: Mix<LifecycleName>;
}

/** The default destinations of subscriptions, changed as the plan says; none where it says nothing. */
export function generateDestinations(
  subscriptions: readonly Subscription[],
  { destinations, tables, lifecycle }: DestinationPlan,
  random: Random,
): readonly Destination[] {
  if (destinations === undefined && tables === undefined && lifecycle === undefined) return [];
  const nameOf = picker<DestinationName>(destinations ?? { healthy: 1 });
  const tableOf = picker<TableName>(tables ?? { inherit: 1 });
  const lifecycleOf = picker<LifecycleName>(lifecycle ?? { none: 1 });
  return subscriptions
    .flatMap(({ id }) => defaultDestinations(id))
    .map((one) => changed(one, nameOf(random), tableOf(random), lifecycleOf(random)));
}

function changed(one: Destination, name: DestinationName, table: TableName, lifecycle: LifecycleName): Destination {
  if (name === 'denied' || name === 'missing') return { ...one, access: name };
  const location = name === 'elsewhere' ? 'southeastasia' : 'westeurope';
  const isWeak = name === 'weak';
  switch (one.kind) {
    case 'workspace': {
      const found = tablesOf(table);
      return { ...one, location, retentionInDays: isWeak ? 30 : 90, ...(found && { tables: found }) };
    }
    case 'storageAccount': {
      const policy = LIFECYCLES[lifecycle];
      const networkAcls = { defaultAction: 'Deny', bypass: isWeak ? 'None' : 'AzureServices' } as const;
      return { ...one, location, networkAcls, ...(policy !== undefined && { lifecycle: policy }) };
    }
    case 'eventHubNamespace': {
      const rights = isWeak ? (['Listen'] as const) : (['Listen', 'Manage', 'Send'] as const);
      return { ...one, location, rules: { RootManageSharedAccessKey: { rights } } };
    }
    case 'partner':
      return { ...one, location };
  }
}

/** Undefined: both tables are there and inherit. */
function tablesOf(name: TableName): Readonly<Record<string, WorkspaceTable>> | undefined {
  if (name === 'inherit') return undefined;
  if (name === 'absent') return {};
  const table: WorkspaceTable =
    name === 'denied'
      ? { access: 'denied' }
      : name === 'shorter'
        ? { retentionInDays: 30 }
        : { retentionInDays: 90, totalRetentionInDays: 730 };
  return Object.fromEntries(ACR_TABLES.map((one) => [one, table]));
}

const LIFECYCLES = {
  none: undefined,
  denied: 'denied',
  early: { deleteAfterDays: 7 },
  late: { deleteAfterDays: 730 },
  off: { deleteAfterDays: 7, enabled: false },
} as const;
