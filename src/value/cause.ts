import type { Location } from '../util/location.ts';

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
 * - `notRead`: this source does not hold it: a listing did not ask for it, or it is in none of the files
 * - `activity`: nothing happened that would show it, such as pulls that leave events
 */
export const CAUSE_KINDS = [
  'parameter',
  'runtime',
  'environment',
  'secret',
  'module',
  'permission',
  'throttled',
  'limit',
  'notRead',
  'activity',
] as const;

export type CauseKind = (typeof CAUSE_KINDS)[number];

export interface Cause {
  readonly kind: CauseKind;
  /** What to look up: the name of a parameter, a function call, a permission. Results are recognised by it, from run to run and in every language. */
  readonly name: string;
  /** What people read in its place, with what changes from run to run. Default: the name. */
  readonly text?: string;
  /** Of `notRead`: the path of what was not read, `COLLECTORS_PROPERTY` for what collects its logs. */
  readonly property?: string;
  /** Where it is declared, if that is in a file. */
  readonly location?: Location;
}

/** The `property` of a cause that stands for what collects the logs of a resource. */
export const COLLECTORS_PROPERTY = 'diagnosticSettings';
