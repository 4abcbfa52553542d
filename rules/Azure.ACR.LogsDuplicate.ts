import { defineRule } from '../src/engine/rule.ts';
import { LOG_CATEGORIES } from '../src/model/azure/acr-logs.ts';
import { DESTINATION_KINDS } from '../src/model/azure/destinations.ts';
import { REGISTRY_TYPE } from '../src/model/azure/resource-types.ts';
import { sameId } from '../src/value/resource-id.ts';
import { nameOf } from './helpers/audit-gaps.ts';
import { COLLECTION_RULES } from './helpers/collection-rules.ts';
import { deliversTo, requireAllRead } from './helpers/delivery.ts';
import { gapsThere } from './helpers/gaps.ts';

export const logsDuplicate = defineRule({
  name: 'Azure.ACR.LogsDuplicate',
  ref: 'ACRA-0005',
  aliases: [],
  synopsis: 'The logs of a container registry should go to each kind of destination once.',
  level: 'info',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-5'],
  since: '0.1.0',
  targets: [REGISTRY_TYPE],
  needs: [COLLECTION_RULES],
  pass: 'no category goes to the same kind of destination twice',
  reasons: {
    'collected-twice': {
      message:
        '{collector} and {other} both send {category} to a destination of kind {kind}, and each copy is paid for',
      remedy: 'collect the category once for each kind of destination, unless both copies are meant',
    },
  },
  check: ({ collectors }, ctx) => {
    const all = ctx.require(collectors);
    const read = all.filter(({ isOpaque }) => isOpaque !== true);
    const pairs = read.flatMap((one, i) => read.slice(i + 1).map((other) => ({ one, other })));
    const ways = pairs.flatMap((pair) =>
      DESTINATION_KINDS.flatMap((kind) => LOG_CATEGORIES.map((category) => ({ ...pair, kind, category }))),
    );
    const candidates = ways.map(({ one, other, kind, category }) => ({
      isThere: () =>
        ctx.both(
          () => deliversTo(one, kind, category, all, ctx),
          () => deliversTo(other, kind, category, all, ctx),
          () => one.kind !== 'setting' || other.kind !== 'setting' || !ctx.holds(sameId(one.id, other.id)),
        ),
      gap: () =>
        ctx.reason('collected-twice', { collector: nameOf(one), other: nameOf(other), kind, category }, other.origin),
    }));
    const gaps = gapsThere(candidates, ctx);
    if (gaps.length === 0) requireAllRead(all, ctx);
    return gaps;
  },
});
