import { describe, expect, test } from 'vitest';
import { taskLogs } from '../../rules/Azure.ACR.TaskLogs.ts';
import type { RegistryRecord } from '../../src/sources/azure/decode/scan-record.ts';
import {
  BOOL,
  type Changes,
  changed,
  type Json,
  type JsonObject,
  nested,
  REGISTRY,
  registry,
  STRING,
  setting,
} from '../support/arm-templates.ts';
import { DENIED, evaluateLiveCase, LIVE_REGISTRY, liveRegistry } from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';

const TYPE = `${REGISTRY}/tasks`;
const REASONS = ['no-log-template'];
const TEMPLATE = 'logs/app:{{.Run.ID}}';
const IF_ON = { condition: "[parameters('on')]" };
/** What differs where it stands below its registry. */
const CHILD = { type: 'tasks', name: 'build' };

/** A task with these properties besides what every task has. */
function task(properties: Changes = {}, changes: Changes = {}): JsonObject {
  const all = changed({ status: 'Enabled', platform: { os: 'Linux' } }, properties);
  return changed({ type: TYPE, apiVersion: '2019-06-01-preview', name: 'acr/build', properties: all }, changes);
}

/** A task with this template for the logs of its runs. */
function keeping(logTemplate: Json, changes: Changes = {}): JsonObject {
  return task({ logTemplate }, changes);
}

/** A live registry with tasks of these properties. */
function withTasks(...found: readonly JsonObject[]): RegistryRecord {
  const resources = found.map((properties, i) => ({
    id: `${LIVE_REGISTRY}/tasks/t${i}`,
    resource: { name: `t${i}`, properties },
    whole: ['id', 'name', 'properties.status', 'properties.logTemplate'],
  }));
  return liveRegistry({}, { lists: { [TYPE]: { status: 'read', resources } } });
}

