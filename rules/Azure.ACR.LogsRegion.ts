import { defineRule } from '../src/engine/rule.ts';
import { sameRegion } from '../src/model/azure/regions.ts';
import { REGISTRY_TYPE, WORKSPACE_TYPE } from '../src/model/azure/resource-types.ts';
import { nameOf } from './helpers/audit-gaps.ts';
import { COLLECTION_RULES } from './helpers/collection-rules.ts';
import { deliversToAny } from './helpers/delivery.ts';
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
    const candidates = ctx.require(target.collectors).map((one) => {
      const workspace = () => referenced(target, WORKSPACE_TYPE, one.destinations.workspace, ctx);
      return {
        isThere: () =>
          ctx.both(
            () => deliversToAny([one], 'workspace', ctx),
            () => {
              const found = workspace();
              return found !== undefined && !ctx.holds(sameRegion(found.field('location'), region));
            },
          ),
        gap: () => {
          const values = { workspaceRegion: shown(workspace()?.field('location') ?? null), region: shown(region) };
          return ctx.reason('other-region', { collector: nameOf(one), ...values }, one.editLocations?.destination);
        },
      };
    });
    return gapsThere(candidates, ctx);
  },
});
