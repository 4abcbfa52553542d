import { expect, test } from 'vitest';
import { createLiveRegistries } from '../../src/api/fix/live-registries.ts';
import type { Finding, RunResult } from '../../src/engine/finding.ts';
import type { RegistryRecord } from '../../src/sources/azure/decode/scan-record.ts';
import { HALF, PASSES, recordOf, type ScannedRegistry, STORAGE, SUBSCRIPTION } from '../support/saved-scan.ts';

const TO_STORAGE = { audit: { storageAccountId: STORAGE, logs: [{ categoryGroup: 'audit', enabled: true }] } };

function resultOf(outcomes: readonly [RegistryRecord, Finding['outcome']][]): RunResult {
  const findings = outcomes.map(([{ id }, outcome]) => ({
    rule: 'Azure.ACR.Logs',
    outcome,
    message: `it is ${outcome}`,
    reasons: [{ message: 'no setting' }],
    dependsOn: outcome === 'unknown' ? [{ kind: 'permission', name: 'read' }] : [],
    target: { type: '', name: id.slice(id.lastIndexOf('/') + 1), id },
  }));
  return { findings } as unknown as RunResult;
}

function gathered(specs: readonly ScannedRegistry[], outcomes: readonly Finding['outcome'][]) {
  const registries = createLiveRegistries();
  const records = specs.map(recordOf);
  for (const record of records) registries.add(record);
  return registries.toPlan(resultOf(records.flatMap((record, i) => (outcomes[i] ? [[record, outcomes[i]]] : []))));
}

test('what fails is planned with its settings, what nobody knows with the reason, what passes is not', () => {
  const { failing } = gathered(
    [
      { name: 'a', settings: HALF },
      { name: 'b', settings: 'denied' },
      { name: 'c', settings: PASSES },
      { name: 'd' },
      { name: 'e', settings: 'deleted' },
    ],
    ['fail', 'unknown', 'pass', 'error'],
  );
  expect(
    failing.map(({ name, settings, wrong, unread, isDenied }) => [name, settings.length, wrong, unread, isDenied]),
  ).toEqual([
    ['a', 1, ['no setting'], undefined, undefined],
    ['b', 0, undefined, 'it is unknown', true],
    ['d', 0, undefined, 'it is error', false],
  ]);
  expect(failing[0]).toMatchObject({ subscription: SUBSCRIPTION, resourceGroup: 'rg', location: 'westeurope' });
});

test('a registry that fails although its settings seem to do is left to a person, not given another setting', () => {
  const { failing } = gathered([{ name: 'a', settings: PASSES }], ['fail']);
  expect(failing).toMatchObject([{ name: 'a', settings: [], unread: 'it is fail' }]);
});

test('of those that pass one is kept for each region of a storage account', () => {
  const at = (name: string, location: string): ScannedRegistry => ({ name, location, settings: TO_STORAGE });
  const specs = [
    at('a', 'westeurope'),
    at('b', 'WestEurope'),
    at('c', 'northeurope'),
    { name: 'd', settings: PASSES },
    at('e', 'northeurope'),
  ];
  const { failing, witnesses } = gathered(
    specs,
    specs.map(() => 'pass'),
  );
  expect(failing).toEqual([]);
  expect(witnesses.map(({ name }) => name)).toEqual(['a', 'c']);
});
