/*
 * What Azure takes at most. Bounds of this program stand where they are kept.
 */

/** Diagnostic settings of one resource, a hard limit: learn.microsoft.com, "Diagnostic settings in Azure Monitor". */
export const MAX_SETTINGS_PER_RESOURCE = 5;

/** Characters in the name of a diagnostic setting: "Naming rules and restrictions for Azure resources", Microsoft.Insights. */
export const MAX_SETTING_NAME = 260;

/** Characters in the name of a resource group, from the same page. */
export const MAX_GROUP_NAME = 90;

/** Characters in the name of a registry, from the same page, which asks for five at least. */
export const MAX_REGISTRY_NAME = 50;

/** Days that a workspace keeps data where it does not say: "Manage data retention in a Log Analytics workspace". */
export const DEFAULT_RETENTION_DAYS = 30;

/** Resources of one template, with every round of its loops: "ARM template best practices", template limits. */
export const MAX_TEMPLATE_RESOURCES = 800;

/** Rounds of one `copy` loop: "Resource iteration in ARM templates". */
export const MAX_COPY_ITERATIONS = 800;

/** Bytes of a template, 4 MB: "ARM template best practices", template limits. */
export const MAX_TEMPLATE_BYTES = 4 * 1024 * 1024;

/** The same 4 MB in the smaller of its two readings, for templates and parameter files that have to be taken. */
export const MAX_SAFE_TEMPLATE_BYTES = 4_000_000;

/** Subscriptions that one query may name: "Azure Resource Graph", limits of `resources`. */
export const MAX_GRAPH_SUBSCRIPTIONS = 1000;

/** Rows of one page of a result: "Working with large Azure resource data sets". */
export const MAX_GRAPH_ROWS = 1000;

/**
 * Requests of one `POST /batch` that are answered in one go; more would have to be polled for. Microsoft has no page on it;
 * azqr (github.com/Azure/azqr) asks for as many.
 */
export const MAX_BATCH_REQUESTS = 20;

/** Requests that are let in: `size` at once after a pause, and `perSecond` that come back. */
export interface Allowance {
  readonly size: number;
  readonly perSecond: number;
}

/** For each subscription and for the tenant: "Understand how Azure Resource Manager throttles requests", July 2024. */
export const READ_ALLOWANCE: Allowance = { size: 250, perSecond: 25 };

/** 15 queries in 5 seconds: "Guidance for throttled requests in Azure Resource Graph". */
export const GRAPH_ALLOWANCE: Allowance = { size: 15, perSecond: 3 };

/** 200 queries in 30 seconds for each user: "Azure Monitor service limits", query API. */
export const LOG_QUERY_ALLOWANCE: Allowance = { size: 200, perSecond: 200 / 30 };
