import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { expandTemplate } from '../../../src/sources/arm/expand/expand-template.ts';
import type { GivenParameter } from '../../../src/sources/arm/expand/given-parameter.ts';
import { expandedJson } from '../../../src/sources/arm/expanded-json.ts';
import { parameterValues } from '../../../src/sources/arm/parameter-file.ts';
import { isProblem, readJsonText } from '../../../src/sources/arm/read-json-file.ts';
import { type JsonObject, parameterFile, registry, WORKSPACE } from '../../support/arm-templates.ts';
import { complies } from './policy-condition.ts';
import { DEFINITION_SCHEMA, scopeTemplateSchema } from './policy-schemas.ts';
import { existenceConditionOf, policyTemplate, within } from './policy-template.ts';

const SCHEMAS = {
  subscription: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
  'management-group': 'https://schema.management.azure.com/schemas/2019-08-01/managementGroupDeploymentTemplate.json#',
};
const LOG_ANALYTICS_CONTRIBUTOR = '92aaf0da-9dab-42b6-94a3-d43ce8d16293';
const SCOPES = ['subscription', 'management-group'] as const;
const POLICIES = ['audit', 'deploy'] as const;
const CASES = POLICIES.flatMap((policy) => SCOPES.map((scope) => [policy, scope] as const));

describe.each(POLICIES)('%s.definition.json', (policy) => {
  const definition = policyTemplate(`${policy}.definition.json`);

  test('is a policy definition', () => {
    expect(Object.keys(definition)).toEqual(['name', 'properties']);
    expect(problems(DEFINITION_SCHEMA, within(definition, 'properties'))).toEqual([]);
  });

  test('the first effect is the default, and the policy can be switched off', () => {
    const { allowedValues, defaultValue } = within(definition, 'properties', 'parameters', 'effect') as JsonObject;
    const effect = policy === 'audit' ? 'AuditIfNotExists' : 'DeployIfNotExists';
    expect(defaultValue).toBe(effect);
    expect(allowedValues).toEqual(expect.arrayContaining([effect, 'Disabled']));
  });

  test('looks at every setting of a registry, not at one of a certain name', () => {
    const rule = within(definition, 'properties', 'policyRule') as JsonObject;
    expect(rule.if).toEqual({ field: 'type', equals: 'Microsoft.ContainerRegistry/registries' });
    expect(Object.keys(within(rule, 'then', 'details') as JsonObject)).not.toContain('name');
  });
});

describe.each(CASES)('%s.%s.json', (policy, scope) => {
  const template = policyTemplate(`${policy}.${scope}.json`);
  const definition = policyTemplate(`${policy}.definition.json`);

  test('is a template of its scope', () => {
    expect(problems(scopeTemplateSchema(SCHEMAS[scope]), template)).toEqual([]);
  });

  test('expands without an error, and what it defines is the definition', () => {
    const { resources, errors, warnings } = expanded(template, policy === 'deploy' ? { workspaceId: WORKSPACE } : {});
    expect([errors, warnings]).toEqual([[], []]);
    expect(resources.map(({ type }) => type)).toEqual([
      'Microsoft.Authorization/policyDefinitions',
      'Microsoft.Authorization/policyAssignments',
      ...(policy === 'audit'
        ? []
        : [
            'Microsoft.Authorization/roleAssignments',
            'Microsoft.Resources/deployments',
            'Microsoft.Authorization/roleAssignments',
          ]),
    ]);
    expect(resources[0]?.name).toBe(definition.name);
    expect(resources[0]?.properties).toEqual(definition.properties);
  });

  test('the assignment gives a value for every parameter of the definition', () => {
    const declared = within(definition, 'properties', 'parameters') as JsonObject;
    const { resources } = expanded(template, policy === 'deploy' ? { workspaceId: WORKSPACE } : {});
    const given = within(resources[1] ?? {}, 'properties', 'parameters') as JsonObject;
    expect(Object.keys(given).sort()).toEqual(Object.keys(declared).sort());
    for (const [name, parameter] of Object.entries(declared)) {
      const { defaultValue = WORKSPACE } = parameter as JsonObject;
      expect(given[name]).toEqual({ value: defaultValue });
      expect(within(template, 'parameters', name, 'type')).toBe('string');
      const values = (parameter as JsonObject).allowedValues;
      expect((within(template, 'parameters', name) as JsonObject).allowedValues).toEqual(values);
    }
  });

  test('names fit: an assignment to a management group takes 24 characters', () => {
    const { defaultValue, maxLength } = within(template, 'parameters', 'assignmentName') as JsonObject;
    expect(maxLength).toBe(scope === 'subscription' ? 64 : 24);
    expect(String(defaultValue).length).toBeLessThanOrEqual(24);
  });
});

