import { defineRule } from '../src/engine/rule.ts';
import { LOG_CATEGORIES } from '../src/model/azure/acr-logs.ts';
import { collectorName } from '../src/model/azure/collector-notes.ts';
import { REGISTRY_TYPE, TABLE_TYPE, WORKSPACE_TYPE } from '../src/model/azure/resource-types.ts';
import type { Collector } from '../src/model/target.ts';
import { isAtLeast } from '../src/value/matching.ts';
import { COLLECTION_RULES } from './helpers/collection-rules.ts';
import { deliversTo, deliversToAny } from './helpers/delivery.ts';
import { gapsThere } from './helpers/gaps.ts';
import { retentionOf } from './helpers/retention-days.ts';
import { shown } from './helpers/text.ts';

export const logsRetention = defineRule({
  name: 'Azure.ACR.LogsRetention',
  ref: 'ACRA-0008',
  aliases: [],
  synopsis: 'The workspace that takes the logs of a container registry should keep them long enough.',
  level: 'warning',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-6'],
  since: '0.1.0',
  targets: [REGISTRY_TYPE],
  needs: [
    COLLECTION_RULES,
    { referenced: WORKSPACE_TYPE, fields: ['properties.retentionInDays'] },
    { referenced: TABLE_TYPE, fields: ['properties.retentionInDays', 'properties.totalRetentionInDays'] },
  ],
  options: {
    minimumDays: {
      description: 'Days that a workspace has to keep the logs in all, interactive and long-term.',
      type: 'integer',
      minimum: 1,
      default: 90,
    },
  },
  pass: 'a workspace keeps its logs long enough',
  reasons: {
    'kept-too-short': {
      message:
        '{collector} sends {category} to a workspace that keeps it {days} days; option minimumDays={minimum} asks for more',
      remedy: 'raise the retention of the table or of the workspace',
    },
  },
  where: ({ collectors }, ctx) => deliversToAny(ctx.require(collectors), 'workspace', ctx),
  check: (target, ctx) => {
    const all = ctx.require(target.collectors);
    const { minimumDays } = ctx.options;
    const isSent = (one: Collector, category: string) => deliversTo(one, 'workspace', category, all, ctx);
    const retention = (one: Collector, category: string) => retentionOf(target, one, category, ctx);
    const isKept = (category: string): boolean =>
      ctx.some(all, (one) =>
        ctx.both(
          () => isSent(one, category),
          () => ctx.holds(isAtLeast(retention(one, category).days, minimumDays)),
        ),
      );
    const candidates = all.flatMap((one) =>
      LOG_CATEGORIES.map((category) => ({
        isThere: () =>
          ctx.both(
            () => isSent(one, category),
            () => !isKept(category),
          ),
        gap: () => {
          const { days, origin = one.origin } = retention(one, category);
          const values = { collector: collectorName(one), category, days: shown(days), minimum: String(minimumDays) };
          return ctx.reason('kept-too-short', values, origin);
        },
      })),
    );
    return gapsThere(candidates, ctx);
  },
});
