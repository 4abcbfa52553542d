import type { LiveProperties } from './live-setting.ts';

/** A registry as a scan saw it. */
export interface LiveRegistry {
  /** ARM id, as returned by Azure. */
  readonly id: string;
  readonly name: string;
  /** Azure region, in either writing: `westeurope`, `West Europe`. */
  readonly location: string;
  readonly subscription: string;
  readonly resourceGroup: string;
  /** Its diagnostic settings, as returned by Azure: `{ id, name, properties }`. The shape is not trusted. */
  readonly settings: readonly unknown[];
  /** What the rule finds wrong with it, in sentences without a full stop. */
  readonly wrong?: readonly string[];
  /** Why its settings are not known, when they are not: a sentence without a full stop. */
  readonly unread?: string;
  /** They are not known because Azure refused to show them. */
  readonly isDenied?: boolean;
}

/** The actions, one for each registry, ordered by id. */
export interface LivePlan {
  readonly registries: readonly PlannedRegistry[];
}

export interface PlannedRegistry {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  /** Empty when the id cannot be read. */
  readonly subscription: string;
  readonly resourceGroup: string;
  /** What is wrong with it, in sentences without a full stop. */
  readonly wrong: readonly string[];
  /** Its settings that stay as they are, with the ids they send to. */
  readonly kept: readonly KeptSetting[];
  readonly action: LiveAction;
}

export interface KeptSetting {
  readonly name: string;
  readonly destinations: readonly string[];
}

/** What a scan says beside its registries. */
export interface ScanFacts {
  /** Names of subscriptions, by id in lower case. */
  readonly names: ReadonlyMap<string, string>;
  /** What could not be read, in sentences without a full stop. */
  readonly unread: readonly string[];
}

export type LiveAction = SettingUpdate | SettingAddition | LiveRefusal | NothingToDo;

/** An existing setting is written again with more in it; `PUT` replaces the whole setting, so `after` is all of it. */
export interface SettingUpdate {
  readonly kind: 'update';
  readonly setting: string;
  readonly before: LiveProperties;
  readonly after: LiveProperties;
  /** What is different, in sentences without a full stop. */
  readonly changes: readonly string[];
  /** Conditions for Azure to accept it that could not be checked. */
  readonly assumptions: readonly string[];
}

export interface SettingAddition {
  readonly kind: 'add';
  readonly setting: string;
  readonly after: LiveProperties;
  readonly changes: readonly string[];
  readonly assumptions: readonly string[];
}

/** One setting collects both categories already. */
export interface NothingToDo {
  readonly kind: 'none';
}

export type LiveRefusalCode =
  | 'not-read'
  | 'console-only'
  | 'internal-error'
  | 'unreadable-id'
  | 'unreadable-setting'
  | 'non-ascii-id'
  | 'no-destination'
  | 'region-unknown'
  | 'wrong-region'
  | 'protected'
  | 'sink-in-use'
  | 'cannot-complete'
  | 'five-settings';

/** No change is generated for a registry; `action` is the smallest manual step. */
export interface LiveRefusal {
  readonly kind: 'refusal';
  readonly code: LiveRefusalCode;
  readonly reason: string;
  readonly action: string;
}

export function liveRefusal(code: LiveRefusalCode, reason: string, action: string): LiveRefusal {
  return { kind: 'refusal', code, reason, action };
}