describe.each(SCOPES)('deploy.%s.json', (scope) => {
  const template = policyTemplate(`deploy.${scope}.json`);

  test('the identity has the roles of the definition in the scope, and on the workspace wherever that is', () => {
    const roles = within(
      policyTemplate('deploy.definition.json'),
      ...['properties', 'policyRule', 'then', 'details', 'roleDefinitionIds'],
    );
    expect(roles).toEqual([`/providers/Microsoft.Authorization/roleDefinitions/${LOG_ANALYTICS_CONTRIBUTOR}`]);
    const { resources } = expanded(template, { workspaceId: WORKSPACE });
    const granted = resources.filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments');
    expect(granted.map((one) => within(one, 'properties', 'roleDefinitionId'))).toEqual([
      within(roles, 0),
      within(roles, 0),
    ]);
    expect(granted[1]?.scope).toBe(WORKSPACE);
    for (const one of granted) {
      expect(within(one, 'properties', 'principalId')).toMatchObject({ cause: 'runtime' });
    }
  });

  test('the role on the workspace can be left to others', () => {
    const { resources } = expanded(template, { workspaceId: WORKSPACE, grantOnWorkspace: false });
    expect(resources.filter(({ condition }) => condition !== false).map(({ type }) => type)).toEqual([
      'Microsoft.Authorization/policyDefinitions',
      'Microsoft.Authorization/policyAssignments',
      'Microsoft.Authorization/roleAssignments',
    ]);
  });
});

describe('what a remediation deploys', () => {
  const definition = policyTemplate('deploy.definition.json');
  const details = ['properties', 'policyRule', 'then', 'details'];
  const deployment = within(definition, ...details, 'deployment', 'properties') as JsonObject;
  const template = within(deployment, 'template') as JsonObject;

  test('gets a value for every parameter, and nothing else', () => {
    const declared = Object.keys(within(template, 'parameters') as JsonObject).sort();
    expect(Object.keys(within(deployment, 'parameters') as JsonObject).sort()).toEqual(declared);
  });

  test.each([
    ['audit', [{ categoryGroup: 'audit', enabled: true }]],
    ['allLogs', [{ categoryGroup: 'allLogs', enabled: true }]],
    [
      'categories',
      [
        { category: 'ContainerRegistryLoginEvents', enabled: true },
        { category: 'ContainerRegistryRepositoryEvents', enabled: true },
      ],
    ],
  ])('logs=%s: one setting of the registry, with which it complies', (logs, entries) => {
    const resources = [registry(), ...(template.resources as readonly JsonObject[])];
    const values = { registryName: 'acr', workspaceId: WORKSPACE, settingName: 'setByPolicy-x', logs };
    const { resources: deployed, errors } = expanded({ ...template, resources }, values);
    expect(errors).toEqual([]);
    expect(deployed).toHaveLength(2);
    expect(deployed[1]?.scope).toBe(deployed[0]?.id);
    expect(deployed[1]?.name).toBe('setByPolicy-x');
    const properties = deployed[1]?.properties as JsonObject;
    expect(properties).toEqual({ workspaceId: WORKSPACE, logs: entries });
    expect(complies(existenceConditionOf(definition), [properties])).toBe(true);
  });
});

function problems(schema: object, data: unknown): string[] {
  const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false }).compile(schema);
  validate(data);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Through the reader and the expander, as any template. */
function expanded(template: JsonObject, values: JsonObject) {
  const read = readJsonText('policy.json', Buffer.from(JSON.stringify(template)));
  if (isProblem(read)) throw new Error(read.message);
  const file = readJsonText('policy.parameters.json', Buffer.from(JSON.stringify(parameterFile(values))));
  if (isProblem(file)) throw new Error(file.message);
  const supplied: ReadonlyMap<string, GivenParameter> =
    parameterValues(file.json, 'policy.parameters.json') ?? new Map<string, GivenParameter>();
  const expansion = expandTemplate({
    file: 'policy.json',
    template: read.json,
    values: supplied,
    target: { subscription: '00000000-0000-0000-0000-000000000000', resourceGroup: 'rg', location: 'westeurope' },
    deploymentKey: 'policy.json',
  });
  const { resources, errors, warnings } = expandedJson(expansion, []);
  return { resources: resources as readonly JsonObject[], errors, warnings };
}
