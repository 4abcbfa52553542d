import type { Clock } from '../../src/sources/azure/live/clock.ts';

/** How many reads Azure Resource Manager and Resource Graph let through. */
export interface BucketPlan {
  /** Of each subscription, and of the tenant. */
  readonly capacity: number;
  readonly perSecond: number;
  /** Queries of Resource Graph in each window. */
  readonly graphQueries: number;
  /** Milliseconds. */
  readonly graphWindow: number;
}

/** As documented: 250 and 25 a second; 15 queries in 5 seconds. */
export const DOCUMENTED_BUCKETS: BucketPlan = { capacity: 250, perSecond: 25, graphQueries: 15, graphWindow: 5000 };

/** Lets everything through. */
export const ENDLESS_BUCKETS: BucketPlan = { ...DOCUMENTED_BUCKETS, capacity: 1e9, graphQueries: 1e9 };

export interface Taken {
  readonly allowed: boolean;
  /** Whole tokens that are left. */
  readonly remaining: number;
  /** Milliseconds until there is one again, or until the window ends. */
  readonly wait: number;
}

export interface Buckets {
  readonly take: (bucket: string) => Taken;
  readonly takeQuery: () => Taken;
}

/** What adding up fractions may lose. */
const ROUNDING = 1e-9;

/** Token buckets that are full at first and fill up evenly; Resource Graph's quota comes back all at once. */
export function createBuckets(plan: BucketPlan, clock: Clock): Buckets {
  const levels = new Map<string, { tokens: number; at: number }>();
  let queries = { left: plan.graphQueries, ends: Number.NEGATIVE_INFINITY };
  return {
    take: (bucket) => {
      const now = clock.now();
      const before = levels.get(bucket) ?? { tokens: plan.capacity, at: now };
      const tokens = Math.min(plan.capacity, before.tokens + ((now - before.at) * plan.perSecond) / 1000);
      const allowed = tokens >= 1 - ROUNDING;
      const left = allowed ? Math.max(0, tokens - 1) : tokens;
      levels.set(bucket, { tokens: left, at: now });
      const wait = left >= 1 ? 0 : ((1 - left) * 1000) / plan.perSecond;
      return { allowed, remaining: Math.floor(left), wait };
    },
    takeQuery: () => {
      const now = clock.now();
      if (now >= queries.ends) queries = { left: plan.graphQueries, ends: now + plan.graphWindow };
      const allowed = queries.left > 0;
      if (allowed) queries.left -= 1;
      return { allowed, remaining: queries.left, wait: queries.ends - now };
    },
  };
}
