import { describe, expect, test } from 'vitest';
import { createScanReads } from '../../../../src/sources/azure/decode/scan-reads.ts';
import { timesOfChanges } from '../../../../src/sources/azure/logs/last-changes.ts';
import { LIVE_REGISTRY, liveRegistry } from '../../../support/live-cases.ts';

const EARLY = '2030-01-01T08:00:00Z';
const LATE = '2030-01-01T09:00:00Z';
const ID = LIVE_REGISTRY.toLowerCase();

const event = (changes: object = {}): Record<string, unknown> => ({
  eventTimestamp: EARLY,
  operationName: { value: 'Microsoft.Insights/diagnosticSettings/write' },
  resourceId: `${LIVE_REGISTRY}/providers/microsoft.insights/diagnosticSettings/audit`,
  status: { value: 'Succeeded' },
  ...changes,
});

const stamped = (systemData: object) =>
  liveRegistry(
    {},
    { settings: { status: 'read', pages: [{ value: [{ name: 'audit', properties: {}, systemData }] }] } },
  );

describe('when what collects the logs of a registry was last written', () => {
  test.each<[string, readonly Record<string, unknown>[], string | undefined]>([
    ['is not told where there is no event', [], undefined],
    ['is the time of the event', [event()], EARLY],
    ['is the latest of several', [event({ eventTimestamp: LATE }), event()], LATE],
    ['does not depend on letter case', [event({ resourceId: String(event().resourceId).toUpperCase() })], EARLY],
    ['is that of an event of the registry itself', [event({ resourceId: LIVE_REGISTRY })], EARLY],
    [
      'is that of an operation on the registry',
      [
        event({
          operationName: {
            value: 'MICROSOFT.CONTAINERREGISTRY/REGISTRIES/PROVIDERS/MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/WRITE',
          },
        }),
      ],
      EARLY,
    ],
    ['counts by any word for success', [event({ status: { value: 'success' } })], EARLY],
    [
      'is not that of another write',
      [
        event({
          operationName: { value: 'Microsoft.ContainerRegistry/registries/write' },
          resourceId: LIVE_REGISTRY,
        }),
      ],
      undefined,
    ],
    [
      'is not that of an event without a resource, where it is another one',
      [event({ operationName: { value: 'Microsoft.Resources/tags/read' }, resourceId: null })],
      undefined,
    ],
    ['counts when it was accepted', [event({ status: { value: 'Accepted' } })], EARLY],
    ['does not count when it was begun', [event({ status: { value: 'Started' } })], undefined],
    ['does not count when it failed', [event({ status: { value: 'Failed' } })], undefined],
    ['does not count without a status', [event({ status: null })], undefined],
    [
      'is also that of an association',
      [
        event({
          operationName: { value: 'Microsoft.Insights/dataCollectionRuleAssociations/write' },
          resourceId: `${LIVE_REGISTRY}/providers/Microsoft.Insights/dataCollectionRuleAssociations/a`,
        }),
      ],
      EARLY,
    ],
    [
      'is not that of a deletion',
      [event({ operationName: { value: 'Microsoft.Insights/diagnosticSettings/delete' } })],
      undefined,
    ],
    [
      'is not that of another registry',
      [event({ resourceId: `${LIVE_REGISTRY}2/providers/microsoft.insights/diagnosticSettings/audit` })],
      undefined,
    ],
    [
      'is not that of something in no resource',
      [event({ resourceId: '/providers/microsoft.insights/x/y' })],
      undefined,
    ],
  ])('%s', (_, events, expected) => {
    const found = timesOfChanges(events, [liveRegistry()], createScanReads()).get(ID);
    expect(found).toBe(expected === undefined ? undefined : Date.parse(expected));
  });

  test.each<[string, object, string | undefined]>([
    ['is what the setting says', { createdAt: EARLY, lastModifiedAt: LATE }, LATE],
    ['is when the setting was created, where it was not changed', { createdAt: EARLY }, EARLY],
    ['is not told by a time that is none', { lastModifiedAt: 'soon' }, undefined],
    ['is not told by what is no text', { lastModifiedAt: {} }, undefined],
  ])('%s', (_, systemData, expected) => {
    const found = timesOfChanges([], [stamped(systemData)], createScanReads()).get(ID);
    expect(found).toBe(expected === undefined ? undefined : Date.parse(expected));
  });

  test.each<[string, Record<string, unknown>]>([
    ['an event without an operation', event({ operationName: null })],
    ['an event without a resource', event({ resourceId: 7 })],
    ['a change without a time', event({ eventTimestamp: 'soon' })],
  ])('is not made up of %s', (_, wrong) => {
    expect(() => timesOfChanges([wrong], [], createScanReads())).toThrow('the response is not a list of events');
  });
});
