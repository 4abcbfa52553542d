import { describe, expect, test } from 'vitest';
import { metrics } from '../../../rules/Azure.ACR.Metrics.ts';
import {
  BOOL,
  type Json,
  type JsonObject,
  nested,
  OTHER_WORKSPACE,
  parameterFile,
  registry,
  STORAGE,
  setting,
  template,
} from '../../support/arm-templates.ts';
import { expectFiles, type FixTemplate, fixesBy, said, titled } from './rule-fixes.ts';

const ALL = { category: 'AllMetrics', enabled: true };
const OFF = { category: 'AllMetrics', enabled: false };
const generated = { metadata: { _generator: { name: 'bicep', templateHash: '1' } } };

const withMetrics = (list: Json, changes: JsonObject = {}): JsonObject =>
  template([registry(), setting({ metrics: list }, changes)]);

/** Metrics that a parameter turns on. */
const switched = (): JsonObject =>
  template([registry(), setting({ metrics: [{ ...ALL, enabled: "[parameters('on')]" }] })], {
    parameters: { on: BOOL },
  });

const COLLECTS: readonly FixTemplate[] = [
  { title: 'a setting without metrics', before: template([registry(), setting()]), after: withMetrics([ALL]) },
  { title: 'an empty list', before: withMetrics([]), after: withMetrics([ALL]) },
  { title: 'null', before: withMetrics(null), after: withMetrics([ALL]) },
  { title: 'metrics that are off', before: withMetrics([OFF]), after: withMetrics([ALL]) },
  { title: 'metrics without enabled', before: withMetrics([{ category: 'AllMetrics' }]), after: withMetrics([ALL]) },
  {
    title: 'a misspelt category',
    before: withMetrics([{ category: 'AllMetric', enabled: false }]),
    after: withMetrics([ALL]),
  },
  {
    title: 'another category, which stays',
    before: withMetrics([{ category: 'StorageUsed', enabled: true }]),
    after: withMetrics([{ category: 'StorageUsed', enabled: true }, ALL]),
  },
  {
    title: 'a setting in a nested deployment',
    before: template([registry(), nested([setting()])]),
    after: template([registry(), nested([setting({ metrics: [ALL] })])]),
  },
  {
    title: 'the setting that sends to the configured destination',
    before: template([registry(), setting(), setting({ workspaceId: OTHER_WORKSPACE }, { name: 'b' })]),
    after: template([registry(), setting(), setting({ workspaceId: OTHER_WORKSPACE, metrics: [ALL] }, { name: 'b' })]),
    options: { settings: { destination: { workspaceId: OTHER_WORKSPACE } } },
  },
  {
    title: 'the first setting that sends anywhere, whatever is configured',
    before: template([registry(), setting({ workspaceId: '' }), setting({ storageAccountId: STORAGE }, { name: 'b' })]),
    after: template([
      registry(),
      setting({ workspaceId: '' }),
      setting({ storageAccountId: STORAGE, metrics: [ALL] }, { name: 'b' }),
    ]),
    options: { settings: { destination: { workspaceId: OTHER_WORKSPACE } } },
  },
  {
    title: 'the second setting, where an expression makes the metrics of the first',
    before: template(
      [registry(), setting({ metrics: "[variables('m')]" }), setting({ workspaceId: OTHER_WORKSPACE }, { name: 'b' })],
      { variables: { m: [OFF] } },
    ),
    after: template(
      [
        registry(),
        setting({ metrics: "[variables('m')]" }),
        setting({ workspaceId: OTHER_WORKSPACE, metrics: [ALL] }, { name: 'b' }),
      ],
      { variables: { m: [OFF] } },
    ),
  },
  {
    title: 'a switch in a parameter file, in the template',
    before: switched(),
    parameters: { 'main.parameters.json': parameterFile({ on: false }) },
    after: withSwitch(),
  },
  {
    title: 'JSON that Bicep made, where --force says so',
    before: { ...template([registry(), setting()]), ...generated },
    after: { ...withMetrics([ALL]), ...generated },
    options: { force: true },
  },
];

function withSwitch(): JsonObject {
  return template([registry(), setting({ metrics: [ALL] })], { parameters: { on: BOOL } });
}

const REFUSES: readonly FixTemplate[] = [
  { title: 'no setting', before: template([registry()]), refused: /^no diagnostic setting that may be edited/ },
  {
    title: 'no destination',
    before: template([registry(), setting({ workspaceId: '' })]),
    refused: /^no diagnostic setting that may be edited/,
  },
  {
    title: 'a setting that is not to be edited',
    before: template([registry(), setting({}, { name: 'setByPolicy-logs' })]),
    refused: /^no diagnostic setting that may be edited/,
  },
  {
    title: 'a setting that is not deployed',
    before: template([registry(), setting({}, { condition: false })]),
    refused: /^no diagnostic setting that may be edited/,
  },
  {
    title: 'metrics that an expression makes',
    before: template([registry(), setting({ metrics: "[variables('m')]" })], { variables: { m: [OFF] } }),
    refused: /^the metrics of diagnostic setting 'audit' are made by an expression or a loop$/,
  },
  {
    title: 'metrics that a loop makes',
    before: template([registry(), setting({ copy: [{ name: 'metrics', count: 1, input: OFF }] })]),
    refused: /are made by an expression or a loop$/,
  },
  {
    title: 'JSON that Bicep made',
    before: { ...template([registry(), setting()]), ...generated },
    refused: /^generated$/,
  },
];

describe('a fix collects metrics in', () => {
  test.each(titled(COLLECTS))('%s', (_, own) => {
    expectFiles([metrics], own);
  });
});

describe('a fix collects no metrics with', () => {
  test.each(titled(REFUSES))('%s', (_, own) => {
    expect(fixesBy([metrics], own).texts.size).toBe(0);
    expect(said([metrics], own).map((text) => text.replace('Azure.ACR.Metrics: ', ''))).toEqual([
      expect.stringMatching(own.refused ?? /./),
    ]);
  });
});
