import { defineRule } from '../src/engine/rule.ts';
import { CONNECTED_REGISTRY_TYPE } from '../src/model/azure/resource-types.ts';
import { sameText } from '../src/value/equality.ts';

const AUDIT_LOG = 'properties.logging.auditLogStatus';

export const connectedRegistryLogs = defineRule({
  name: 'Azure.ACR.ConnectedRegistryLogs',
  ref: 'ACRA-0011',
  aliases: [],
  synopsis: 'A connected registry should keep an audit log.',
  level: 'warning',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-3'],
  since: '0.1.0',
  targets: [CONNECTED_REGISTRY_TYPE],
  needs: [{ field: AUDIT_LOG }],
  pass: 'its audit log is on',
  reasons: {
    'audit-log-off': {
      message: 'its audit log is off, and resource logs of the registry in Azure do not hold what happens at the edge',
      remedy: 'set logging.auditLogStatus to Enabled',
    },
  },
  check: (connected, ctx) => {
    const isOn = ctx.holds(sameText(connected.field(AUDIT_LOG), 'enabled'));
    return isOn ? [] : [ctx.reason('audit-log-off')];
  },
});
