import { describe, expect, test } from 'vitest';
import { logs } from '../../../rules/Azure.ACR.Logs.ts';
import { logsValid } from '../../../rules/Azure.ACR.LogsValid.ts';
import { metrics } from '../../../rules/Azure.ACR.Metrics.ts';
import { fixesOf } from '../../../src/fixes/arm/finding-fixes.ts';
import { planSession } from '../../../src/fixes/arm/session.ts';
import {
  BOTH,
  group,
  LOGIN,
  OTHER_WORKSPACE,
  on,
  REPOSITORY,
  registry,
  setting,
  template,
  WORKSPACE,
} from '../../support/arm-templates.ts';
import { fixText, sessionInput } from '../../support/fixes.ts';
import { expectFiles, type FixTemplate, said, titled } from './rule-fixes.ts';

const ALL = { category: 'AllMetrics', enabled: true };
const RULES = [logs, logsValid, metrics];
const TO_WORKSPACE = { settings: { destination: { workspaceId: WORKSPACE } } };

const added = setting(
  { logs: [group('audit')], metrics: [ALL] },
  {
    name: 'acr-audit',
    scope: 'Microsoft.ContainerRegistry/registries/acr',
    dependsOn: ["[resourceId('Microsoft.ContainerRegistry/registries', 'acr')]"],
  },
);

const CASES: readonly FixTemplate[] = [
  {
    title: 'metrics go into the setting that the fix of logs adds',
    before: template([registry()]),
    after: template([registry(), added]),
    options: TO_WORKSPACE,
  },
  {
    title: 'a misspelt category is corrected, not listed beside the right one',
    before: template([registry(), setting({ logs: [on('ContainerRegistryLoginEvent'), on(REPOSITORY)] })]),
    after: template([registry(), setting({ logs: BOTH, metrics: [ALL] })]),
  },
  {
    title: 'what is wrong in a setting that logs do not need is corrected too',
    before: template([
      registry(),
      setting(),
      setting({ workspaceId: OTHER_WORKSPACE, logs: [{ category: LOGIN }] }, { name: 'b' }),
    ]),
    after: template([
      registry(),
      setting({ metrics: [ALL] }),
      setting({ workspaceId: OTHER_WORKSPACE, logs: [on(LOGIN)] }, { name: 'b' }),
    ]),
  },
  {
    title: 'a destination that the fix of logs gives lets the rest be corrected',
    before: template([
      registry(),
      setting({ workspaceId: '', logs: [on('ContainerRegistryLoginEvents')], metrics: [{ category: 'AllMetric' }] }),
    ]),
    after: template([registry(), setting({ logs: BOTH, metrics: [ALL] })]),
    options: TO_WORKSPACE,
  },
  {
    title: 'two registries, one of which only lacks metrics',
    before: template([registry({ name: 'other' }), registry(), setting()]),
    after: template([
      registry({ name: 'other' }),
      registry(),
      setting({ metrics: [ALL] }),
      {
        ...added,
        scope: 'Microsoft.ContainerRegistry/registries/other',
        dependsOn: ["[resourceId('Microsoft.ContainerRegistry/registries', 'other')]"],
      },
    ]),
    options: TO_WORKSPACE,
  },
];

describe('with several rules', () => {
  test.each(titled(CASES))('%s', (_, own) => {
    expectFiles(RULES, own);
  });

  test('what one rule refuses does not keep another from its fix', () => {
    const own = {
      title: '',
      before: template([registry(), setting({ logs: [on(LOGIN), on(REPOSITORY), on('AuditEvent')] })]),
    };
    expectFiles(RULES, {
      ...own,
      after: template([registry(), setting({ logs: [on(LOGIN), on(REPOSITORY), on('AuditEvent')], metrics: [ALL] })]),
    });
    expect(said(RULES, own)).toEqual([
      expect.stringMatching(/^Azure\.ACR\.LogsValid: no edit of a diagnostic setting corrects this/),
      "Azure.ACR.Metrics: diagnostic setting 'audit' collects AllMetrics",
    ]);
  });

  test('a refusal that another fix makes pointless is not said', () => {
    const own = { title: '', before: template([registry(), setting({ workspaceId: '' })]), options: TO_WORKSPACE };
    expect(said([logsValid], own)).toEqual([expect.stringMatching(/has no destination/)]);
    expect(said([logs, logsValid], own)).toEqual([`Azure.ACR.Logs: diagnostic setting 'audit' sends to ${WORKSPACE}`]);
  });
});

