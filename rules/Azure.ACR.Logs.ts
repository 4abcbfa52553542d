import { defineRule } from '../src/engine/rule.ts';
import { REGISTRY_TYPE } from '../src/model/azure/resource-types.ts';
import { auditEvidence } from './helpers/audit-evidence.ts';
import { auditGaps } from './helpers/audit-gaps.ts';
import { requireWholeId } from './helpers/audit-logs.ts';
import { COLLECTION_RULES } from './helpers/collection-rules.ts';

export const logs = defineRule({
  name: 'Azure.ACR.Logs',
  ref: 'ACRA-0001',
  aliases: ['Azure.ACR.AuditLogs', 'AZR-000535'],
  synopsis: 'A container registry should send its login and repository logs somewhere.',
  level: 'error',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-3', 'MCSB LT-4', 'CIS Azure 6.1.4'],
  since: '0.1.0',
  targets: [REGISTRY_TYPE],
  options: {
    coverage: {
      description: 'Which diagnostic settings together count: one, those that share a destination, or any.',
      enum: ['setting', 'destination', 'any'],
      default: 'setting',
    },
    collectors: {
      description: 'What counts: diagnostic settings, or data collection rules (a preview) as well.',
      enum: ['any', 'settings'],
      default: 'any',
    },
  },
  needs: [COLLECTION_RULES],
  pass: 'login and repository events are collected',
  reasons: {
    'no-setting': {
      message: 'no diagnostic setting is attached to it',
      remedy: 'add a diagnostic setting on the registry with category group audit and a destination',
    },
    'setting-not-deployed': {
      message: '{collector} is not deployed ({because})',
      remedy: 'deploy the setting with the registry: drop its condition or give the value that makes it true',
    },
    'missing-category': {
      message: '{category} is not collected by any diagnostic setting',
      remedy: 'enable the category in the setting, or use category group audit instead of categories',
    },
    'disabled-category': {
      message: '{collector} lists {entry} and does not enable it',
      remedy: 'set enabled to true on the entry',
    },
    'no-destination': {
      message:
        '{collector} sends its logs nowhere: it has no workspace, storage account, event hub authorization rule or partner solution',
      remedy: 'give the setting a workspace, storage account, event hub authorization rule or partner solution',
    },
    overwritten: {
      message: '{collector} is declared more than once, and the version deployed last does not collect everything',
      remedy: 'give each diagnostic setting a name of its own',
    },
    'weakens-live-setting': {
      message: '{collector} replaces the live one of its name (scan of {date}) and collects less',
      remedy: 'let it collect what the live one does, or give it a name of its own',
    },
    'split-across-settings': {
      message: 'login and repository events are collected separately; option coverage={coverage} accepts that',
      remedy: 'put both categories into one setting, or choose the option coverage that fits',
    },
  },
  fixes: ['template', 'live', 'policy'],
  evidence: auditEvidence,
  check: ({ id, collectors }, ctx) => {
    requireWholeId(id, 'the registry', ctx);
    const counted = ctx
      .require(collectors)
      .filter(({ kind }) => ctx.options.collectors === 'any' || kind === 'setting');
    const gaps = auditGaps(counted, ctx.options.coverage, ctx);
    return gaps.map((gap) => ctx.reason(gap.id, gap.values, gap.at));
  },
});
