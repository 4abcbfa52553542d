import type { PageComparison, PageData, PageProblem } from '../page-data.ts';
import { noteItem } from './detail-panel.ts';
import { h } from './dom.ts';
import { say } from './say.ts';
import { verdictMark } from './verdict-mark.ts';

/** Entries of one list. */
const MAX_ENTRIES = 500;

/** What is said of the run as a whole: errors, what was fixed, notes. Each is closed until it is asked for. */
export function moreParts({ errors, notes, comparison }: PageData): readonly Node[] {
  return [
    ...part(count(errors.length, '{count} error', '{count} errors'), errors.map(problemItem), 'problems'),
    ...(comparison === undefined ? [] : comparisonPart(comparison)),
    ...part(count(notes.length, '{count} note', '{count} notes'), notes.map(noteItem), 'notes'),
  ];
}

function part(title: string, items: readonly HTMLElement[], name: string): readonly Node[] {
  if (items.length === 0) return [];
  const rest = items.length - MAX_ENTRIES;
  const list = h(
    'ul',
    {},
    ...items.slice(0, MAX_ENTRIES),
    rest > 0 ? h('li', {}, say('… and {count} more', { count: rest })) : undefined,
  );
  return [h('details', { class: name }, h('summary', {}, title), list)];
}

function problemItem({ message, place, code, excludedBecause }: PageProblem): HTMLElement {
  const about =
    excludedBecause === undefined ? code : say('{code}; not counted: {reason}', { code, reason: excludedBecause });
  const item = noteItem({ message, ...(place !== undefined && { place }) });
  item.prepend(verdictMark('error', excludedBecause !== undefined), ' ');
  item.append(h('span', { class: 'at' }, ` (${about})`));
  return item;
}

function comparisonPart({ with: earlier, new: added, unchanged, fixed }: PageComparison): readonly Node[] {
  const title = say('Compared with {with}: {new} new, {fixed} fixed, {unchanged} unchanged', {
    with: earlier,
    new: added,
    fixed: fixed.length,
    unchanged,
  });
  if (fixed.length === 0) return [h('p', { class: 'compared' }, title)];
  const items = fixed.map(({ rule, outcome, name, message, group }) =>
    h(
      'li',
      {},
      h('del', {}, verdictMark(outcome)),
      say(' fixed: '),
      h('b', {}, name),
      ` ${rule}: ${message}`,
      place(group),
    ),
  );
  return part(title, items, 'compared');
}

function place(text: string): HTMLElement {
  return h('code', { class: 'place' }, text);
}

function count(n: number, one: string, many: string): string {
  return say(n === 1 ? one : many, { count: n.toLocaleString('en') });
}
