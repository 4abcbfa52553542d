import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { fixupLimits } from '../../../src/fixes/live/fixup-parts.ts';
import { armOf, parameterValuesOf } from './bicep-to-arm.ts';
import { expandedPuts, registryId, SUBSCRIPTION } from './simulated-deployment.ts';
import { groupTemplate, subscriptionParameters, subscriptionTemplate } from './template-schemas.ts';

const text = (name: string): string => readFileSync(`templates/${name}`, 'utf8');
const json = (name: string): Record<string, unknown> => JSON.parse(text(name));
const modules = { 'fix-up-settings.bicep': text('fix-up-settings.bicep') };

describe('every file holds to its schema', () => {
  test.each<[string, object]>([
    ['fix-up.json', subscriptionTemplate],
    ['fix-up.parameters.json', subscriptionParameters],
    ['diagnostic-setting.json', groupTemplate],
  ])('%s', (name, schema) => {
    const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
    validate(json(name));
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe('ARM and Bicep are the same', () => {
  test.each(['fix-up', 'diagnostic-setting'])('%s', (name) => {
    expect(armOf(text(`${name}.bicep`), modules)).toEqual(json(`${name}.json`));
  });

  test('the parameters', () => {
    const { parameters } = json('fix-up.parameters.json') as { parameters: Record<string, { value: unknown }> };
    const { using, values } = parameterValuesOf(text('fix-up.bicepparam'));
    expect(using).toBe('fix-up.bicep');
    expect(values).toEqual(Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value])));
  });

  test.each<[string, string, string, string]>([
    ['fix-up.bicep', 'another name', `deployment().name}-\${i}`, `deployment().name}_\${i}`],
    ['fix-up.bicep', 'another scope', 'resourceGroup(group.name)', 'resourceGroup(group.group)'],
    ['fix-up.bicep', 'another parameter', 'group.settings', 'group.name'],
    ['fix-up.bicep', 'another constraint', '@maxLength(400)', '@maxLength(401)'],
    ['fix-up.bicep', 'another target', "targetScope = 'subscription'", ''],
    ['fix-up.bicep', 'another description', 'Writes diagnostic', 'Writes'],
    ['fix-up-settings.bicep', 'another version', '2021-05-01-preview', '2017-05-01-preview'],
    ['fix-up-settings.bicep', 'another registry', 'setting.registry', 'setting.name'],
    ['fix-up-settings.bicep', 'another loop', 'for (setting, i) in settings', 'for (setting, i) in others'],
    ['fix-up-settings.bicep', 'another property', 'properties: setting.properties', 'properties: setting'],
    ['fix-up-settings.bicep', 'another type', 'Microsoft.Insights/', 'Microsoft.Insight/'],
  ])('a difference is noticed: %s, %s', (file, _, from, to) => {
    const changed = (name: string): string => (name === file ? text(name).replace(from, to) : text(name));
    expect(text(file)).toContain(from);
    const compile = (): unknown =>
      armOf(changed('fix-up.bicep'), { 'fix-up-settings.bicep': changed('fix-up-settings.bicep') });
    let arm: unknown = 'it does not compile';
    try {
      arm = compile();
    } catch {}
    expect(arm).not.toEqual(json('fix-up.json'));
  });
});

test('deployed, the template writes what its parameters say', () => {
  const puts = expandedPuts(text('fix-up.json'), text('fix-up.parameters.json'));
  const workspace = registryId('', 'rg-logs', '00000000-0000-0000-0000-000000000000').replace(
    'Microsoft.ContainerRegistry/registries/',
    'Microsoft.OperationalInsights/workspaces/log-contoso',
  );
  expect(puts).toEqual([
    {
      registry: registryId('acrcontoso', 'rg-contoso', SUBSCRIPTION),
      name: 'acr-audit',
      properties: { workspaceId: workspace, logs: [{ categoryGroup: 'audit', enabled: true }] },
    },
  ]);
});

test('the template takes as much as is put into one deployment', () => {
  const template = JSON.stringify(json('fix-up.json'));
  expect([...template.matchAll(/"maxLength":(\d+)/g)].map(([, number]) => Number(number))).toEqual([
    fixupLimits.groups,
    fixupLimits.settingsPerGroup,
  ]);
});
