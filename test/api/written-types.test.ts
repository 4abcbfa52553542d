import { expect, test } from 'vitest';
import { withWrittenTypes } from '../../src/api/written-types.ts';
import type { JsonValue } from '../../src/sources/arm/json/json-value.ts';

const derived = (name: string): JsonValue => ({
  type: 'secure',
  metadata: { '__bicep_resource_derived_type!': { source: `Microsoft.X/y@2024-01-01#properties/${name}` } },
});

test.each<[string, JsonValue, string]>([
  ['a default value that is an object', { type: 'secure', defaultValue: {} }, 'secureObject'],
  ['a default value that is a string', { type: 'secure', defaultValue: '' }, 'securestring'],
  ['a property that is called as secret text is', derived('adminPassword'), 'securestring'],
  ['any other property', derived('osProfile'), 'secureObject'],
  ['nothing at all', { type: 'secure' }, 'secureObject'],
  ['a type that is told', { type: 'string' }, 'string'],
])('the type of a secure value by %s', (_, type, expected) => {
  const { parameters } = withWrittenTypes({ parameters: { p: type } }) as { parameters: { p: JsonValue } };
  expect(parameters.p).toEqual({ ...(type as object), type: expected });
});

test('types of members and of modules are written, and values are left alone', () => {
  const module = (type: string): JsonValue => ({
    type: 'Microsoft.Resources/deployments',
    properties: { template: { outputs: { o: { type, value: { type: 'secure' } } }, resources: {} } },
  });
  const template = (type: string): JsonValue => ({
    definitions: { d: { type: 'object', properties: { type: { type }, l: { type: 'array', items: { type } } } } },
    resources: [module(type), { type: 'secure', properties: { type: 'secure' } }],
  });
  expect(withWrittenTypes(template('secure'))).toEqual(template('secureObject'));
});
