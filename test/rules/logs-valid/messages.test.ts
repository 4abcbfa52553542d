import { expect, test } from 'vitest';
import { logsValid } from '../../../rules/Azure.ACR.LogsValid.ts';
import { group, type Json, LOGIN, on } from '../../support/arm-templates.ts';
import { type CaseInput, evaluateCase } from '../../support/evaluate-case.ts';
import { entries, withMetrics } from './inputs.ts';

function messageOf(input: CaseInput): string | undefined {
  return evaluateCase(logsValid, input).verdicts[0]?.message;
}

const categoryMessage = (name: string, hint: string): string =>
  `diagnostic setting 'audit' lists ${name}, which is no log category of container registries, so Azure refuses it${hint}`;

test.each<[string, Json, string]>([
  [
    'a letter is missing',
    'ContainerRegistryLoginEvent',
    categoryMessage('ContainerRegistryLoginEvent', `; the nearest is ${LOGIN}`),
  ],
  ['it is too far from both', 'AuditEvent', categoryMessage('AuditEvent', '')],
  ['it is a group', 'AllLogs', categoryMessage('AllLogs', '; it is a category group')],
])('the message on a category names the nearest one: %s', (_, name, message) => {
  expect(messageOf({ resources: entries([on(String(name))]) })).toBe(message);
});

test.each<[string, CaseInput, string]>([
  [
    'a group',
    { resources: entries([group('audits')]) },
    "diagnostic setting 'audit' lists category group audits, which Azure does not have; the nearest is audit",
  ],
  [
    'a metric',
    { resources: withMetrics([{ category: 'StorageUsed', enabled: true }]) },
    "diagnostic setting 'audit' lists metric category StorageUsed; Azure accepts AllMetrics only",
  ],
  [
    'a repetition',
    { resources: entries([group('audit'), group('AUDIT')]) },
    "diagnostic setting 'audit' lists category group audit more than once, so which entry counts is open",
  ],
  [
    'an entry without enabled',
    { resources: entries([{ categoryGroup: 'audit' }]) },
    "category group audit in diagnostic setting 'audit' does not say whether it is enabled, so it is not collected",
  ],
  [
    'a version',
    { resources: entries([group('audit')], { apiVersion: '2017-05-01-preview' }) },
    "diagnostic setting 'audit' lists category groups, which its apiVersion 2017-05-01-preview does not know",
  ],
  [
    'a list that is not known',
    { resources: entries("[parameters('logs')]"), declares: { logs: { type: 'array' } } },
    'depends on parameter logs',
  ],
])('the message on %s names it', (_, input, message) => {
  expect(messageOf(input)).toBe(message);
});
