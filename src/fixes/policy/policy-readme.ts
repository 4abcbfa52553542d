import { ALL_LOGS_GROUP, AUDIT_GROUP, LOG_CATEGORIES } from '../../model/azure/acr-logs.ts';
import { POLICY_SETTING_PREFIX } from '../../model/azure/azure-names.ts';
import { DESTINATIONS } from '../../model/azure/destinations.ts';
import { namespaceOf, SETTING_TYPE } from '../../model/azure/resource-types.ts';
import { LOG_ANALYTICS_CONTRIBUTOR } from '../../model/azure/roles.ts';

const NAMESPACE = namespaceOf(SETTING_TYPE);
const [LOGIN, REPOSITORY] = LOG_CATEGORIES;

/** The parts of the configuration that the README depends on. */
export interface PolicyReadmeInput {
  readonly hasWorkspace: boolean;
  /** Storage accounts or event hubs are configured, which the policy does not send to. */
  readonly hasOtherDestinations: boolean;
  /** Whether the name of the deployed setting is one that other fixes leave alone. */
  readonly isProtected: boolean;
}

/** How the policy is deployed, what it does and what it cannot do. It contains no value of the configuration. */
export function policyReadme(facts: PolicyReadmeInput): string {
  return [TITLE, FILES, COMPLIANCE, deploying(facts), REMEDIATION, limits(facts), UNINSTALL].join('\n');
}

const TITLE = `# Azure Policy for the audit trail of container registries

Azure checks every registry below an assignment by itself, new ones and old ones. Choose one of two policies:
\`audit\` reports, \`deploy\` reports and gives registries the setting they lack.
`;

const FILES = `| File | Is |
|---|---|
| \`audit.definition.json\` | the policy with effect \`AuditIfNotExists\` |
| \`deploy.definition.json\` | the policy with effect \`DeployIfNotExists\` |
| \`audit.subscription.json\`, \`audit.management-group.json\` | templates that define and assign the first |
| \`deploy.subscription.json\`, \`deploy.management-group.json\` | templates that define and assign the second, with its managed identity and the role it needs |
| \`deploy.parameters.json\` | what the deployed setting is called, what it collects and where it sends that |
| \`remediate.sh\` | the command for registries that are there already |
`;

const COMPLIANCE = `## When a registry complies

As with rule \`Azure.ACR.Logs\`: when one diagnostic setting of it collects both \`${LOGIN}\` and
\`${REPOSITORY}\`, by category or with the group \`${AUDIT_GROUP}\` or \`${ALL_LOGS_GROUP}\`, and sends them to a workspace, a
storage account or an event hub. Which one does not matter.
`;

function deploying({ hasWorkspace }: PolicyReadmeInput): string {
  const workspace = hasWorkspace
    ? ''
    : `
No workspace is configured, so both deployments need one more value: \`${DESTINATIONS.workspace}=/subscriptions/…/workspaces/…\` after
\`@deploy.parameters.json\`.
`;
  return `## Deploy

Who deploys may write policies and role assignments in the scope (*Resource Policy Contributor* and *User Access
Administrator*, or *Owner*), and role assignments on the workspace; without the latter add \`grantOnWorkspace=false\`.
${workspace}
\`\`\`sh
# a subscription
az deployment sub create --name acr-audit-logs --location westeurope \\
  --template-file deploy.subscription.json --parameters @deploy.parameters.json

# a management group; the root one for a whole tenant
az deployment mg create --name acr-audit-logs --location westeurope --management-group-id contoso \\
  --template-file deploy.management-group.json --parameters @deploy.parameters.json
\`\`\`

\`enforcementMode=DoNotEnforce\` shows first what does not comply, and deploys nothing by itself. To report only, deploy
\`audit.*.json\`, without parameters. A definition alone, to be assigned in the portal:

\`\`\`sh
az policy definition create --name acr-audit-logs-deploy --mode Indexed \\
  --rules "$(jq .properties.policyRule deploy.definition.json)" \\
  --params "$(jq .properties.parameters deploy.definition.json)"
\`\`\`

The managed identity of the assignment gets one role, *${LOG_ANALYTICS_CONTRIBUTOR.name}*
(\`${LOG_ANALYTICS_CONTRIBUTOR.id}\`): it may write diagnostic settings, deploy templates and use the workspace.
`;
}

const REMEDIATION = `## Registries that are there already

A policy acts when a resource is created or changed. For the others start a remediation:

\`\`\`sh
bash remediate.sh subscription 00000000-0000-0000-0000-000000000000
bash remediate.sh management-group contoso
\`\`\`

For a management group Azure remediates what its last evaluation found, so wait for that, or ask for one in each
subscription with \`az policy state trigger-scan\`. One remediation takes 500 registries; run it again for more.
`;

function limits({ hasOtherDestinations, isProtected }: PolicyReadmeInput): string {
  const others = hasOtherDestinations
    ? `- The storage accounts and event hubs of the configuration are left out: they must be in the region of the registry, and one
  assignment covers all regions. \`acraudit fix --from\` knows them.
`
    : '';
  const protection = isProtected
    ? ''
    : `- \`fix.protect\` does not cover the name of the deployed setting. Add \`${POLICY_SETTING_PREFIX}*\`, or other fixes may edit it.
`;
  return `## What it cannot do

- A registry that sends only to a partner solution does not comply, and is given a second setting: no name was found by which
  Azure Policy can ask for \`${DESTINATIONS.partner}\`. If
  \`az provider show --namespace ${NAMESPACE} --expand resourceTypes/aliases\` lists one, add it to \`existenceCondition\` beside the three destinations.
- Azure refuses a sixth setting, and a second one that sends the same category to the same workspace. Such remediations fail;
  \`acraudit scan --save\` and \`acraudit fix --from\` change the setting that is there instead.
- Where a subscription is not registered for \`${NAMESPACE}\` the deployment fails with 409: register it with
  \`az provider register --subscription ID --namespace ${NAMESPACE}\`.
- No other policy may deploy a setting of the same name, or they overwrite each other.
${others}${protection}`;
}

const UNINSTALL = `## Uninstall

Delete the assignment, the definition and the role assignments of its identity. Settings that were deployed stay. An assignment
that is created again has a new identity: delete the role assignments of the old one first.
`;
