import { logsArrive } from '../../rules/Azure.ACR.LogsArrive.ts';
import type { ScanRecord } from '../../src/sources/azure/decode/scan-record.ts';
import { LOGIN, REPOSITORY, registry, setting, WORKSPACE } from '../support/arm-templates.ts';
import {
  DENIED,
  deniedResource,
  LIVE_REGISTRY,
  LIVE_RULE,
  LIVE_STORAGE,
  LIVE_WORKSPACE,
  liveAssociated,
  liveRegistry,
  liveResource,
  missingResource,
  withSettings,
} from '../support/live-cases.ts';
import { ruleCases } from '../support/rule-cases.ts';

const FROM = '2030-01-01T00:00:00.000Z';
const TO = '2030-01-01T23:40:00.000Z';
const QUERY = `${LIVE_WORKSPACE}/query`;
const CHANGES = `${LIVE_REGISTRY}/providers/Microsoft.Insights/eventtypes/management`;
const METRICS = `${LIVE_REGISTRY}/providers/Microsoft.Insights/metrics`;
const SOME = { count: 7, last: '2030-01-01T12:00:00.000Z' };
const BOTH = { [LOGIN]: SOME, [REPOSITORY]: SOME };
const IDLE = `activity it was not pulled from or pushed to since ${FROM}`;
const NO_LOGIN = 'activity no login left an event; a token lasts for hours, and anonymous pulls need none';

const workspace = (properties: object = {}): ScanRecord =>
  liveResource(LIVE_WORKSPACE, { properties: { customerId: '11111111-1111-4111-8111-111111111111', ...properties } });

const found = (events: object, id = QUERY): ScanRecord =>
  liveResource(id, { properties: { from: FROM, to: TO, registries: { [LIVE_REGISTRY.toLowerCase()]: events } } });

const changes = (from = FROM, lastChange: string | null = null): ScanRecord =>
  liveResource(CHANGES, { properties: { from, to: TO, lastChange } });

const metrics = (pulls: number, pushes = 0): ScanRecord => liveResource(METRICS, { properties: { pulls, pushes } });

const ONLY = (category: string) =>
  withSettings({ one: { workspaceId: LIVE_WORKSPACE, logs: [{ category, enabled: true }] } });

/** A data collection rule that sends both streams to the workspace. */
const collection = liveResource(LIVE_RULE, {
  kind: 'PlatformTelemetry',
  properties: {
    dataSources: {
      platformTelemetry: [{ name: 'logs', streams: ['microsoft.containerregistry/registries:Logs-Group-All'] }],
    },
    destinations: { logAnalytics: [{ name: 'w', workspaceResourceId: LIVE_WORKSPACE }] },
    dataFlows: [{ streams: ['microsoft.containerregistry/registries:Logs-Group-All'], destinations: ['w'] }],
  },
});

const SECOND = LIVE_WORKSPACE.replace(/w$/, 'second');
const TRANSFORMED = { defaultDataCollectionRuleResourceId: LIVE_RULE };

