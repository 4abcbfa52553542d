import type { Finding, Outcome, RunResult } from '../../src/engine/finding.ts';
import { finding, REGISTRY, run } from '../reports/sample-run.ts';

const SUBSCRIPTIONS = 20;
const CATEGORIES = ['ContainerRegistryLoginEvents', 'ContainerRegistryRepositoryEvents'];
const COLUMNS = ['setting', 'category', 'destination', 'enabled'];
const DESTINATIONS = ['workspace', 'storage', 'workspace, storage', 'event hub'];

/** What a scan of so many registries finds, always the same: two rules, and a few ways in which registries are set up. */
export function largeRun(registries: number): RunResult {
  const findings = Array.from({ length: registries }, (_, i) => [logsOf(i), metricsOf(i)]).flat();
  return run({
    findings,
    errors: [{ code: 'subscription-inaccessible', message: 'subscription 21 cannot be listed: HTTP 403' }],
    notes: [{ message: 'Read in two passes.' }],
    targets: { [REGISTRY]: { listed: registries, evaluated: registries, unknown: 0, deleted: 0, notDeployed: 0 } },
    inputKind: 'subscription',
    inputs: { read: SUBSCRIPTIONS, unreadable: 1, skipped: 0 },
  });
}

function targetOf(i: number): Pick<Finding, 'target' | 'basis' | 'location'> {
  const subscription = `00000000-0000-4000-8000-${String(i % SUBSCRIPTIONS).padStart(12, '0')}`;
  const name = `acr${String(i).padStart(5, '0')}`;
  const id = `/subscriptions/${subscription}/resourceGroups/rg-${i % 7}/providers/${REGISTRY}/${name}`;
  return { target: { type: REGISTRY, name, id }, basis: 'live', location: { file: '' } };
}

function logsOf(i: number): Finding {
  const outcome: Outcome = i % 5 === 0 ? 'fail' : i % 11 === 0 ? 'unknown' : 'pass';
  const missing = CATEGORIES[1] ?? '';
  const destination = DESTINATIONS[i % DESTINATIONS.length] ?? '';
  const rows = CATEGORIES.map((category) => [
    'audit',
    category,
    destination,
    outcome === 'pass' || category !== missing,
  ]);
  return finding({
    ...targetOf(i),
    outcome,
    message: {
      fail: `${missing} is not collected by any diagnostic setting`,
      unknown: 'depends on a read that was refused: HTTP 403',
      pass: 'login and repository events are collected',
    }[outcome],
    reasons:
      outcome === 'fail'
        ? [{ id: 'no-setting', message: `${missing} is not collected by any diagnostic setting`, category: missing }]
        : [],
    dependsOn: outcome === 'unknown' ? [{ kind: 'permission', name: 'HTTP 403' }] : [],
    evidence: { columns: COLUMNS, rows: outcome === 'unknown' ? [] : rows },
    fingerprint: `logs-${i}`,
    comparison: i % 10 === 0 ? 'new' : 'unchanged',
  });
}

function metricsOf(i: number): Finding {
  return finding({
    ...targetOf(i),
    rule: 'Azure.ACR.Metrics',
    ref: 'ACRA-0010',
    level: 'info',
    outcome: i % 3 === 0 ? 'fail' : 'pass',
    message: i % 3 === 0 ? 'its metrics are not collected' : 'its metrics are collected',
    fingerprint: `metrics-${i}`,
  });
}
