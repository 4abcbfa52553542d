import type { Planner } from './fix-plan.ts';
import { planFix } from './plan-fix.ts';

/** By the names of rules, in the order in which they are fixed: each on what those before it have made of the files. */
export const planners: Readonly<Record<string, Planner>> = {
  'Azure.ACR.Logs': { plan: planFix, editsValues: true, addsSettings: true },
};