test('an edit of several rules keeps comments, lines and their ends', () => {
  const lines = [
    '{',
    '\t"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",',
    '\t"contentVersion": "1.0.0.0",',
    '\t"resources": [',
    '\t\t{ "type": "Microsoft.ContainerRegistry/registries", "apiVersion": "2023-07-01", "name": "acr" },',
    '\t\t{',
    '\t\t\t"type": "Microsoft.Insights/diagnosticSettings",',
    '\t\t\t"apiVersion": "2021-05-01-preview",',
    '\t\t\t"scope": "Microsoft.ContainerRegistry/registries/acr",',
    '\t\t\t"name": "audit",',
    '\t\t\t"properties": {',
    `\t\t\t\t"workspaceId": "${WORKSPACE}", // ours`,
    '\t\t\t\t"logs": [',
    '\t\t\t\t\t// who signs in',
    '\t\t\t\t\t{ "category": "ContainerRegistryLoginEvent", "enabled": true },',
    '\t\t\t\t\t{ "category": "ContainerRegistryRepositoryEvents" }, // pushes',
    '\t\t\t\t\t{ "category": "ContainerRegistryRepositoryEvents", "enabled": false } // twice',
    '\t\t\t\t]',
    '\t\t\t}',
    '\t\t}',
    '\t]',
    '}',
    '',
  ];
  const { texts, violations } = fixText(lines.join('\r\n'), { rules: RULES });
  const wanted = lines.flatMap((line) => {
    if (line.endsWith('// twice')) return [];
    if (line.endsWith('// pushes')) return [line.replace('Events" },', 'Events", "enabled": true }')];
    if (line.startsWith('\t\t\t\t]'))
      return [
        `${line},`,
        '\t\t\t\t"metrics": [',
        '\t\t\t\t\t{',
        '\t\t\t\t\t\t"category": "AllMetrics",',
        '\t\t\t\t\t\t"enabled": true',
        '\t\t\t\t\t}',
        '\t\t\t\t]',
      ];
    return [line.replace('LoginEvent"', 'LoginEvents"')];
  });
  expect(violations).toEqual([]);
  expect(texts.get('main.json')?.split('\r\n')).toEqual(wanted);
});

describe('what is offered for single findings', () => {
  const offered = (resources: Parameters<typeof template>[0]): readonly string[] => {
    const input = sessionInput(JSON.stringify(template(resources)), { rules: RULES, ...TO_WORKSPACE });
    const fixes = fixesOf(planSession(input), input);
    return input.before.findings.flatMap(({ rule, fingerprint }) => {
      const fix = fixes.get(fingerprint);
      return fix === undefined ? [] : [`${rule}: ${fix.description}`];
    });
  };

  test('is each fix that holds alone', () => {
    expect(
      offered([registry(), setting({ logs: [{ category: LOGIN, enabled: true }, { category: REPOSITORY }] })]),
    ).toEqual([
      `Azure.ACR.Logs: diagnostic setting 'audit' enables ${REPOSITORY}`,
      "Azure.ACR.Metrics: diagnostic setting 'audit' collects AllMetrics",
    ]);
  });

  test('is nothing that needs the fix of another rule first', () => {
    expect(offered([registry()])).toEqual(["Azure.ACR.Logs: adds diagnostic setting 'acr-audit'"]);
  });
});
