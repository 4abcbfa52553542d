import type { RunResult } from '../../src/engine/finding.ts';
import { finding, REGISTRY, run } from './sample-run.ts';

const policy = { failOn: 'warning', unknown: 'fail' } as const;

/** A run with everything that the sample does not have: live results, what is accepted, what is compared. */
export const accepted: RunResult = run({
  findings: [
    finding({
      rule: 'Azure.ACR.LogsRetention',
      level: 'warning',
      outcome: 'unknown',
      target: { type: REGISTRY, name: 'acrlive', id: '/subscriptions/S1/resourceGroups/rg/acrlive' },
      basis: 'live',
      message: 'depends on a read that was refused: HTTP 403',
      dependsOn: [{ kind: 'permission', name: 'HTTP 403' }],
      location: { file: '' },
      exitPolicy: policy,
      comparison: 'new',
      fingerprint: 'a1',
    }),
    finding({
      target: { type: REGISTRY, name: 'acrlive', id: '/subscriptions/S1/resourceGroups/rg/acrlive' },
      basis: 'live',
      reasons: [{ id: 'no-setting', message: 'No diagnostic setting collects the audit logs.' }],
      location: { file: '' },
      exitPolicy: policy,
      comparison: 'unchanged',
      fingerprint: 'a2',
    }),
    finding({
      outcome: 'suppressed',
      target: { type: REGISTRY, name: 'acrsandbox', id: '/subscriptions/s2/acrsandbox' },
      location: { file: 'infra/sandbox.json', line: 3, column: 5 },
      suppression: {
        source: 'configuration',
        reason: 'sandbox, wiped nightly',
        owner: 'platform-team',
        expires: '2027-01-31',
        outcome: 'fail',
      },
      fingerprint: 'a3',
    }),
    finding({
      level: 'info',
      target: { type: REGISTRY, name: 'acrold', id: '/subscriptions/s2/acrold' },
      location: { file: 'infra/old.json', line: 3, column: 5 },
      affectsExitCode: false,
      excludedBecause: 'known in the baseline',
      baseline: 'known',
      fingerprint: 'a4',
    }),
    finding({
      level: 'info',
      target: { type: REGISTRY, name: 'acrnew', id: '/subscriptions/s2/acrnew' },
      message: 'its metrics are not collected',
      location: { file: 'infra/small.json', line: 7, column: 3, endLine: 7, endColumn: 9, path: 'resources[0].name' },
      comparison: 'new',
      fingerprint: 'a5',
    }),
  ],
  notes: [{ message: 'params.json was seen and not used', location: { file: 'params.json' }, important: true }],
  targets: { [REGISTRY]: { listed: 4, evaluated: 3, unknown: 1, deleted: 0, notDeployed: 0 } },
  inputKind: 'subscription',
  inputs: { read: 2, unreadable: 0, skipped: 0 },
  comparison: {
    with: 'main',
    new: 2,
    unchanged: 1,
    fixed: [
      {
        rule: 'Azure.ACR.Logs',
        outcome: 'fail',
        target: { type: REGISTRY, name: 'acrmended', id: '/subscriptions/s2/acrmended' },
        message: 'No diagnostic setting collects the audit logs.',
        file: 'infra/mended.json',
        fingerprint: 'a6',
      },
    ],
  },
});
