import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { isAlibabaType } from '../../src/model/alibaba/instance-audit.ts';
import { KITCHEN_SINK } from './kitchen-sink.ts';
import { signedIn } from './raw-client.ts';
import { startArm } from './start.ts';

/** Those that a scan of Azure runs. */
const NAMES = rules
  .filter(({ jobs = ['scan'], targets }) => jobs.includes('scan') && !targets.every(isAlibabaType))
  .map(({ name }) => name)
  .sort();

describe.each(['fails', 'passes'] as const)('the tenant in which every rule %s', (which) => {
  const { tenant, expected } = KITCHEN_SINK[which];

  test(`says what each rule finds, and ${which === 'fails' ? 'each fails somewhere' : 'all pass everywhere'}`, () => {
    expect(Object.keys(expected).sort()).toEqual(NAMES);
    for (const outcomes of Object.values(expected)) {
      if (which === 'fails') expect(Object.values(outcomes)).toContain('fail');
      else expect(new Set(Object.values(outcomes))).toEqual(new Set(['pass']));
    }
  });

  test(`is answered as Azure would: where every rule ${which}`, async () => {
    const arm = await startArm(tenant);
    const get = await signedIn(arm);
    const { associations = [], dataCollectionRules = [], registries, subscriptions } = tenant;
    const urls = [
      ...registries.flatMap(({ id }) => [
        `${id}/providers/microsoft.insights/diagnosticSettings?api-version=2021-05-01-preview`,
        `${id}/connectedRegistries?api-version=2025-11-01`,
        `${id}/tasks?api-version=2025-03-01-preview`,
      ]),
      ...[...new Set(associations.map(({ resource }) => resource))].map(
        (id) => `${id}/providers/Microsoft.Insights/dataCollectionRuleAssociations?api-version=2024-03-11`,
      ),
      ...dataCollectionRules.map(({ id }) => `${id}?api-version=2024-03-11`),
      ...subscriptions.flatMap(({ id }) => [
        `/subscriptions/${id}/providers/Microsoft.Insights/diagnosticSettings?api-version=2021-05-01-preview`,
        `/subscriptions/${id}/providers/Microsoft.Insights/scheduledQueryRules?api-version=2023-12-01`,
      ]),
    ];
    for (const url of urls) expect([url, (await get(url)).status]).toEqual([url, 200]);
    await arm.stop();
  });
});
