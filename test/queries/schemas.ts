import type { Schemas } from './kusto.ts';

/*
 * Columns of the tables, as the pages of Microsoft have them (learn.microsoft.com, azure-monitor/reference/tables). This copy is
 * the tests' own, so that a mistake elsewhere shows.
 */

const COMMON = [
  'TimeGenerated:datetime',
  '_ResourceId:string',
  '_SubscriptionId:string',
  'TenantId:string',
  'Type:string',
  'SourceSystem:string',
  '_BilledSize:real',
  '_IsBillable:string',
];

const EVENTS = [
  'LoginServer:string',
  'OperationName:string',
  'Identity:string',
  'CallerIpAddress:string',
  'ResultType:string',
  'ResultDescription:string',
  'DurationMs:string',
  'CorrelationId:string',
  'Region:string',
  'UserAgent:string',
  'Category:string',
];

export const SCHEMAS = {
  ContainerRegistryLoginEvents: [...COMMON, ...EVENTS, 'JwtId:string'],
  ContainerRegistryRepositoryEvents: [
    ...COMMON,
    ...EVENTS,
    'Repository:string',
    'Tag:string',
    'Digest:string',
    'MediaType:string',
    'ArtifactType:string',
    'UserTenantId:string',
    'Size:int',
  ],
  AzureActivity: [
    ...COMMON,
    'ActivityStatusValue:string',
    'ActivitySubstatusValue:string',
    'Authorization:string',
    'Caller:string',
    'CallerIpAddress:string',
    'CategoryValue:string',
    'Claims:string',
    'CorrelationId:string',
    'HTTPRequest:string',
    'Level:string',
    'OperationNameValue:string',
    'Properties:string',
    'ResourceGroup:string',
    'ResourceProviderValue:string',
    'SubscriptionId:string',
  ],
} as const satisfies Schemas;