ruleCases(logsArrive, {
  pass: [],
  fail: [],
  unknown: [
    {
      name: 'a template, which does not show what arrives',
      resources: [registry(), setting()],
      reasons: [],
      dependsOn: [`notRead ${WORKSPACE}, which is not in this template`],
    },
  ],
  notApplicable: [{ name: 'a registry whose logs nothing collects', resources: [registry()] }],
  live: [
    { name: 'events of both categories', records: [workspace(), found(BOTH), liveRegistry()], outcome: 'pass' },
    {
      name: 'a workspace written with a slash at its end',
      records: [workspace(), found(BOTH), liveRegistry({ workspaceId: `${LIVE_WORKSPACE}/` })],
      outcome: 'pass',
    },
    {
      name: 'a data collection rule whose events arrive',
      records: [workspace(), collection, found(BOTH), liveAssociated()],
      outcome: 'pass',
    },
    {
      name: 'the one category that is sent',
      records: [workspace(), found({ [REPOSITORY]: SOME }), ONLY(REPOSITORY)],
      outcome: 'pass',
    },
    {
      name: 'activity and no events',
      records: [workspace(), found({}), changes(), metrics(2, 1), liveRegistry()],
      outcome: 'fail',
      reasons: [`not-arriving ${REPOSITORY}`],
    },
    {
      name: 'a push alone and no events',
      records: [workspace(), found({}), changes(), metrics(0, 1), liveRegistry()],
      outcome: 'fail',
      reasons: [`not-arriving ${REPOSITORY}`],
    },
    {
      name: 'login events, activity and no repository events',
      records: [workspace(), found({ [LOGIN]: SOME }), changes(), metrics(2), liveRegistry()],
      outcome: 'fail',
      reasons: [`not-arriving ${REPOSITORY}`],
    },
    {
      name: 'activity, no events, and a transformation',
      records: [workspace(TRANSFORMED), found({}), changes(), metrics(2), liveRegistry()],
      outcome: 'fail',
      reasons: [`may-be-dropped ${REPOSITORY}`],
    },
    {
      name: 'a workspace that does not exist',
      records: [missingResource(LIVE_WORKSPACE), liveRegistry()],
      outcome: 'fail',
      reasons: [`no-workspace ${LOGIN}`, `no-workspace ${REPOSITORY}`],
    },
    {
      name: 'a second workspace without events',
      records: [
        workspace(),
        liveResource(SECOND, { properties: {} }),
        found(BOTH),
        found({}, `${SECOND}/query`),
        changes(),
        metrics(2),
        withSettings({
          one: { workspaceId: LIVE_WORKSPACE, logs: [{ categoryGroup: 'audit', enabled: true }] },
          two: { workspaceId: SECOND, logs: [{ categoryGroup: 'audit', enabled: true }] },
        }),
      ],
      outcome: 'fail',
      reasons: [`not-arriving ${REPOSITORY}`],
    },
    {
      name: 'no events although associations could not be read',
      records: [
        workspace(),
        found({}),
        changes(),
        metrics(2),
        liveRegistry(
          { workspaceId: LIVE_WORKSPACE },
          { lists: { 'Microsoft.Insights/dataCollectionRuleAssociations': { status: 'failed', problem: DENIED } } },
        ),
      ],
      outcome: 'fail',
      reasons: [`not-arriving ${REPOSITORY}`],
    },
    {
      name: 'an idle registry',
      records: [workspace(), found({}), changes(), metrics(0), liveRegistry()],
      outcome: 'unknown',
      dependsOn: [IDLE],
    },
    {
      name: 'an idle registry with a login',
      records: [workspace(), found({ [LOGIN]: SOME }), changes(), metrics(0), liveRegistry()],
      outcome: 'unknown',
      dependsOn: [IDLE],
    },
    {
      name: 'repository events and no login events',
      records: [workspace(), found({ [REPOSITORY]: SOME }), liveRegistry()],
      outcome: 'unknown',
      dependsOn: [NO_LOGIN],
    },
    {
      name: 'no events of logins, which alone are sent',
      records: [workspace(), found({}), ONLY(LOGIN)],
      outcome: 'unknown',
      dependsOn: [NO_LOGIN],
    },
    {
      name: 'a setting that is 90 minutes old when the time ends',
      records: [workspace(), found({}), changes(TO, '2030-01-01T22:10:00.000Z'), liveRegistry()],
      outcome: 'unknown',
      dependsOn: ['activity what collects its logs changed at 2030-01-01T22:10:00.000Z, and Azure may take 90 minutes'],
    },
    {
      name: 'a setting that is a millisecond older',
      records: [
        workspace(),
        found({}),
        changes('2030-01-01T23:39:59.999Z', '2030-01-01T22:09:59.999Z'),
        metrics(1),
        liveRegistry(),
      ],
      outcome: 'fail',
      reasons: [`not-arriving ${REPOSITORY}`],
    },
    {
      name: 'a storage account, which cannot be asked',
      records: [liveRegistry({ storageAccountId: LIVE_STORAGE })],
      outcome: 'unknown',
      dependsOn: ['notRead events in storage accounts, event hubs and partner solutions'],
    },
    {
      name: 'a workspace that is refused',
      records: [deniedResource(LIVE_WORKSPACE), liveRegistry()],
      outcome: 'unknown',
      reasons: [`no-workspace ${LOGIN}`, `no-workspace ${REPOSITORY}`],
      dependsOn: [`permission ${LIVE_WORKSPACE}: ${DENIED.message}`],
    },
    {
      name: 'a query that is refused',
      records: [workspace(), deniedResource(QUERY), liveRegistry()],
      outcome: 'unknown',
      dependsOn: [`permission ${QUERY}: ${DENIED.message}`],
    },
    {
      name: 'metrics that are refused',
      records: [workspace(), found({}), changes(), deniedResource(METRICS), liveRegistry()],
      outcome: 'unknown',
      dependsOn: [`permission ${METRICS}: ${DENIED.message}`],
    },
    {
      name: 'an activity log that is refused',
      records: [workspace(), found({}), deniedResource(CHANGES), metrics(2), liveRegistry()],
      outcome: 'unknown',
      dependsOn: [`permission ${CHANGES}: ${DENIED.message}`],
    },
    {
      name: 'a query that was not made',
      records: [workspace(), liveRegistry()],
      outcome: 'unknown',
      dependsOn: [`notRead ${QUERY}`],
    },
    {
      name: 'a query that did not ask for the registry',
      records: [workspace(), liveResource(QUERY, { properties: { registries: {} } }), liveRegistry()],
      outcome: 'unknown',
      dependsOn: [`notRead events of it in ${LIVE_WORKSPACE}`],
    },
    {
      name: 'no setting',
      records: [withSettings({})],
      outcome: 'notApplicable',
    },
  ],
});
