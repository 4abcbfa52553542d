import { defineRule } from '../src/engine/rule.ts';
import { REGISTRY_TYPE, TABLE_TYPE, WORKSPACE_TYPE } from '../src/model/azure/resource-types.ts';
import { isAtLeast } from '../src/value/comparison.ts';
import { nameOf } from './helpers/audit-gaps.ts';
import { COLLECTION_RULES } from './helpers/collection-rules.ts';
import { deliveredCategories, deliversTo, deliversToAny } from './helpers/delivery.ts';
import { retentionDays } from './helpers/retention-days.ts';
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
    const isKept = (category: string): boolean =>
      ctx.some(all, (one) =>
        ctx.both(
          () => deliversTo(one, 'workspace', category, all, ctx),
          () => ctx.holds(isAtLeast(retentionDays(target, one, category, ctx), minimumDays)),
        ),
      );
    return deliveredCategories(all, ctx)
      .filter(
        (category) => ctx.some(all, (one) => deliversTo(one, 'workspace', category, all, ctx)) && !isKept(category),
      )
      .flatMap((category) =>
        all
          .filter((one) => ctx.peek(() => deliversTo(one, 'workspace', category, all, ctx)) === true)
          .map((one) => {
            const days = shown(ctx.peek(() => retentionDays(target, one, category, ctx)) ?? null);
            return ctx.reason(
              'kept-too-short',
              { collector: nameOf(one), category, days, minimum: String(minimumDays) },
              one.origin,
            );
          }),
      );
  },
});
