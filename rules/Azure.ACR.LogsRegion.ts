import { defineRule } from '../src/engine/rule.ts';
import { collectorName } from '../src/model/azure/collector-notes.ts';
import { sameRegion } from '../src/model/azure/regions.ts';
import { REGISTRY_TYPE, WORKSPACE_TYPE } from '../src/model/azure/resource-types.ts';
import type { Collector } from '../src/model/target.ts';
import { COLLECTION_RULES } from './helpers/collection-rules.ts';
import { deliversPartTo, deliversToAny, requireAllRead } from './helpers/delivery.ts';
import { gapsThere } from './helpers/gaps.ts';
import { referenced } from './helpers/referenced.ts';
import { shown } from './helpers/text.ts';

export const logsRegion = defineRule({
  name: 'Azure.ACR.LogsRegion',
  ref: 'ACRA-0006',
  aliases: [],
  synopsis: 'The workspace that takes the logs of a container registry should be in the region of the registry.',
  level: 'info',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-5'],
  since: '0.1.0',
  targets: [REGISTRY_TYPE],
  needs: [{ field: 'location' }, COLLECTION_RULES, { referenced: WORKSPACE_TYPE, fields: ['location'] }],
  pass: 'its workspaces are in its region',
  reasons: {
    'other-region': {
      message: '{collector} sends its logs to a workspace in {workspaceRegion}, and the registry is in {region}',
      remedy: 'use a workspace in the region of the registry, unless the logs are meant to leave it',
    },
  },
  where: ({ collectors }, ctx) => deliversToAny(ctx.require(collectors), 'workspace', ctx),
  check: (target, ctx) => {
    const region = target.field('location');
    const all = ctx.require(target.collectors);
    const workspaceOf = ({ destinations }: Collector) =>
      referenced(target, WORKSPACE_TYPE, destinations.workspace, ctx);
    const known = all.filter(({ isOpaque }) => isOpaque !== true);
    const candidates = known.map((one) => ({
      isThere: () =>
        ctx.both(
          () => deliversPartTo(one, 'workspace', all, ctx),
          () => {
            const workspace = workspaceOf(one);
            return workspace !== undefined && !ctx.holds(sameRegion(workspace.field('location'), region));
          },
        ),
      gap: () => {
        const workspaceRegion = shown(workspaceOf(one)?.field('location') ?? null);
        const values = { collector: collectorName(one), workspaceRegion, region: shown(region) };
        return ctx.reason('other-region', values, one.editLocations?.destination ?? one.origin);
      },
    }));
    const gaps = gapsThere(candidates, ctx);
    if (gaps.length === 0) requireAllRead(all, ctx);
    return gaps;
  },
});
