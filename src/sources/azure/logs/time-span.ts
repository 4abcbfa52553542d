import { MAX_CHANGES_MINUTES, SETTING_DELAY_MINUTES } from '../../../model/azure/arrivals.ts';

/** From and to, in milliseconds since 1970. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

const DELAY = SETTING_DELAY_MINUTES * 60_000;

/** From when changes matter: Azure takes its time to follow one, and says nothing of what it no longer keeps. */
export function changesFrom({ from }: TimeSpan, now: number): number {
  return Math.max(from - DELAY, now - MAX_CHANGES_MINUTES * 60_000);
}

/** From when events have to arrive. What changed before the changes that were asked for is not known. */
export function countedFrom(changesAskedFrom: number, lastChange = changesAskedFrom): number {
  return Math.max(changesAskedFrom, lastChange) + DELAY;
}
