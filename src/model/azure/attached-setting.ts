import type { Value } from '../../value/value.ts';
import type { Origin } from '../resource.ts';
import type { DiagnosticSetting } from './diagnostic-setting.ts';

/** A diagnostic setting as one resource sees it. */
export interface AttachedSetting extends DiagnosticSetting {
  /** Whether it is deployed and attached to this resource. */
  readonly applies: Value;
  /** Set where a scan saw it on the resource of a template, which does not declare it. */
  readonly live?: LiveMark;
}

/** Since when something is known to be live, and what of templates takes its place. */
export interface LiveMark {
  /** The day of the scan, `YYYY-MM-DD`. */
  readonly scannedAt: string;
  readonly replacedBy: readonly Successor[];
}

/** What overwrites something live when it is deployed, because it has the same name. */
export interface Successor {
  /** As messages name it. */
  readonly name: string;
  readonly origin: Origin;
  /** Whether it is deployed, under that name. */
  readonly when: Value;
}
