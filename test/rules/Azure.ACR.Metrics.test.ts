import { metrics } from '../../rules/Azure.ACR.Metrics.ts';
import { BOOL, type Json, type JsonObject, registry, STRING, setting } from '../support/arm-templates.ts';
import { DENIED, LIVE_WORKSPACE, liveRegistry } from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';

const ON = { category: 'AllMetrics', enabled: true };
const REASONS = ['no-metrics'];

function collecting(entries: Json, changes: JsonObject = {}, properties: JsonObject = {}): JsonObject[] {
  return [registry(), setting({ metrics: entries, ...properties }, changes)];
}

ruleCases(metrics, {
  pass: [
    { name: 'all metrics', resources: collecting([ON]) },
    { name: 'in other letters', resources: collecting([{ category: 'allmetrics', enabled: 'True' }]) },
    { name: 'without logs', resources: collecting([ON], {}, { logs: [] }) },
    {
      name: 'in one of two settings',
      resources: [...collecting([]), setting({ metrics: [ON] }, { name: 'metrics' })],
    },
    {
      name: 'in two settings that exclude each other',
      resources: [
        ...collecting([ON], { condition: "[parameters('a')]" }),
        setting({ metrics: [ON] }, { name: 'b', condition: "[not(parameters('a'))]" }),
      ],
      declares: { a: BOOL },
    },
  ],
  fail: [
    { name: 'no metrics', resources: [registry(), setting()], reasons: REASONS },
    { name: 'no setting', resources: [registry()], reasons: REASONS },
    { name: 'null', resources: collecting(null), reasons: REASONS },
    { name: 'not enabled', resources: collecting([{ category: 'AllMetrics', enabled: false }]), reasons: REASONS },
    { name: 'another category', resources: collecting([{ category: 'Requests', enabled: true }]), reasons: REASONS },
    { name: 'no destination', resources: collecting([ON], {}, { workspaceId: '' }), reasons: REASONS },
    { name: 'a setting that is not deployed', resources: collecting([ON], { condition: false }), reasons: REASONS },
    {
      name: 'a setting of another registry',
      resources: collecting([ON], { scope: 'Microsoft.ContainerRegistry/registries/other' }),
      reasons: REASONS,
    },
  ],
  unknown: [
    {
      name: 'enabled by a parameter',
      resources: collecting([{ category: 'AllMetrics', enabled: "[parameters('on')]" }]),
      declares: { on: BOOL },
      reasons: REASONS,
      dependsOn: ['parameter on'],
    },
    {
      name: 'a category by a parameter',
      resources: collecting([{ category: "[parameters('name')]", enabled: true }]),
      declares: { name: STRING },
      reasons: REASONS,
      dependsOn: ['parameter name'],
    },
    {
      name: 'entries by a parameter',
      resources: collecting("[parameters('metrics')]"),
      declares: { metrics: { type: 'array' } },
      reasons: REASONS,
      dependsOn: ['parameter metrics'],
    },
    {
      name: 'a setting that a parameter decides about',
      resources: collecting([ON], { condition: "[parameters('on')]" }),
      declares: { on: BOOL },
      reasons: REASONS,
      dependsOn: ['parameter on'],
    },
  ],
  notApplicable: [{ name: 'not deployed', resources: [registry({ condition: false })] }],
  live: [
    {
      name: 'all metrics',
      records: [liveRegistry({ workspaceId: LIVE_WORKSPACE, metrics: [ON] })],
      outcome: 'pass',
    },
    { name: 'no metrics', records: [liveRegistry()], outcome: 'fail', reasons: REASONS },
    {
      name: 'settings that may not be read',
      records: [liveRegistry({}, { settings: { status: 'failed', problem: DENIED } })],
      outcome: 'unknown',
      dependsOn: ['permission HTTP 403 AuthorizationFailed'],
    },
  ],
});
