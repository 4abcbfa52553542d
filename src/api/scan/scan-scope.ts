import type { ActiveRule } from '../../engine/evaluate-rules.ts';
import type { Finding } from '../../engine/finding.ts';
import { placeKey, placeOf } from '../../engine/known/finding-place.ts';
import { azureScope, isUnread, type RunScope } from '../../engine/known/run-scope.ts';
import type { SubscriptionRecord } from '../../sources/azure/decode/scan-record.ts';

/** What a scan ended with. */
interface ScannedRun {
  /** Whether every subscription it names was read to its end. */
  readonly isWhole: boolean;
  readonly resourceGroups?: readonly string[] | undefined;
  readonly subscriptions: readonly SubscriptionRecord[];
  /** Ids of what could not be evaluated. */
  readonly crashed: readonly string[];
  readonly rules: readonly ActiveRule[];
  readonly findings: readonly Finding[];
}

/** What a scan would have found again. */
export function scanScope(scanned: ScannedRun): RunScope {
  const { isWhole, resourceGroups = [], subscriptions, crashed, rules, findings } = scanned;
  if (!isWhole) return () => false;
  const broken = new Set(crashed.map((id) => id.toLowerCase().split('/')[2]));
  const read = subscriptions.filter(({ state }) => state !== 'inaccessible').map(({ id }) => id.toLowerCase());
  return azureScope({
    subscriptions: new Set(read.filter((id) => !broken.has(id))),
    resourceGroups: resourceGroups.map((name) => name.toLowerCase()),
    rules: new Set(rules.map(({ rule }) => rule.name)),
    unread: new Set(findings.filter(isUnread).map((finding) => placeKey(placeOf(finding, (file) => file)))),
  });
}
