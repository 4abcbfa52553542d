import { describe, expect, test } from 'vitest';
import { COLLECTOR_TYPES, REGISTRY_TYPE } from '../../../../src/model/azure/resource-types.ts';
import { relevanceOf } from '../../../../src/sources/arm/expand/relevance.ts';
import type { JsonObject } from '../../../../src/sources/arm/expression/evaluate-json.ts';
import { type Json, REGISTRY, SETTING } from '../../../support/arm-templates.ts';

const READ_TYPES = [REGISTRY_TYPE, ...COLLECTOR_TYPES].map((type) => type.toLowerCase());
const relevance = relevanceOf(READ_TYPES);
const VAULT = { type: 'Microsoft.KeyVault/vaults', name: 'v' };

function of(...resources: readonly Json[]): readonly string[] | undefined {
  return relevance({ resources });
}

function bicep(hash: string, ...resources: readonly Json[]): Json {
  return { metadata: { _generator: { templateHash: hash } }, resources };
}

function deployment(template: Json, more: JsonObject = {}): Json {
  return { type: 'Microsoft.Resources/deployments', name: 'd', properties: { template }, ...more };
}

describe('a nested template holds nothing to be read', () => {
  test.each<[string, Json]>([
    ['when it has no resources', bicep('1')],
    ['when all of its resources are of other types', bicep('1', VAULT, { ...VAULT, copy: { name: 'c', count: 3 } })],
    ['when its types are of deployments by name only', bicep('1', { type: 'Microsoft.Resources/deploymentScripts' })],
    ['when its children are of other types', bicep('1', { ...VAULT, resources: [{ type: 'secrets', name: 's' }] })],
    ['when a registry is only referred to', bicep('1', { type: REGISTRY, name: 'r', existing: true })],
    ['when an extension is of another type', bicep('1', { type: 'Microsoft.KeyVault/vaults/providers/locks' })],
    ['when its resources have symbolic names', { ...(bicep('1') as JsonObject), resources: { vault: VAULT } }],
  ])('%s', (_, template) => {
    expect(relevance(template as JsonObject)).toEqual(['1']);
  });

  test('when no template nested in it does, and tells the hashes of all', () => {
    const inner = bicep('2', VAULT);
    expect(relevance(bicep('1', deployment(inner), deployment(bicep('3', deployment(inner)))) as JsonObject)).toEqual([
      '1',
      '2',
      '3',
      '2',
    ]);
    expect(of(deployment({ resources: [] }, { condition: false, resourceGroup: 'other' }))).toEqual([]);
  });
});

describe('a nested template may hold something to be read', () => {
  test.each<[string, Json]>([
    ['of a registry', { type: REGISTRY, name: 'r' }],
    ['of a registry in other letters', { Type: 'MICROSOFT.containerregistry/REGISTRIES', name: 'r' }],
    ['of a setting', { type: SETTING, name: 's', scope: "[parameters('scope')]" }],
    ['of an association', { type: 'Microsoft.Insights/dataCollectionRuleAssociations', name: 'a' }],
    ['of a setting inside another resource', { ...VAULT, resources: [{ type: SETTING, name: 's' }] }],
    [
      'of a setting as it was written before scopes',
      { type: `${REGISTRY}/providers/diagnosticSettings`, name: 'r/a/s' },
    ],
    ['of a namespace in a name', { type: 'Microsoft.KeyVault/vaults/providers/registries', name: 'v/a/r' }],
    ['of an extension in two parts', { type: 'A.B/c/providers', resources: [{ type: 'diagnosticSettings' }] }],
    [
      'of a namespace and a type in two parts',
      { type: 'Microsoft.Insights', resources: [{ type: 'diagnosticSettings' }] },
    ],
    ['of a type with slashes too many', { type: `/${REGISTRY}/`, name: 'r' }],
    ['of a type that is an expression', { type: "[variables('type')]", name: 'r' }],
    ['of a type that is no text', { type: null, name: 'r' }],
    ['of no type', { name: 'r' }],
    ['that is no object', 'resource'],
    ['of children that are no list', { ...VAULT, resources: "[variables('children')]" }],
    ['of a registry that may exist', { type: REGISTRY, name: 'r', existing: "[parameters('exists')]" }],
    ['of a linked template', { type: 'Microsoft.Resources/deployments', properties: { templateLink: { uri: 'x' } } }],
    ['of a template that is an expression', deployment("[variables('template')]")],
    ['of a deployment whose properties are an expression', deployment({}, { properties: "[variables('p')]" })],
    [
      'of a loop of deployments, which may have no rounds',
      deployment({ resources: [] }, { copy: { name: 'c', count: 0 } }),
    ],
    [
      'of a registry two deployments further in',
      deployment({ resources: [deployment({ resources: [{ type: REGISTRY }] })] }),
    ],
    ['of a stack of deployments', { type: 'Microsoft.Resources/deploymentStacks', properties: {} }],
    ['of a snapshot', deployment({ predictedResources: [{ type: REGISTRY }] })],
  ])('%s', (_, resource) => {
    expect(of(VAULT, resource)).toBeUndefined();
  });

  test('where its resources are no list', () => {
    expect(relevance({ resources: "[variables('all')]" })).toBeUndefined();
    expect(relevance({ predictedResources: [{ type: REGISTRY }] })).toBeUndefined();
  });
});
