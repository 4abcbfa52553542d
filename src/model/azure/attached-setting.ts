import type { Value } from '../../value/value.ts';
import type { DiagnosticSetting } from './diagnostic-setting.ts';

/** A diagnostic setting as one resource sees it. */
export interface AttachedSetting extends DiagnosticSetting {
  /** Whether it is deployed and attached to this resource. */
  readonly applies: Value;
}
