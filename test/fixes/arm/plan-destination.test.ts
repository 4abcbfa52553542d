import { describe, expect, test } from 'vitest';
import { defineRule } from '../../../src/engine/rule.ts';
import {
  BOTH,
  HUB_RULE,
  OTHER_WORKSPACE,
  registry,
  STORAGE,
  STRING,
  setting,
  template,
  WORKSPACE,
} from '../../support/arm-templates.ts';
import { expectFiles, type FixTemplate, fixesBy, said, titled } from './rule-fixes.ts';

/** Accepts one workspace. */
const destination = defineRule({
  name: 'Azure.ACR.LogsDestination',
  ref: 'ACRA-0004',
  aliases: [],
  synopsis: 'Logs should go to the workspace.',
  level: 'error',
  pillar: 'Security',
  category: 'SE:10',
  controls: ['none'],
  since: '0.1.0',
  targets: ['Microsoft.ContainerRegistry/registries'],
  pass: 'its logs go to the workspace',
  reasons: { 'wrong-kind': { message: 'diagnostic setting {setting} sends elsewhere', remedy: 'send it there' } },
  check: ({ collectors }, ctx) => {
    const all = ctx.require(collectors);
    const isAccepted = all.some(({ destinations }) => destinations.workspace === WORKSPACE);
    return isAccepted ? [] : [ctx.reason('wrong-kind', { setting: all[0]?.label ?? 'none' })];
  },
});

const options = { settings: { destination: { workspaceId: WORKSPACE } } };
const to = (properties: Parameters<typeof setting>[0], name = 'audit') => setting(properties, { name });

const SENDS: readonly FixTemplate[] = [
  {
    title: 'beside a destination of another kind, which stays',
    before: template([registry(), to({ workspaceId: undefined, storageAccountId: STORAGE, logs: BOTH })]),
    after: template([registry(), to({ workspaceId: WORKSPACE, storageAccountId: STORAGE, logs: BOTH })]),
    options,
  },
  {
    title: 'in place of one of its kind',
    before: template([registry(), to({ workspaceId: OTHER_WORKSPACE })]),
    after: template([registry(), to({ workspaceId: WORKSPACE })]),
    options,
  },
  {
    title: 'in the setting that collects logs',
    before: template([
      registry(),
      to({ workspaceId: OTHER_WORKSPACE, logs: [] }),
      to({ storageAccountId: STORAGE, workspaceId: undefined }, 'b'),
    ]),
    after: template([
      registry(),
      to({ workspaceId: OTHER_WORKSPACE, logs: [] }),
      to({ storageAccountId: STORAGE, workspaceId: WORKSPACE }, 'b'),
    ]),
    options,
  },
  {
    title: 'in the setting that may be edited',
    before: template([
      registry(),
      to({ storageAccountId: STORAGE, workspaceId: undefined }, 'setByPolicy-a'),
      to({ eventHubAuthorizationRuleId: HUB_RULE, workspaceId: undefined }, 'b'),
    ]),
    after: template([
      registry(),
      to({ storageAccountId: STORAGE, workspaceId: undefined }, 'setByPolicy-a'),
      to({ eventHubAuthorizationRuleId: HUB_RULE, workspaceId: WORKSPACE }, 'b'),
    ]),
    options,
  },
];

const REFUSES: readonly FixTemplate[] = [
  {
    title: 'no destination is given',
    before: template([registry(), to({ workspaceId: OTHER_WORKSPACE })]),
    refused: /^nothing says where its logs are to go$/,
  },
  {
    title: 'there is no setting',
    before: template([registry()]),
    options,
    refused: /^no diagnostic setting that may be edited/,
  },
  {
    title: 'the setting is not to be edited',
    before: template([registry(), to({ workspaceId: OTHER_WORKSPACE }, 'setByPolicy-a')]),
    options,
    refused: /^no diagnostic setting that may be edited/,
  },
  {
    title: 'an expression says where the logs go',
    before: template([registry(), to({ workspaceId: "[parameters('w')]" })], { parameters: { w: STRING } }),
    options,
    refused: /^the destination of diagnostic setting 'audit' is made by an expression/,
  },
  {
    title: 'another setting sends there already',
    before: template([
      registry(),
      to({ workspaceId: OTHER_WORKSPACE }),
      to({ workspaceId: WORKSPACE.toUpperCase() }, 'b'),
    ]),
    options,
    refused: /^the edit would introduce a new finding: Azure would refuse it/,
  },
];

describe('a fix sends the logs to the configured destination', () => {
  test.each(titled(SENDS))('%s', (_, own) => {
    expectFiles([destination], own);
  });
});

describe('a fix leaves the destination alone where', () => {
  test.each(titled(REFUSES))('%s', (_, own) => {
    expect(fixesBy([destination], own).texts.size).toBe(0);
    expect(said([destination], own).map((text) => text.replace('Azure.ACR.LogsDestination: ', ''))).toEqual([
      expect.stringMatching(own.refused ?? /./),
    ]);
  });
});
