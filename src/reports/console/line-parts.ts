import type { Finding } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { escapeInvisible } from '../../util/escape.ts';
import type { Location } from '../../util/location.ts';
import { type Line, type LinePart, styled } from '../../util/safe-text.ts';
import { truncateMiddle } from '../../util/truncate.ts';
import { locationText } from '../phrases.ts';
import { INDENT, LABEL_WIDTH, padColumns, singleLine } from './terminal.ts';

// Characters of one value from an input; JSON and SARIF have them whole.
export const MAX_NAME = 80;
export const MAX_TEXT = 1000;
/** Entries of one list. */
export const MAX_LIST_ENTRIES = 20;

/** Lines under one label; none when all are empty. */
export function labelled(label: string, lines: readonly Line[]): Line[] {
  const full = lines.filter((parts) => parts.some((part) => part !== ''));
  return full.map((parts, i) => ['  ', styled('dim', padColumns(i === 0 ? label : '', LABEL_WIDTH)), '  ', ...parts]);
}

export function firstEntries<T>(list: readonly T[]): readonly T[] {
  return list.slice(0, MAX_LIST_ENTRIES);
}

export function omittedEntries(list: readonly unknown[]): Line[] {
  const rest = list.length - MAX_LIST_ENTRIES;
  return rest > 0 ? [[INDENT, styled('dim', message('label.more', { count: rest }))]] : [];
}

export function isInFile(location: Location | undefined): location is Location {
  return location !== undefined && location.file !== '';
}

export function locationPart(location: Location): LinePart {
  return styled('cyan', escapeInvisible(truncateMiddle(locationText(location), MAX_TEXT)));
}

export function locationPrefix(location: Location | undefined): LinePart[] {
  return isInFile(location) ? [locationPart(location), ': '] : [];
}

/** A rule, with its level where that is not the usual one: `Azure.ACR.Metrics (info)`. */
export function ruleText({ rule, level }: Pick<Finding, 'rule' | 'level'>): string {
  const name = singleLine(rule, MAX_NAME);
  return level === 'error' ? name : `${name} (${level})`;
}
