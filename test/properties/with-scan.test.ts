import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logs } from '../../rules/Azure.ACR.Logs.ts';
import { logsDuplicate } from '../../rules/Azure.ACR.LogsDuplicate.ts';
import { metrics } from '../../rules/Azure.ACR.Metrics.ts';
import type { Rule } from '../../src/engine/rule.ts';
import {
  BOOL,
  type JsonObject,
  LOGIN,
  on,
  REPOSITORY,
  registry,
  setting,
  WORKSPACE,
} from '../support/arm-templates.ts';
import { folderOf, lintJson } from '../support/cli.ts';
import { evaluateCase } from '../support/evaluate-case.ts';
import { DEPLOYED_THERE, evaluateLiveCase, withSettings } from '../support/live-cases.ts';
import { render } from '../support/render-template.ts';
import { OTHER_SUBSCRIPTION, PASSES, SUBSCRIPTION, savedScan } from '../support/saved-scan.ts';
import { templateSpecs } from '../support/template-generators.ts';

const SETTINGS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 150),
  seed: Number(process.env.PROPERTY_SEED ?? 20_261_128),
};

const properties = fc.record({
  logs: fc.subarray([on(LOGIN), on(REPOSITORY), { categoryGroup: 'audit', enabled: false }]),
  metrics: fc.subarray([on('AllMetrics')]),
  workspaceId: fc.constantFrom(WORKSPACE, `${WORKSPACE}2`, null),
});

const byName = fc.dictionary(fc.constantFrom('a', 'b', 'c'), properties, { maxKeys: 3, noNullPrototype: true });

/** Settings of a template under their names, in any letter case, each perhaps not deployed. */
const declared = fc
  .dictionary(
    fc.constantFrom('a', 'b', 'c'),
    fc.record({
      properties,
      condition: fc.constantFrom<boolean | string>(true, true, false, "[parameters('p')]", "[not(parameters('p'))]"),
      isUpper: fc.boolean(),
    }),
    { maxKeys: 3, noNullPrototype: true },
  )
  .map((all) =>
    Object.entries(all).map(([name, { isUpper, ...rest }]) => ({ name: isUpper ? name.toUpperCase() : name, ...rest })),
  );

type Declared = typeof declared extends fc.Arbitrary<infer T> ? T : never;

/** What is live after the template has been deployed. */
function deployed(live: Readonly<Record<string, object>>, template: Declared, p: boolean): Record<string, object> {
  const conditions: Readonly<Record<string, boolean>> = { "[parameters('p')]": p, "[not(parameters('p'))]": !p };
  const on = template.filter(({ condition }) => (typeof condition === 'string' ? conditions[condition] : condition));
  return { ...live, ...Object.fromEntries(on.map((one) => [one.name.toLowerCase(), one.properties])) };
}

describe('with a scan', () => {
  test.each<[string, Rule]>([logs, logsDuplicate, metrics].map((rule) => [rule.name, rule]))(
    '%s says of a template what it would say of the registry once that is deployed',
    (_, rule) => {
      fc.assert(
        fc.property(byName, declared, (live, template) => {
          const resources: readonly JsonObject[] = [
            registry(),
            ...template.map(({ name, condition, properties: own }) => setting(own, { name, condition })),
          ];
          const input = { ...DEPLOYED_THERE, resources, declares: { p: BOOL }, scan: [withSettings(live)] };
          const outcomes = [true, false].map((p) => {
            const records = [withSettings(deployed(live, template, p))];
            return evaluateLiveCase(rule, { name: '', outcome: 'pass', records })[0]?.outcome;
          });
          const [first] = outcomes;
          const expected = outcomes.every((one) => one === first) ? first : 'unknown';
          expect(evaluateCase(rule, input).verdicts[0]?.outcome).toBe(expected);
        }),
        SETTINGS,
      );
    },
  );

  test('of other registries alone all results are as without', async () => {
    const scan = savedScan(
      ['acr', 'other', 'acr0', 'other1'].map((name) => ({ name, subscription: OTHER_SUBSCRIPTION, settings: PASSES })),
    );
    await fc.assert(
      fc.asyncProperty(templateSpecs(true), async (spec) => {
        const cwd = folderOf({ 'main.json': render(spec), 'live/scan.json': scan });
        const argv = ['main.json', '--subscription', SUBSCRIPTION, '--resource-group', 'rg', '--pack', 'core'];
        const without = await lintJson(cwd, ...argv);
        expect(await lintJson(cwd, ...argv, '--with-scan', 'live/scan.json')).toEqual(without);
      }),
      { ...SETTINGS, numRuns: Math.ceil(SETTINGS.numRuns / 10) },
    );
  });
});
