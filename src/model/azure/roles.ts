import { REGISTRY_TYPE, SETTING_TYPE } from './resource-types.ts';

/*
 * Built-in roles and permissions: learn.microsoft.com, "Azure built-in roles" (Monitor) and "Roles, permissions, and
 * security in Azure Monitor".
 */

/** It may write diagnostic settings, deploy templates and use workspaces. */
export const LOG_ANALYTICS_CONTRIBUTOR = {
  name: 'Log Analytics Contributor',
  id: '92aaf0da-9dab-42b6-94a3-d43ce8d16293',
} as const;

/** It may write diagnostic settings, and has no `Microsoft.Resources/deployments/*`. */
export const MONITORING_CONTRIBUTOR = 'Monitoring Contributor';

/** What reading diagnostic settings takes; Reader has it. */
export const READ_SETTINGS = `${SETTING_TYPE}/read`;

/** What listing the runs of tasks takes; Reader has it. */
export const READ_RUNS = `${REGISTRY_TYPE}/runs/read`;

/** What the link to the log of a run takes; Reader does not have it, since it is an action and no read. */
export const LIST_LOG_LINK = `${REGISTRY_TYPE}/runs/listLogSasUrl/action`;
