import { MANAGEMENT_GROUP_TYPE, POLICY_ASSIGNMENT_TYPE } from '../../model/azure/resource-types.ts';
/**
 * Starts the remediation of existing registries. Azure re-evaluates compliance only for a subscription and below
 * (Start-AzPolicyRemediation, ResourceDiscoveryMode). It contains no value of the configuration.
 */
export const remediationScript = `#!/usr/bin/env bash
# Deploys the diagnostic setting to the registries that were there before the assignment and do not comply.
# Azure Policy sees to new ones by itself. The assignment is that of deploy.*.json; ASSIGNMENT_NAME names another.
set -euo pipefail
# Git Bash on Windows would take the id of the assignment for a path.
export MSYS_NO_PATHCONV=1

usage() {
  echo 'usage: remediate.sh subscription SUBSCRIPTION_ID' >&2
  echo '       remediate.sh management-group GROUP_ID' >&2
  exit 2
}

[ "$#" -eq 2 ] && [ -n "$2" ] || usage
assignment="\${ASSIGNMENT_NAME:-acr-audit-logs-deploy}"
name="$assignment-$(date -u +%Y%m%d%H%M%S)"

case "$1" in
  subscription)
    az policy remediation create --subscription "$2" --name "$name" \\
      --policy-assignment "/subscriptions/$2/providers/${POLICY_ASSIGNMENT_TYPE}/$assignment" \\
      --resource-discovery-mode ReEvaluateCompliance
    ;;
  management-group)
    # For a management group Azure takes what it last found not to comply.
    az policy remediation create --management-group "$2" --name "$name" \\
      --policy-assignment "/providers/${MANAGEMENT_GROUP_TYPE}/$2/providers/${POLICY_ASSIGNMENT_TYPE}/$assignment"
    ;;
  *) usage ;;
esac
`;
