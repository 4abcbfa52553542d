import { describe, expect, test } from 'vitest';
import { connectedRegistryLogs } from '../../rules/Azure.ACR.ConnectedRegistryLogs.ts';
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

const TYPE = `${REGISTRY}/connectedRegistries`;
/** What differs where it stands below its registry. */
const CHILD = { type: 'connectedRegistries', name: 'plant' };
const REASONS = ['audit-log-off'];
const IF_ON = { condition: "[parameters('on')]" };

/** A connected registry whose audit log has this status; undefined: nothing is said of it. */
function connected(auditLogStatus: Json | undefined, changes: Changes = {}): JsonObject {
  const logging = { logLevel: 'Information', ...(auditLogStatus !== undefined && { auditLogStatus }) };
  const properties = { mode: 'ReadWrite', logging };
  return changed({ type: TYPE, apiVersion: '2025-11-01', name: 'acr/plant', properties }, changes);
}

/** A live registry with connected registries of these properties. */
function withConnected(...found: readonly JsonObject[]): RegistryRecord {
  const resources = found.map((properties, i) => ({
    id: `${LIVE_REGISTRY}/connectedRegistries/plant${i}`,
    resource: { name: `plant${i}`, properties },
    whole: ['id', 'name', 'properties.logging.auditLogStatus'],
  }));
  return liveRegistry({}, { lists: { [TYPE]: { status: 'read', resources } } });
}

