import type { Finding } from '../../engine/finding.ts';
import { completeOptions } from '../../engine/options.ts';
import { type AuditedRegion, auditFixFiles } from '../../fixes/alibaba/audit-fix-files.ts';
import { liveRefusal, type PlannedRegistry } from '../../fixes/live/live-plan.ts';
import { message } from '../../messages/message.ts';
import { consolePage } from '../../model/alibaba/alibaba-apis.ts';
import { AUDIT_RULE, accessLogProject, DEFAULT_LOG_DAYS, instanceParts } from '../../model/alibaba/instance-audit.ts';
import type { RegionRecord } from '../../sources/alibaba/decode/alibaba-record.ts';
import type { AlibabaScan } from '../../sources/saved-scan/read-saved-scan.ts';
import { UsageError } from '../../util/errors.ts';
import type { FixSavedScanRequest } from '../requests.ts';
import type { SavedScanFixes } from '../results.ts';
import { evaluateSavedInstances } from '../scan/alibaba/saved-instances.ts';
import type { Selection } from '../select-rules.ts';

/**
 * Makes the pages and request bodies that a person needs to have the instances of a saved scan audited: the switch is in the console
 * alone, so nothing here makes one pass by itself. Nothing is written or sent.
 *
 * @throws UsageError when the request or a configuration is wrong.
 */
export async function fixInstances(
  request: FixSavedScanRequest,
  selection: Selection,
  scan: AlibabaScan,
): Promise<SavedScanFixes> {
  refuseSettings(request);
  const active = selection.instanceRules.find(({ rule }) => rule.name === AUDIT_RULE);
  if (active === undefined)
    throw new UsageError(`--from fixes what ${AUDIT_RULE} finds, and that rule does not run here`);
  const regions = new Map<string, RegionRecord>();
  const { result, rules } = await evaluateSavedInstances({ ...request, baseline: false }, selection, scan, (record) => {
    if (record.kind === 'region') regions.set(record.id, record);
  });
  const open = result.findings.filter(({ rule, outcome }) => rule === AUDIT_RULE && isOpen(outcome));
  const { minimumDays } = completeOptions(active.rule.options, active.options);
  const days = typeof minimumDays === 'number' ? minimumDays : DEFAULT_LOG_DAYS;
  const files = auditFixFiles(auditedRegions(open, regions), days);
  return {
    result,
    rules,
    registries: open.map((finding) => planned(finding, regions)),
    files: open.length === 0 ? [] : files,
  };
}

/** A setting of Azure would be ignored in silence. */
function refuseSettings(request: FixSavedScanRequest): void {
  const given = {
    '--workspace-id': request.workspaceId,
    '--storage-account-id': request.storageAccountId,
    '--event-hub-rule-id': request.eventHubRuleId,
    '--logs': request.logs,
    '--setting-name': request.settingName,
  };
  const names = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (names.length > 0)
    throw new UsageError(`${names.join(', ')}: for Azure, and --from ${request.from.join(', ')} is of Alibaba Cloud`);
}

function isOpen(outcome: Finding['outcome']): boolean {
  return outcome === 'fail' || outcome === 'unknown' || outcome === 'error';
}

/** What a person does about an instance. */
function planned(
  { target: { id, name }, message: wrong, reasons }: Finding,
  regions: ReadonlyMap<string, RegionRecord>,
): PlannedRegistry {
  const { region = '', instance = '' } = instanceParts(id) ?? {};
  // Where the switch is on, or might be, the rest is a matter of the logstore.
  const ofLogstore =
    reasons.length > 0
      ? reasons.every(({ id: reason }) => OF_LOGSTORE.has(reason))
      : lacksIndex(regions.get(region)?.auditLog);
  const step = ofLogstore
    ? message('audit-step.calls', { region })
    : message('audit-step.switch', { page: consolePage(region, instance) });
  return {
    id,
    name,
    location: region,
    subscription: '',
    resourceGroup: '',
    wrong: [wrong],
    kept: [],
    action: liveRefusal('console-only', wrong, step),
  };
}

/** Whether its events cannot be asked for, and nothing else is known of them. */
function lacksIndex(log: RegionRecord['auditLog']): boolean {
  if (log?.logstore.status !== 'read') return false;
  return log.index.status === 'missing' || (log.index.status === 'read' && !log.index.value.hasInstances);
}

/** Reasons that calls of Log Service do away with. */
const OF_LOGSTORE: ReadonlySet<string> = new Set(['short-retention', 'no-index']);

function auditedRegions(
  findings: readonly Finding[],
  regions: ReadonlyMap<string, RegionRecord>,
): readonly AuditedRegion[] {
  const byRegion = new Map<string, AuditedRegion & { readonly instances: AuditedRegion['instances'][number][] }>();
  for (const { target, message: wrong, outcome } of findings) {
    const { region = '', account = '', instance = '' } = instanceParts(target.id) ?? {};
    const log = regions.get(region)?.auditLog;
    const known = byRegion.get(region) ?? {
      region,
      project: log?.project ?? accessLogProject(account, region),
      ...(log?.logstore.status === 'read' && { logstore: log.logstore.value }),
      hasNoIndex: log?.logstore.status === 'read' && log.index.status === 'missing',
      lacksField: log?.index.status === 'read' && !log.index.value.hasInstances,
      instances: [],
    };
    byRegion.set(region, known);
    known.instances.push({ id: instance, name: target.name, wrong, isCertain: outcome === 'fail' });
  }
  return [...byRegion.values()].sort((a, b) => (a.region < b.region ? -1 : 1));
}
