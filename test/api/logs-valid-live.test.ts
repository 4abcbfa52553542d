import { describe, expect, test } from 'vitest';
import { logsValid } from '../../rules/Azure.ACR.LogsValid.ts';
import { createScanEvaluation } from '../../src/api/scan/scan-evaluation.ts';
import { PASSES, recordOf, type ScannedRegistry, WORKSPACE } from '../support/saved-scan.ts';

const AUDIT = { categoryGroup: 'audit', enabled: true };
const LOGIN = { category: 'ContainerRegistryLoginEvents', enabled: true };

const sending = (...logs: readonly object[]): ScannedRegistry['settings'] => ({ a: { workspaceId: WORKSPACE, logs } });

function evaluated(registry: Partial<ScannedRegistry>): string {
  const evaluation = createScanEvaluation([{ rule: logsValid, level: 'error', options: {} }]);
  evaluation.add(recordOf({ name: 'acr', ...registry }));
  const [finding] = evaluation.result({ errors: [] }).findings;
  return [finding?.outcome, ...(finding?.reasons ?? []).map(({ id }) => id)].join(' ');
}

describe('of a live registry', () => {
  test.each<[string, Partial<ScannedRegistry>, string]>([
    ['a setting that Azure has accepted passes', { settings: PASSES }, 'pass'],
    [
      'old retention days pass',
      { settings: sending({ ...AUDIT, retentionPolicy: { enabled: true, days: 90 } }) },
      'pass',
    ],
    [
      'disabled entries pass',
      {
        settings: sending(LOGIN, {
          ...AUDIT,
          categoryGroup: null,
          category: 'ContainerRegistryRepositoryEvents',
          enabled: false,
        }),
      },
      'pass',
    ],
    ['a setting without a destination fails', { settings: { a: { logs: [AUDIT] } } }, 'fail no-destination'],
    [
      'a setting with a service bus rule alone fails',
      { settings: { a: { serviceBusRuleId: WORKSPACE, logs: [AUDIT] } } },
      'fail no-destination',
    ],
    ['an entry without enabled fails', { settings: sending({ categoryGroup: 'audit' }) }, 'fail no-enabled'],
    ['a category twice fails', { settings: sending(LOGIN, LOGIN) }, 'fail repeated-entry'],
    [
      'a resource group that is not ASCII fails',
      { resourceGroup: 'Preproducción', settings: PASSES },
      'fail non-ascii-id',
    ],
    [
      'a resource group that is not ASCII without a setting is not evaluated',
      { resourceGroup: 'дом' },
      'notApplicable',
    ],
    ['settings that could not be read are unknown', { settings: 'denied' }, 'unknown'],
  ])('%s', (_, registry, expected) => {
    expect(evaluated(registry)).toBe(expected);
  });
});
