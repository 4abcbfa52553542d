import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wantedBy } from '../../src/engine/wanted.ts';
import { COLLECTOR_TYPES, REGISTRY_TYPE } from '../../src/model/azure/resource-types.ts';
import { type Expansion, expandTemplate } from '../../src/sources/arm/expand/expand-template.ts';
import { relevanceOf } from '../../src/sources/arm/expand/relevance.ts';
import type { JsonValue } from '../../src/sources/arm/json/json-value.ts';
import { inventoryOf } from '../../src/sources/azure/decode/inventory-of-resources.ts';
import { canonicalKey } from '../../src/value/value.ts';
import type { JsonObject } from '../support/arm-templates.ts';

const SETTINGS = { numRuns: Number(process.env.LAW_RUNS ?? 150), seed: Number(process.env.LAW_SEED ?? 20_240_611) };
const REGISTRY = 'Microsoft.ContainerRegistry/registries';
const DEPLOYMENT = 'Microsoft.Resources/deployments';

/** Leaving out templates without registries and settings changes nothing of what is read. */
describe('what is read of a template', () => {
  it('is the same when nested templates that can hold nothing of it are left out', () => {
    let leftOut = 0;
    fc.assert(
      fc.property(templates(3), (template) => {
        const [all, some] = [expansionOf(template, false), expansionOf(template, true)];
        leftOut += all.resources.length - some.resources.length;
        expect(readOf(some)).toEqual(readOf(all));
      }),
      SETTINGS,
    );
    expect(leftOut).toBeGreaterThan(0);
  });
});

const READ_TYPES = [REGISTRY_TYPE, ...COLLECTOR_TYPES].map((type) => type.toLowerCase());

function expansionOf(template: JsonObject, isLint: boolean): Expansion {
  return expandTemplate({
    file: 'main.json',
    template: JSON.parse(JSON.stringify(template)) as JsonValue,
    values: new Map(),
    target: {},
    deploymentKey: 'main.json',
    ...(isLint && { relevance: relevanceOf(READ_TYPES) }),
  });
}

function readOf({ resources, modules, nested }: Expansion): unknown {
  const { targets, settings } = inventoryOf(
    resources,
    [],
    wantedBy([{ targets: [REGISTRY_TYPE], needs: [{ field: 'sku' }] }]),
  );
  return {
    targets: targets.map(({ id, name, deployed, field }) => [id, name, deployed, field('sku')].map(canonicalKey)),
    settings: settings.map(({ id, target, deployed, logs }) => [id, target, deployed, logs].map(canonicalKey)),
    modules: modules.map(({ link, resource, parameters }) => [
      link,
      ...[resource.deployed, ...parameters].map(canonicalKey),
    ]),
    hashes: nested.flatMap(({ hashes }) => hashes),
    files: new Set(nested.map(({ file }) => file)),
  };
}

/** Templates with nested ones up to so many levels: types in all spellings, loops, conditions, outputs that are referred to. */
function templates(levels: number): fc.Arbitrary<JsonObject> {
  return fc
    .record({
      resources: fc.array(resource(levels), { maxLength: 4 }),
      hash: fc.constantFrom(undefined, '1', '2', '3'),
      isNamed: fc.boolean(),
    })
    .map(({ resources, hash, isNamed }) => ({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      ...(hash !== undefined && { metadata: { _generator: { templateHash: hash } } }),
      parameters: { name: { type: 'string', defaultValue: 'made' }, flag: { type: 'bool', defaultValue: true } },
      variables: { type: REGISTRY, template: { resources: [{ type: REGISTRY, name: 'held' }] } },
      resources: isNamed ? Object.fromEntries(resources.map((one, i) => [`r${i}`, one])) : resources,
      outputs: { made: { type: 'string', value: "[concat(parameters('name'), 'Out')]" } },
    }));
}

const NAMES = [
  "[parameters('name')]",
  'plain',
  "[concat('c', string(copyIndex()))]",
  "[reference('d').outputs.made.value]",
  "[concat('r/Microsoft.Insights/', 's')]",
  "[concat('v/Microsoft.ContainerRegistry/', 'r')]",
];
const TYPES = [
  'Microsoft.KeyVault/vaults',
  'Microsoft.Storage/storageAccounts',
  'Microsoft.KeyVault/vaults/providers/locks',
  'Microsoft.KeyVault/vaults/providers/registries',
  REGISTRY,
  '/microsoft.containerregistry/REGISTRIES/',
  'Microsoft.Insights/diagnosticSettings',
  `${REGISTRY}/providers/diagnosticSettings`,
  "[variables('type')]",
  'Microsoft.Insights',
];
const CHILD_TYPES = ['secrets', 'diagnosticSettings', 'providers/diagnosticSettings', ...TYPES];

function resource(levels: number): fc.Arbitrary<JsonObject> {
  const plain = leaf(TYPES, fc.array(leaf(CHILD_TYPES, fc.constant([])), { maxLength: 1 }));
  return levels === 0
    ? plain
    : fc.oneof({ arbitrary: plain, weight: 2 }, { arbitrary: deployment(levels - 1), weight: 3 });
}

function leaf(types: readonly string[], children: fc.Arbitrary<JsonObject[]>): fc.Arbitrary<JsonObject> {
  return fc
    .record({
      // Most are of other types, so that whole templates are.
      type: fc.oneof({ arbitrary: fc.constantFrom(...types.slice(0, 2)), weight: 4 }, fc.constantFrom(...types)),
      name: fc.constantFrom(...NAMES),
      children,
      more: more(),
    })
    .map(({ type, name, children: resources, more: rest }) => ({
      type,
      apiVersion: '2023-07-01',
      name,
      ...(resources.length > 0 && { resources }),
      ...rest,
    }));
}

function more(): fc.Arbitrary<JsonObject> {
  return fc.constantFrom<JsonObject>(
    {},
    {},
    { condition: "[parameters('flag')]" },
    { condition: false },
    { copy: { name: 'c', count: 2 } },
    { copy: { name: 'c', count: 0 } },
    { existing: true },
  );
}

function deployment(levels: number): fc.Arbitrary<JsonObject> {
  const linked = fc.constant<JsonObject>({ templateLink: { uri: "[concat('https://x/', parameters('name'))]" } });
  const held = fc.constant<JsonObject>({ template: "[variables('template')]" });
  const inline = fc
    .record({ template: templates(levels), scope: fc.constantFrom('inner', 'outer') })
    .map(({ template, scope }): JsonObject => ({ template, expressionEvaluationOptions: { scope } }));
  return fc
    .record({
      properties: fc.oneof({ arbitrary: inline, weight: 8 }, linked, held),
      more: more(),
    })
    .map(({ properties, more: rest }) => ({
      type: DEPLOYMENT,
      apiVersion: '2022-09-01',
      name: 'd',
      properties,
      ...rest,
    }));
}
