import { WORKSPACE_TYPE } from './resource-types.ts';

/*
 * Whether events arrive: what Azure Monitor answers about a registry, under the names of its interfaces. None of it is a
 * resource that is deployed; a saved scan holds it beside resources, under ids of this form.
 */

/** What a query of a workspace found; also the permission: `Microsoft.OperationalInsights/workspaces/query/read`. */
export const EVENT_QUERY_TYPE = `${WORKSPACE_TYPE}/query`;
/** Metrics of a resource ("Metrics - List", Azure Monitor REST API). */
export const METRICS_TYPE = 'Microsoft.Insights/metrics';
/** What the activity log holds of a resource ("Activity Logs - List", Azure Monitor REST API). */
export const ACTIVITY_EVENTS_TYPE = 'Microsoft.Insights/eventtypes';

/** The last segment of the id of what a query of a workspace found. */
export const QUERY_SEGMENT = '/query';
/** What stands behind the id of a registry in those of its metrics and of its changes. */
export const METRICS_SEGMENTS = `/providers/${METRICS_TYPE}`;
export const ACTIVITY_EVENTS_SEGMENTS = `/providers/${ACTIVITY_EVENTS_TYPE}/management`;

/** Requests that succeeded, each of which leaves a repository event ("Monitoring data reference for Azure Container Registry"). */
export const ACTIVITY_METRICS = { pulls: 'SuccessfulPullCount', pushes: 'SuccessfulPushCount' } as const;

/** Minutes until a new or changed setting sends its first events ("Diagnostic settings in Azure Monitor"). */
export const SETTING_DELAY_MINUTES = 90;
/** Minutes until an event can be queried ("Log data ingestion time in Azure Monitor": 30 seconds to 20 minutes). */
export const EVENT_DELAY_MINUTES = 20;

/** Days that metrics and the activity log are kept ("Azure Monitor Metrics overview", "Activity log in Azure Monitor"). */
export const MAX_VERIFIED_DAYS = 90;
/** Minutes that the activity log is asked back: Azure refuses a start that is older than it keeps, and a request may wait. */
export const MAX_CHANGES_MINUTES = MAX_VERIFIED_DAYS * 24 * 60 - 60;
/** Minutes that events are asked for before the metrics begin: those count whole minutes, and not by the clock of the events. */
export const EVENT_LEAD_MINUTES = 5;

/** The version of "Activity Logs - List". */
export const ACTIVITY_EVENTS_API_VERSION = '2015-04-01';
