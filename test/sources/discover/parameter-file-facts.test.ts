import { describe, expect, test } from 'vitest';
import { bicepParameterFacts, parameterFileFacts } from '../../../src/sources/discover/parameter-file-facts.ts';

const BASE = 'https://schema.management.azure.com/schemas/2019-04-01/';
const TEMPLATE = `${BASE}deploymentTemplate.json#`;
const PARAMETERS = `${BASE}deploymentParameters.json#`;

describe('parameterFileFacts reads', () => {
  const cases: [text: string, facts: ReturnType<typeof parameterFileFacts>][] = [
    [
      `{"$schema": "${PARAMETERS}", "metadata": {"a": {"template": 1}, "template": "./x.json"}}`,
      { isParameterFile: true, template: './x.json' },
    ],
    ['{"Metadata": {"Template": "ü.json"}}', { template: 'ü.json' }],
    ['{"metadata": "template", "parameters": {"template": "x"}}', {}],
    ['{"__proto__": {"template": "x"}, "metadata": {"template": 1}}', {}],
    [`{"$schema": "${TEMPLATE}", "metadata": {}}`, { isParameterFile: false }],
    ['{"metadata": ', {}],
    ['{"contentVersion": "1.0.0.0", "parameters": {"a": {"value": 1}}}', { isParameterFile: true }],
    ['{"Parameters": {"a": {"Value": null}, "b": {"reference": {}}}}', { isParameterFile: true }],
    ['{"parameters": {}}', {}],
    ['{"parameters": {"a": {"value": 1}, "b": {"type": "string"}}}', {}],
    ['{"parameters": {"a": "value"}}', {}],
    ['{"parameters": {"a": {"value": 1}}', {}],
    ['{"$schema": "https://x.test/policy.json", "parameters": {"a": {"value": 1}}}', {}],
  ];
  test.each(cases)('%j', (text, expected) => {
    expect(parameterFileFacts(Buffer.from(text))).toEqual(expected);
  });
});

describe('bicepParameterFacts reads', () => {
  const cases: [text: string, facts: ReturnType<typeof bicepParameterFacts>][] = [
    ["using 'main.bicep'", { isParameterFile: true, template: './main.bicep' }],
    ["using './main.bicep'\n", { isParameterFile: true, template: './main.bicep' }],
    ["  using '../main.bicep' with {}", { isParameterFile: true, template: '../main.bicep' }],
    ["using 'br/public:avm/res/x/y:1.0.0'", { isParameterFile: true, template: 'br/public:avm/res/x/y:1.0.0' }],
    ['using none', { isParameterFile: true, isBase: true }],
    ["// using 'old.bicep'\nusing 'new.bicep'", { isParameterFile: true, template: './new.bicep' }],
    ["/*\nusing 'old.bicep'\n*/ using 'new.bicep'", { isParameterFile: true, template: './new.bicep' }],
    ["var x = '''\nusing 'old.bicep'\n'''\nusing 'new.bicep'", { isParameterFile: true, template: './new.bicep' }],
    ["using'a.bicep'", { isParameterFile: true, template: './a.bicep' }],
    ["param using = 'b.bicep'", { isParameterFile: true }],
    ["var x = 'https://example.com'\nusing 'a.bicep'", { isParameterFile: true, template: './a.bicep' }],
    ["extends 'base.bicepparam'", { isParameterFile: true }],
    ['', { isParameterFile: true }],
  ];
  test.each(cases)('%j', (text, expected) => {
    expect(bicepParameterFacts(Buffer.from(text))).toEqual(expected);
  });
});
