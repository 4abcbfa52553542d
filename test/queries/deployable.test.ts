import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { deployableQueries } from '../../src/api/deployable-queries.ts';
import { queryCatalog } from '../../src/api/query-catalog.ts';
import { armOf } from '../fixes/live/bicep-to-arm.ts';
import { ACTIVITY_ALERTS, LOG_ALERTS, QUERY_PACK } from './deployment-schemas.ts';

const files = deployableQueries();
const { queries, alerts } = queryCatalog();

interface Template {
  readonly parameters: Readonly<Record<string, { readonly type: string; readonly defaultValue?: unknown }>>;
  readonly resources: readonly {
    readonly name: string;
    readonly properties: {
      readonly body?: string;
      readonly windowSize?: string;
      readonly overrideQueryTimeRange?: string;
      readonly condition?: { readonly allOf: readonly { readonly anyOf?: readonly { readonly equals: string }[] }[] };
      readonly criteria?: { readonly allOf: readonly Criterion[] };
    };
  }[];
}

interface Criterion {
  readonly query: string;
  readonly metricMeasureColumn: string;
  readonly resourceIdColumn: string;
  readonly dimensions: readonly { readonly name: string }[];
  readonly threshold: string;
}

const template = (name: string): Template => JSON.parse(files.get(`${name}.json`) ?? '');

const criteria = (): readonly Criterion[] =>
  template('alerts').resources.flatMap(({ properties }) => properties.criteria?.allOf ?? []);

test('all files, in the same order and with the same bytes each time', () => {
  expect([...files.keys()].filter((file) => !file.startsWith('queries/'))).toEqual([
    'README.md',
    'alerts.bicep',
    'alerts.json',
    'activity-alerts.bicep',
    'activity-alerts.json',
    'query-pack.bicep',
    'query-pack.json',
  ]);
  const texts = [...queries, ...alerts].map(({ name, text }) => [`queries/${name}.kql`, text]);
  expect([...files].filter(([file]) => file.startsWith('queries/'))).toEqual(texts);
  expect([...deployableQueries()]).toEqual([...files]);
  for (const [name, text] of files) expect(text.endsWith('\n') && !text.endsWith('\n\n'), name).toBe(true);
});

describe('the templates', () => {
  test.each([
    ['query-pack', QUERY_PACK],
    ['alerts', LOG_ALERTS],
    ['activity-alerts', ACTIVITY_ALERTS],
  ])('%s has the shape that Azure takes', (name, schema) => {
    const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
    expect(validate(template(name)), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each(['query-pack', 'alerts', 'activity-alerts'])('%s is the same in Bicep', (name) => {
    // The one lambda is no part of the Bicep that is understood here; both forms of it are compared as they are.
    const bicep = files
      .get(`${name}.bicep`)
      ?.replaceAll('map(actionGroupIds, id => { actionGroupId: id })', 'objects()');
    const json = files
      .get(`${name}.json`)
      ?.replaceAll(
        "[map(parameters('actionGroupIds'), lambda('id', createObject('actionGroupId', lambdaVariables('id'))))]",
        '[objects()]',
      );
    expect(armOf(bicep ?? '', Object.fromEntries(files))).toEqual(JSON.parse(json ?? ''));
  });

  test.each(['query-pack', 'alerts', 'activity-alerts'])('%s asks for nothing that it does not use', (name) => {
    const { parameters, resources } = template(name);
    const used = JSON.stringify(resources);
    expect(Object.keys(parameters).filter((parameter) => !used.includes(`parameters('${parameter}')`))).toEqual([]);
  });
});

describe('the query pack', () => {
  test('has every query that is a question, under a name of its own', () => {
    const [, ...packed] = template('query-pack').resources;
    expect(packed.map(({ properties }) => properties.body)).toEqual(queries.map(({ text }) => text));
    expect(new Set(packed.map(({ name }) => name)).size).toBe(queries.length);
  });
});

describe('the alert rules', () => {
  test('have what should alert, each with its threshold as a parameter', () => {
    const { parameters } = template('alerts');
    const thresholds = Object.entries(parameters).filter(([name]) => name.endsWith('Threshold'));
    expect(thresholds.map(([name, { defaultValue }]) => [name, defaultValue])).toEqual([
      ['adminCredentialsThreshold', 0],
      ['failedLoginBurstThreshold', 20],
      ['loggingRemovedThreshold', 0],
      ['loginAfterFailuresThreshold', 10],
      ['newIdentityDeletesThreshold', 0],
      ['repositoryDeletedThreshold', 0],
      ['throttlingBurstThreshold', 50],
      ['untagBurstThreshold', 20],
    ]);
    expect(criteria().map(({ threshold }) => threshold)).toEqual(thresholds.map(([name]) => `[parameters('${name}')]`));
  });

  test('ask for a workspace and action groups, and for nothing else', () => {
    const asked = Object.entries(template('alerts').parameters).filter(
      ([, { defaultValue }]) => defaultValue === undefined,
    );
    expect(asked.map(([name, { type }]) => [name, type])).toEqual([
      ['workspaceId', 'string'],
      ['actionGroupIds', 'array'],
    ]);
  });

  test('read columns that their queries give, and split by all but the measure', () => {
    for (const [i, found] of criteria().entries()) {
      const { metricMeasureColumn, resourceIdColumn, dimensions } = found;
      const read = [resourceIdColumn, ...dimensions.map(({ name }) => name), metricMeasureColumn];
      expect(read.toSorted()).toEqual(alerts[i]?.columns.map(({ name }) => name).toSorted());
    }
  });

  test('measure numbers', () => {
    for (const { alert, columns } of alerts)
      expect(columns.find(({ name }) => name === alert.measure)?.type).toBe('long');
  });

  test('look back no further than their window, but for the one that compares with what was before', () => {
    const longer = template('alerts').resources.filter(
      ({ properties }) => properties.overrideQueryTimeRange !== undefined,
    );
    expect(
      longer.map(({ properties: { windowSize, overrideQueryTimeRange } }) => [windowSize, overrideQueryTimeRange]),
    ).toEqual([['PT15M', 'P2D']]);
    const [compares] = alerts.filter(({ alert }) => alert.range !== undefined);
    expect(compares?.parameters.map((one) => one.default)).toEqual(['15m']);
    expect(alerts.filter(({ text }) => text.includes('ago('))).toEqual([compares]);
  });
});

test('alerts on the activity log are on the operations that Azure names', () => {
  const operations = template('activity-alerts').resources.map(({ properties }) =>
    properties.condition?.allOf.flatMap(({ anyOf = [] }) => anyOf.map(({ equals }) => equals)),
  );
  expect(operations).toEqual([
    ['Microsoft.Insights/diagnosticSettings/delete', 'Microsoft.Insights/dataCollectionRuleAssociations/delete'],
    [
      'Microsoft.ContainerRegistry/registries/listCredentials/action',
      'Microsoft.ContainerRegistry/registries/regenerateCredential/action',
    ],
  ]);
  const texts = alerts.map(({ text }) => text).join('');
  expect(operations.flat().filter((operation) => !texts.includes(`=~ "${operation}"`))).toEqual([]);
});

test('the README names every file, query and alert', () => {
  const readme = files.get('README.md') ?? '';
  const names = [...files.keys()].filter((file) => !/^README|^queries/.test(file));
  const wanted = [...names, ...queries.map(({ name }) => name), ...alerts.map(({ name }) => name)];
  expect(wanted.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
