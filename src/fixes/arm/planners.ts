import type { Planner } from './fix-plan.ts';
import { planAcceptance } from './plan-acceptance.ts';
import { planDestination } from './plan-destination.ts';
import { planFix } from './plan-fix.ts';
import { planMetrics } from './plan-metrics.ts';

/** By the names of rules, in the order in which they are fixed: each on what those before it have made of the files. */
export const planners: Readonly<Record<string, Planner>> = {
  'Azure.ACR.Logs': { plan: planFix, editsValues: true, addsSettings: true },
  'Azure.ACR.LogsValid': { plan: planAcceptance, editsValues: true, addsSettings: false },
  'Azure.ACR.LogsDestination': { plan: planDestination, editsValues: false, addsSettings: false },
  'Azure.ACR.Metrics': { plan: planMetrics, editsValues: false, addsSettings: false },
};
