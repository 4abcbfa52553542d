import { DESTINATIONS } from '../model/azure/destinations.ts';
import type { AlertQuery, Query, QueryCatalog } from './query.ts';

/** What the files are, how they are deployed and what they cannot do. */
export function queriesReadme({ queries, alerts }: QueryCatalog): string {
  return [HEAD, DEPLOY, alertTable(alerts), LIMITS, queryTable(queries)].join('\n');
}

const HEAD = `# Queries and alerts for the logs of container registries

| File | Is |
|---|---|
| \`query-pack.bicep\`, \`query-pack.json\` | a Log Analytics query pack with every query |
| \`alerts.bicep\`, \`alerts.json\` | alert rules on a workspace that has the logs and the activity log |
| \`activity-alerts.bicep\`, \`activity-alerts.json\` | alert rules on the activity log itself, without a workspace |
| \`queries\` | the queries; the Bicep files read them, so keep them beside |

The Bicep and the JSON of a name deploy the same.
`;

const DEPLOY = `## Deploy

\`\`\`sh
az deployment group create --resource-group rg-logs --template-file query-pack.bicep
az deployment group create --resource-group rg-logs --template-file alerts.bicep \\
  --parameters ${DESTINATIONS.workspace}=/subscriptions/…/workspaces/log-contoso actionGroupIds='["/subscriptions/…/actionGroups/ag-security"]'
az deployment group create --resource-group rg-logs --template-file activity-alerts.bicep \\
  --parameters scopes='["/subscriptions/…/resourceGroups/rg-contoso"]' actionGroupIds='["/subscriptions/…/actionGroups/ag-security"]'
\`\`\`

Add \`--what-if\` to see what would change. A second deployment updates what the first one made.
`;

function alertTable(alerts: readonly AlertQuery[]): string {
  const rows = alerts.map(
    ({ name, title, alert: { measure, threshold, window, severity } }) =>
      `| \`${name}\` | ${title} | ${threshold === 0 ? 'any' : `more than ${threshold} ${measure.toLowerCase()} in ${windowText(window)}`} | ${severity} |`,
  );
  return `## Alerts on the workspace

| Rule | Fires for | When | Severity |
|---|---|---|---|
${rows.join('\n')}

Each threshold is a parameter. Rules run every 5 minutes over a longer window, because records arrive minutes late; an alert stays one
until its condition ends, unless \`autoMitigate\` is false.
`;
}

const LIMITS = `## What they cannot do

- An alert rule looks back two days at most, so an identity is new when it was not seen in two days.
- Whether the 401 that a registry answers to a client that has not signed in yet is logged as a login is not documented. If the rules on
  failed logins fire for clients that are fine, raise their thresholds.
- The names of operations are not documented in full; the queries look for a part of them in any letter case.
- \`logging-removed\` and \`admin-credentials\` are in both templates of alerts: whoever deploys both is told twice.
- Nobody is told when the workspace itself is deleted or stops taking logs. \`activity-alerts\` still work then, and \`coverage\` shows
  who sent nothing.
`;

/** A window in words: `PT15M` is 15 minutes. */
function windowText(window: string): string {
  return window.replace(/^PT(\d+)M$/, '$1 minutes').replace(/^PT1H$/, 'an hour');
}

function queryTable(queries: readonly Query[]): string {
  const rows = queries.map(({ name, title, description }) => `| \`${name}\` | ${title}: ${description} |`);
  return `## Queries

| Query | Answers |
|---|---|
${rows.join('\n')}
`;
}
