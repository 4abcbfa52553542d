import type { Finding, RuleInfo, RunResult } from '../../src/engine/finding.ts';
import type { ReportOptions } from '../../src/reports/index.ts';

export const REGISTRY = 'Microsoft.ContainerRegistry/registries';
const EVIDENCE = ['setting', 'category', 'destination', 'enabled'];

/** A finding with its usual fields; a test states those that matter to it. */
export function finding(fields: Partial<Finding> = {}): Finding {
  return {
    rule: 'Azure.ACR.Logs',
    ref: 'ACRA-0001',
    level: 'error',
    outcome: 'fail',
    target: { type: 'Microsoft.ContainerRegistry/registries', name: 'acrprod', id: '/subscriptions/s/acrprod' },
    basis: 'defaults',
    isDeployed: true,
    affectsExitCode: true,
    message: 'No diagnostic setting collects the audit logs.',
    reasons: [],
    dependsOn: [],
    evidence: { columns: [], rows: [] },
    notes: [],
    location: { file: 'infra/main.json', line: 12, column: 5, endLine: 40, endColumn: 6, path: 'resources[0]' },
    fingerprint: 'f1',
    suppression: null,
    ...fields,
  };
}

export function run(fields: Partial<RunResult> = {}): RunResult {
  return {
    tool: { name: 'acraudit', version: '0.1.0' },
    findings: [],
    errors: [],
    notes: [],
    targets: { [REGISTRY]: { listed: 0, evaluated: 0, unknown: 0, deleted: 0, notDeployed: 0 } },
    inputKind: 'template',
    inputs: { read: 0, unreadable: 0, skipped: 0 },
    ...fields,
  };
}

export const rule: RuleInfo = {
  name: 'Azure.ACR.Logs',
  ref: 'ACRA-0001',
  synopsis: 'Registries send their audit logs to a destination.',
  level: 'error',
  pillar: 'Security',
  category: 'Monitoring',
  controls: ['MCSB LT-3'],
  since: '0.1.0',
  helpUri: 'docs/rules/Azure.ACR.Logs.md',
  fixes: ['template', 'live'],
  remedies: { 'no-setting': 'Add a diagnostic setting.' },
  help: '# Azure.ACR.Logs\n\nRegistries send their audit logs to a destination.',
};

export function options(fields: Partial<ReportOptions> = {}): ReportOptions {
  return { color: false, verbose: false, quiet: false, rules: [rule], sarifAll: false, ...fields };
}

const failing = finding({
  target: {
    type: 'Microsoft.ContainerRegistry/registries',
    name: 'acrprod',
    id: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/acrprod',
    parameters: 'infra/main.prod.parameters.json',
  },
  basis: 'parameters',
  message: 'ContainerRegistryRepositoryEvents is not enabled.',
  reasons: [
    {
      id: 'missing-category',
      message: 'ContainerRegistryRepositoryEvents is not enabled.',
      category: 'ContainerRegistryRepositoryEvents',
      location: {
        file: 'infra/main.json',
        line: 31,
        column: 11,
        endLine: 34,
        endColumn: 12,
        path: 'resources[1].properties.logs[1]',
      },
    },
  ],
  evidence: {
    columns: EVIDENCE,
    rows: [
      ['diag', 'ContainerRegistryLoginEvents', 'workspace', true],
      ['diag', 'ContainerRegistryRepositoryEvents', 'workspace', false],
    ],
  },
  notes: [{ message: 'infra/diag.json may cover it.', location: { file: 'infra/diag.json', line: 12, column: 5 } }],
});

const unknown = finding({
  outcome: 'unknown',
  target: {
    type: 'Microsoft.ContainerRegistry/registries',
    name: 'acrdev',
    id: "[resourceId('registries', 'acrdev')]",
  },
  message: "depends on parameter enableDiagnostics, runtime reference('ws').id",
  dependsOn: [
    {
      kind: 'parameter',
      name: 'enableDiagnostics',
      location: {
        file: 'infra/dev.json',
        line: 8,
        column: 5,
        endLine: 10,
        endColumn: 6,
        path: 'parameters.enableDiagnostics',
      },
    },
    { kind: 'runtime', name: "reference('ws').id" },
  ],
  location: { file: 'infra/dev.json', line: 20, column: 5, endLine: 60, endColumn: 6, path: 'resources.registry' },
  fingerprint: 'f2',
});

const passing = finding({
  outcome: 'pass',
  target: { type: 'Microsoft.ContainerRegistry/registries', name: 'acrhub', id: '/subscriptions/s/acrhub' },
  message: 'Setting audit sends all audit logs to a workspace.',
  evidence: { columns: EVIDENCE, rows: [['audit', 'allLogs', 'workspace', true]] },
  location: { file: 'infra/hub.json', line: 3, column: 5, endLine: 9, endColumn: 6, path: 'resources[0]' },
  fingerprint: 'f3',
});

/** One of each kind of result, an unreadable file and a note: sorted as a run sorts them. */
export const sample: RunResult = run({
  findings: [
    unknown,
    passing,
    finding({
      outcome: 'notApplicable',
      isDeployed: false,
      target: { type: 'Microsoft.ContainerRegistry/registries', name: 'acrlab', id: '/subscriptions/s/acrlab' },
      message: 'not deployed here (enableAcr=false)',
      location: { file: 'infra/lab.json', line: 3, column: 5, endLine: 9, endColumn: 6, path: 'resources[0]' },
      fingerprint: 'f4',
    }),
    finding({ affectsExitCode: false, excludedBecause: 'the template has parameter files' }),
    failing,
    finding({
      rule: 'Azure.ACR.LogsValid',
      ref: 'ACRA-0002',
      level: 'warning',
      outcome: 'error',
      message: 'The body of diag cannot be evaluated.',
      location: { file: 'infra/main.json', line: 50, column: 5, endLine: 51, endColumn: 6, path: 'resources[2]' },
      fingerprint: 'f5',
    }),
  ],
  errors: [
    {
      code: 'json-syntax',
      message: 'A comma or a closing bracket is missing.',
      location: { file: 'infra/broken.json', line: 3, column: 14 },
    },
  ],
  notes: [{ message: '4 templates skipped by .gitignore' }],
  targets: { [REGISTRY]: { listed: 5, evaluated: 3, unknown: 1, deleted: 0, notDeployed: 1 } },
  inputs: { read: 5, unreadable: 1, skipped: 4 },
});
