import type { RunError } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import type { ScanProblem, SubscriptionRecord } from '../../sources/azure/decode/scan-record.ts';

/** What was not determined of a scan. */
export function incomplete(problem: ScanProblem): RunError {
  return { code: 'scan-incomplete', message: problem.message };
}

/** That a subscription could not be listed; none for one that was. */
export function inaccessibleError({ id, name, state, problem }: SubscriptionRecord): RunError[] {
  if (state !== 'inaccessible') return [];
  const subscription = name === id ? id : `${name} (${id})`;
  const text =
    problem === undefined
      ? message('error.subscription-inaccessible', { subscription })
      : message('error.subscription-inaccessible-because', { subscription, reason: problem.message });
  return [{ code: 'subscription-inaccessible', message: text }];
}
