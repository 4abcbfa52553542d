import type { Origin } from '../../src/model/resource.ts';
import type { Collector } from '../../src/model/target.ts';
import { EMPTY_SEGMENT, WRONG_SEGMENTS } from '../../src/value/resource-id.ts';
import { isFault } from '../../src/value/value.ts';
import type { ACCEPTANCE_REASONS } from './acceptance-reasons.ts';
import type { Ctx } from './audit-logs.ts';

/** What Azure refuses or ignores of a registry's diagnostic settings, by the id of the reason that says so. */
export interface AcceptanceGap {
  readonly id: keyof typeof ACCEPTANCE_REASONS;
  readonly values: Readonly<Record<string, string>>;
  readonly at?: Origin;
}

/** Something that may be wrong: whether it is in this scenario, and each gap that it comes to, as far as that is decided. */
export interface Candidate {
  readonly isThere: () => boolean;
  readonly gaps: () => readonly AcceptanceGap[];
}

/** Whether a collector is a setting that Azure is to accept: what is live besides a template it has accepted. */
export function isDeclared({ kind, live }: Collector): boolean {
  return kind === 'setting' && live === undefined;
}

/** Whether a setting is deployed and, as far as it has a name, attached to the registry. */
export function isDeployed(setting: Collector, ctx: Ctx): boolean {
  return ctx.holds(segmentFault(setting) === undefined ? setting.applies : setting.deployed);
}

/** What is wrong with a name that does not fit its type, so that there is no id, and nothing that it is attached to. */
export function segmentFault({ id }: Collector): typeof EMPTY_SEGMENT | typeof WRONG_SEGMENTS | undefined {
  const code = isFault(id) ? id.code : undefined;
  return code === EMPTY_SEGMENT || code === WRONG_SEGMENTS ? code : undefined;
}