ruleCases(connectedRegistryLogs, {
  pass: [
    { name: 'its audit log on', resources: [connected('Enabled')] },
    { name: 'a status in other letters', resources: [connected('enabled')] },
    { name: 'below its registry', resources: [registry({ resources: [connected('Enabled', CHILD)] })] },
    {
      name: 'names of properties in other letters',
      resources: [connected(undefined, { properties: { Logging: { AUDITLOGSTATUS: 'Enabled' } } })],
    },
    {
      name: 'a status by a parameter with a value',
      resources: [connected("[parameters('status')]")],
      declares: { status: STRING },
      parameters: { status: 'Enabled' },
    },
    {
      name: 'a status by a secure parameter with a value',
      resources: [connected("[parameters('status')]")],
      declares: { status: { type: 'securestring' } },
      parameters: { status: 'Enabled' },
    },
    {
      name: 'a status that is one word both ways',
      resources: [connected("[if(parameters('on'), 'Enabled', 'ENABLED')]")],
      declares: { on: BOOL },
    },
    {
      name: 'a status that a parameter may only turn on',
      resources: [connected("[parameters('status')]")],
      declares: { status: { type: 'string', allowedValues: ['Enabled'] } },
    },
    {
      name: 'deployed by a parameter',
      resources: [connected('Enabled', IF_ON)],
      declares: { on: BOOL },
    },
    { name: 'in a nested deployment, its registry outside', resources: [registry(), nested([connected('Enabled')])] },
    {
      name: 'a loop whose length is not known',
      resources: [
        connected('Enabled', {
          name: "[format('acr/plant{0}', copyIndex())]",
          copy: { name: 'c', count: "[length(parameters('list'))]" },
        }),
      ],
      declares: { list: { type: 'array' } },
    },
  ],
  fail: [
    { name: 'its audit log off', resources: [connected('Disabled')], reasons: REASONS },
    { name: 'no status', resources: [connected(undefined)], reasons: REASONS },
    { name: 'a status that is null', resources: [connected(null)], reasons: REASONS },
    { name: 'a status that is empty', resources: [connected('')], reasons: REASONS },
    { name: 'a status that is true', resources: [connected(true)], reasons: REASONS },
    { name: 'nothing said of logging', resources: [connected(undefined, { properties: {} })], reasons: REASONS },
    { name: 'no properties', resources: [connected(undefined, { properties: undefined })], reasons: REASONS },
    {
      name: 'below its registry, off',
      resources: [registry({ resources: [connected('Disabled', CHILD)] })],
      reasons: REASONS,
    },
    {
      name: 'a registry whose own logs are collected',
      resources: [registry(), setting(), connected('Disabled')],
      reasons: REASONS,
    },
    {
      name: 'a status by a default',
      resources: [connected("[parameters('status')]")],
      declares: { status: { type: 'string', defaultValue: 'Disabled' } },
      reasons: REASONS,
    },
    {
      name: 'the one round of a loop',
      resources: [
        connected("[variables('status')[copyIndex()]]", {
          name: "[format('acr/plant{0}', copyIndex())]",
          copy: { name: 'c', count: 1 },
        }),
      ],
      variables: { status: ['Disabled', 'Enabled'] },
      reasons: REASONS,
    },
    {
      name: 'the second of two',
      resources: [connected('Enabled'), connected('Disabled', { name: 'acr/shop1' })],
      at: 'resources[1]',
      reasons: REASONS,
    },
  ],
  unknown: [
    {
      name: 'a status by a parameter',
      resources: [connected("[parameters('status')]")],
      declares: { status: STRING },
      reasons: REASONS,
      dependsOn: ['parameter status'],
    },
    {
      name: 'a status by a secure parameter without a value',
      resources: [connected("[parameters('status')]")],
      declares: { status: { type: 'securestring' } },
      reasons: REASONS,
      dependsOn: ['parameter status'],
    },
    {
      name: 'a status that is one or the other',
      resources: [connected("[if(parameters('on'), 'Enabled', 'Disabled')]")],
      declares: { on: BOOL },
      reasons: REASONS,
      dependsOn: ['parameter on'],
    },
    {
      name: 'logging by a parameter',
      resources: [connected(undefined, { properties: { logging: "[parameters('logging')]" } })],
      declares: { logging: { type: 'object' } },
      reasons: REASONS,
      dependsOn: ['parameter logging'],
    },
    {
      name: 'properties of which logging may be missing',
      resources: [connected(undefined, { properties: "[parameters('properties')]" })],
      declares: { properties: { type: 'object' } },
      reasons: REASONS,
      dependsOn: ['parameter properties'],
    },
    {
      name: 'a status that only Azure knows',
      resources: [connected("[reference('other', '2025-11-01').logging.auditLogStatus]")],
      reasons: REASONS,
      dependsOn: ["runtime reference('other')"],
    },
  ],
  notApplicable: [
    { name: 'one that is not deployed', resources: [connected('Disabled', { condition: false })] },
    {
      name: 'one that is not deployed by a default',
      resources: [connected('Disabled', IF_ON)],
      declares: { on: { type: 'bool', defaultValue: false } },
    },
    {
      name: 'below a registry that is not deployed',
      resources: [registry({ condition: false, resources: [connected('Disabled', CHILD)] })],
    },
  ],
  error: [
    {
      name: 'a status that cannot be evaluated',
      resources: [connected("[variables('v').missing]")],
      variables: { v: {} },
      says: 'missing',
    },
  ],
  live: [
    {
      name: 'its audit log on',
      records: [withConnected({ logging: { auditLogStatus: 'Enabled' } })],
      outcome: 'pass',
    },
    {
      name: 'its audit log off',
      records: [withConnected({ logging: { auditLogStatus: 'Disabled', logLevel: 'None' } })],
      outcome: 'fail',
      reasons: REASONS,
    },
    { name: 'no logging', records: [withConnected({})], outcome: 'fail', reasons: REASONS },
    {
      name: 'a list that Azure refuses',
      records: [liveRegistry({}, { lists: { [TYPE]: { status: 'failed', problem: DENIED } } })],
      outcome: 'unknown',
      reasons: REASONS,
      dependsOn: [`permission ${DENIED.message}`],
    },
    {
      name: 'a Premium registry whose list was not read',
      records: [liveRegistry()],
      outcome: 'unknown',
      reasons: REASONS,
      dependsOn: [`notRead resources of type ${TYPE} (a new scan reads them)`],
    },
    {
      name: 'a registry of a tier that is not known, whose list was not read',
      records: [liveRegistry({}, { resource: { id: LIVE_REGISTRY, name: 'acr' } })],
      outcome: 'unknown',
      reasons: REASONS,
      dependsOn: [`notRead resources of type ${TYPE} (a new scan reads them)`],
    },
  ],
});

describe('connected registries that are not there have no result:', () => {
  test.each([
    ['a Premium registry without any', withConnected()],
    ['a registry of another tier', liveRegistry({}, { resource: { id: LIVE_REGISTRY, sku: { name: 'Standard' } } })],
    ['a registry that was deleted', liveRegistry({}, { settings: { status: 'deleted' } })],
  ])('%s', (name, record) => {
    expect(evaluateLiveCase(connectedRegistryLogs, { name, records: [record], outcome: 'pass' })).toEqual([]);
  });
});
