import { ARRIVED, type Row } from './kql-values.ts';

/** When the queries run. */
export const NOW = Date.UTC(2030, 0, 15, 12);
export const MINUTE = 60_000;

export const WEB = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/web';

/** Minutes before now. */
export function ago(minutes: number): number {
  return NOW - minutes * MINUTE;
}

/** A row of either table, made of what a test is about. It arrived four minutes after it happened. */
function event(category: string, minutes: number, more: Row): Row {
  return {
    TimeGenerated: ago(minutes),
    _ResourceId: WEB,
    LoginServer: 'web.azurecr.io',
    Category: category,
    Identity: 'ada',
    CallerIpAddress: '192.0.2.1',
    // The same in every record: what says how it ended is the next one.
    ResultType: 'HttpStatusCode',
    ResultDescription: '200',
    DurationMs: '12.5',
    Region: 'westeurope',
    UserAgent: 'docker',
    [ARRIVED]: ago(minutes - 4),
    ...more,
  };
}

export function login(minutes: number, more: Row = {}): Row {
  return event('ContainerRegistryLoginEvents', minutes, { OperationName: 'Login', ...more });
}

export function pull(minutes: number, more: Row = {}): Row {
  const body = { OperationName: 'Pull', Repository: 'shop', Tag: 'v1', Digest: 'sha256:1', ...more };
  return event('ContainerRegistryRepositoryEvents', minutes, body);
}

export function activity(minutes: number, operation: string, more: Row = {}): Row {
  return {
    TimeGenerated: ago(minutes),
    OperationNameValue: operation,
    ActivityStatusValue: 'Success',
    Authorization: '',
    Caller: 'ada',
    CallerIpAddress: '192.0.2.1',
    _ResourceId: WEB,
    CorrelationId: 'c1',
    ...more,
  };
}

export function times<Made>(count: number, make: (index: number) => Made): readonly Made[] {
  return Array.from({ length: count }, (_, i) => make(i));
}
