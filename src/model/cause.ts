import type { Location } from './location.ts';

/**
 * Why a value cannot be known here. The same list in the model, in JSON results and in messages.
 *
 * - `parameter`: no value was given
 * - `runtime`: only Azure knows it (`reference()`, `list*()`)
 * - `environment`: subscription, resource group, `utcNow()`, `newGuid()`, an azd `${VAR}`
 * - `secret`: a value that is kept elsewhere, such as a Key Vault reference
 * - `module`: a linked or registry module that cannot be read
 * - `permission`, `throttled`: Azure refused the read, or asked to slow down for longer than we wait
 * - `limit`: a bound of this tool was reached
 */
export type CauseKind =
  | 'parameter'
  | 'runtime'
  | 'environment'
  | 'secret'
  | 'module'
  | 'permission'
  | 'throttled'
  | 'limit';

export interface Cause {
  readonly kind: CauseKind;
  /** What a person can look up: a parameter's name, a function call, a permission. */
  readonly name: string;
  /** Where it is declared, if that is in a file. */
  readonly location?: Location;
}
