import { SETTING_TYPE } from './resource-types.ts';

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