ruleCases(taskLogs, {
  pass: [
    { name: 'a template for logs', resources: [keeping(TEMPLATE)] },
    { name: 'no status', resources: [task({ logTemplate: TEMPLATE, status: undefined })] },
    { name: 'below its registry', resources: [registry({ resources: [keeping(TEMPLATE, CHILD)] })] },
    {
      name: 'names of properties in other letters',
      resources: [task({ LOGTEMPLATE: TEMPLATE, status: undefined, Status: 'enabled' })],
    },
    {
      name: 'a template by a parameter',
      resources: [keeping("[parameters('template')]")],
      declares: { template: STRING },
    },
    {
      name: 'a template by a secure parameter without a value',
      resources: [keeping("[parameters('template')]")],
      declares: { template: { type: 'securestring' } },
    },
    {
      name: 'one of two templates',
      resources: [keeping("[if(parameters('on'), 'logs/a', 'logs/b')]")],
      declares: { on: BOOL },
    },
    {
      name: 'a status by a parameter',
      resources: [task({ logTemplate: TEMPLATE, status: "[parameters('status')]" })],
      declares: { status: STRING },
    },
    {
      name: 'a template where the task is on',
      resources: [
        task({
          status: "[if(parameters('on'), 'Enabled', 'Disabled')]",
          logTemplate: `[if(parameters('on'), '${TEMPLATE}', '')]`,
        }),
      ],
      declares: { on: BOOL },
    },
    { name: 'in a nested deployment, its registry outside', resources: [registry(), nested([keeping(TEMPLATE)])] },
    {
      name: 'a loop whose length is not known',
      resources: [
        keeping(TEMPLATE, {
          name: "[format('acr/t{0}', copyIndex())]",
          copy: { name: 'c', count: "[length(parameters('list'))]" },
        }),
      ],
      declares: { list: { type: 'array' } },
    },
  ],
  fail: [
    { name: 'no template for logs', resources: [task()], reasons: REASONS },
    { name: 'no template and no status', resources: [task({ status: undefined })], reasons: REASONS },
    { name: 'a template that is null', resources: [keeping(null)], reasons: REASONS },
    { name: 'a template that is empty', resources: [keeping('')], reasons: REASONS },
    { name: 'no properties', resources: [task({}, { properties: undefined })], reasons: REASONS },
    {
      name: 'below its registry, without one',
      resources: [registry({ resources: [task({}, CHILD)] })],
      reasons: REASONS,
    },
    {
      name: 'a registry whose own logs are collected',
      resources: [registry(), setting(), task()],
      reasons: REASONS,
    },
    {
      name: 'a template by a default that is empty',
      resources: [keeping("[parameters('template')]")],
      declares: { template: { type: 'string', defaultValue: '' } },
      reasons: REASONS,
    },
    {
      name: 'a secure template that is empty',
      resources: [keeping("[parameters('template')]")],
      declares: { template: { type: 'securestring' } },
      parameters: { template: '' },
      reasons: REASONS,
    },
    { name: 'deployed by a parameter', resources: [task({}, IF_ON)], declares: { on: BOOL }, reasons: REASONS },
    {
      name: 'the one round of a loop',
      resources: [task({}, { name: "[format('acr/t{0}', copyIndex())]", copy: { name: 'c', count: 1 } })],
      reasons: REASONS,
    },
    {
      name: 'the second of two',
      resources: [keeping(TEMPLATE), task({}, { name: 'acr/other' })],
      at: 'resources[1]',
      reasons: REASONS,
    },
  ],
  unknown: [
    {
      name: 'a template that a parameter decides about',
      resources: [keeping(`[if(parameters('on'), '${TEMPLATE}', null())]`)],
      declares: { on: BOOL },
      reasons: REASONS,
      dependsOn: ['parameter on'],
    },
    {
      name: 'a status by a parameter and no template',
      resources: [task({ status: "[parameters('status')]" })],
      declares: { status: STRING },
      reasons: REASONS,
      dependsOn: ['parameter status'],
    },
    {
      name: 'properties by a parameter',
      resources: [task({}, { properties: "[parameters('properties')]" })],
      declares: { properties: { type: 'object' } },
      reasons: REASONS,
      dependsOn: ['parameter properties'],
    },
  ],
  notApplicable: [
    { name: 'a task that is off', resources: [task({ status: 'Disabled' })] },
    { name: 'a task that is off, in other letters', resources: [task({ status: 'DISABLED' })] },
    { name: 'a task that is not deployed', resources: [task({}, { condition: false })] },
    {
      name: 'below a registry that is not deployed',
      resources: [registry({ condition: false, resources: [task({}, CHILD)] })],
    },
  ],
  error: [
    {
      name: 'a template that cannot be evaluated',
      resources: [keeping("[variables('v').missing]")],
      variables: { v: {} },
      says: 'missing',
    },
  ],
  live: [
    { name: 'a template for logs', records: [withTasks({ logTemplate: TEMPLATE })], outcome: 'pass' },
    {
      name: 'no template for logs',
      records: [withTasks({ status: 'Enabled', logTemplate: null })],
      outcome: 'fail',
      reasons: REASONS,
    },
    { name: 'a task that is off', records: [withTasks({ status: 'Disabled' })], outcome: 'notApplicable' },
    {
      name: 'a list that Azure refuses',
      records: [liveRegistry({}, { lists: { [TYPE]: { status: 'failed', problem: DENIED } } })],
      outcome: 'unknown',
      reasons: REASONS,
      dependsOn: [`permission ${DENIED.message}`],
    },
    {
      name: 'a list that was not read',
      records: [liveRegistry({}, { resource: { id: LIVE_REGISTRY, name: 'acr', sku: { name: 'Basic' } } })],
      outcome: 'unknown',
      reasons: REASONS,
      dependsOn: [`notRead resources of type ${TYPE} (a new scan reads them)`],
    },
  ],
});

describe('tasks that are not there have no result:', () => {
  test.each([
    ['a registry without any', withTasks()],
    ['a registry that was deleted', liveRegistry({}, { settings: { status: 'deleted' } })],
  ])('%s', (name, record) => {
    expect(evaluateLiveCase(taskLogs, { name, records: [record], outcome: 'pass' })).toEqual([]);
  });
});
