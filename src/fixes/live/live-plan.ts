import type { LiveProperties } from './live-setting.ts';

/** A registry as a scan saw it. */
export interface LiveRegistry {
  /** ARM id, as Azure answered it. */
  readonly id: string;
  readonly name: string;
  /** Azure region, in either writing: `westeurope`, `West Europe`. */
  readonly location: string;
  readonly subscription: string;
  readonly resourceGroup: string;
  /** Its diagnostic settings, as Azure answered them: `{ id, name, properties }`. Never trusted to have that shape. */
  readonly settings: readonly unknown[];
  /** Why its settings are not known, when they are not: a sentence without a full stop. */
  readonly unread?: string;
}

/** What has to be done, registry by registry, in the order of their ids. */
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
  readonly action: LiveAction;
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
  /** What could not be known and has to be so for Azure to accept it. */
  readonly provided: readonly string[];
}

export interface SettingAddition {
  readonly kind: 'add';
  readonly setting: string;
  readonly after: LiveProperties;
  readonly changes: readonly string[];
  readonly provided: readonly string[];
}

/** One setting collects both categories already. */
export interface NothingToDo {
  readonly kind: 'none';
}

export type LiveRefusalCode =
  | 'not-read'
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

/** Nothing is written for a registry, and a person has to do something: `step` is the least of it. */
export interface LiveRefusal {
  readonly kind: 'refusal';
  readonly code: LiveRefusalCode;
  readonly why: string;
  readonly step: string;
}

export function refusal(code: LiveRefusalCode, why: string, step: string): LiveRefusal {
  return { kind: 'refusal', code, why, step };
}
