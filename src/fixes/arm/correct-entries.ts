import { message } from '../../messages/message.ts';
import { ALL_METRICS, CATEGORY_GROUPS, LOG_CATEGORIES } from '../../model/azure/acr-logs.ts';
import { isExpression } from '../../sources/arm/expression/parse-expression.ts';
import type { Path } from '../../util/location.ts';
import { nearest } from '../../util/nearest.ts';
import type { DeclaredEntry } from './declared-entries.ts';
import type { JsonChange } from './json-edits.ts';
import { memberAt, stringAt } from './resource-context.ts';

/** What makes the entries of a list ones that Azure takes, as far as an edit can. */
export interface CorrectedEntries {
  /** As they are after the changes. */
  readonly entries: readonly DeclaredEntry[];
  readonly changes: readonly JsonChange[];
  /** To be made after all others: they move what stands behind them. */
  readonly removals: readonly JsonChange[];
  readonly descriptions: readonly string[];
}

type NameMember = 'category' | 'categoryGroup';

/** An entry on its way: what is changed of it. */
interface Draft extends DeclaredEntry {
  readonly renamed?: NameMember;
  readonly dropped?: NameMember;
  readonly isSwitchedOn?: boolean;
  readonly isRemoved?: boolean;
}

/** The names that the entries of a list can have. */
const NAMES = {
  logs: { category: LOG_CATEGORIES, categoryGroup: CATEGORY_GROUPS },
  metrics: { category: [ALL_METRICS], categoryGroup: [] },
} as const;

type Names = Readonly<Record<NameMember, readonly string[]>>;

/**
 * Corrects misspelt names, keeps to groups or to categories, lists each name once, and says of each entry whether it is
 * enabled. Nothing that is collected is lost by it.
 */
export function correctEntries(
  list: readonly DeclaredEntry[],
  path: Path,
  member: keyof typeof NAMES,
): CorrectedEntries {
  const names = NAMES[member];
  const switched = list.map((entry) => switchOn(correctName(entry, names)));
  const drafts = keepFirstOfEach(
    keepOneKind(
      switched.map((entry) => keepOneName(entry, names)),
      names,
    ),
  );
  const kept = drafts.filter(({ isRemoved }) => isRemoved !== true);
  const removed = drafts.filter(({ isRemoved }) => isRemoved === true);
  return {
    entries: kept,
    changes: kept.flatMap((entry) => changesOf(entry, path)),
    removals: removed.toReversed().map(({ index }) => ({ kind: 'remove', path: [...path, index] })),
    descriptions: [
      ...kept.flatMap(descriptionsOf),
      ...removed.map((entry) => message('fix-change.drops', { entry: labelOf(entry) })),
    ],
  };
}

/** The nearest name that there is, in place of one that there is not. */
function correctName(entry: DeclaredEntry, names: Names): Draft {
  for (const member of ['category', 'categoryGroup'] as const) {
    const name = entry[member];
    if (name === undefined || isIn(names[member], name) || isExpression(stringAt(entry.json, member) ?? '')) continue;
    const close = nearest(name, names[member]);
    if (close !== undefined) return { ...entry, [member]: close, renamed: member };
  }
  return entry;
}

function isIn(names: readonly string[], name: string | undefined): boolean {
  return names.some((one) => one.toLowerCase() === name?.toLowerCase());
}

/** An entry that says nothing of it is taken to be wanted. */
function switchOn(entry: Draft): Draft {
  const written = memberAt(entry.json, 'enabled');
  return written === undefined || written === null
    ? { ...entry, isEnabled: true, isOff: false, isSwitchedOn: true }
    : entry;
}

/** Of an entry with both names the group stays, which holds the category; a group that there is not goes. */
function keepOneName(entry: Draft, names: Names): Draft {
  const { category, categoryGroup, ...rest } = entry;
  if (category === undefined || categoryGroup === undefined) return entry;
  return isIn(names.categoryGroup, categoryGroup)
    ? { ...rest, categoryGroup, dropped: 'category' }
    : { ...rest, category, dropped: 'categoryGroup' };
}

/**
 * An enabled group holds every category, so the categories go; groups that are off collect nothing, so they go. Where values
 * decide whether a group is enabled, both stay.
 */
function keepOneKind(entries: readonly Draft[], names: Names): readonly Draft[] {
  const categories = entries.filter(({ category }) => category !== undefined);
  const groups = entries.filter(({ categoryGroup }) => categoryGroup !== undefined);
  if (categories.length === 0 || groups.length === 0) return entries;
  const isReal = ({ categoryGroup }: Draft): boolean => isIn(names.categoryGroup, categoryGroup);
  if (groups.some((group) => group.isEnabled && isReal(group))) return without(entries, categories);
  return groups.every((group) => group.isOff || !isReal(group)) ? without(entries, groups) : entries;
}

function without(entries: readonly Draft[], unwanted: readonly Draft[]): readonly Draft[] {
  return entries.map((entry) => (unwanted.includes(entry) ? { ...entry, isRemoved: true } : entry));
}

/** Of entries with one name an enabled one stays, else the first; where values decide which are enabled, all of those. */
function keepFirstOfEach(entries: readonly Draft[]): readonly Draft[] {
  const keyOf = ({ category, categoryGroup }: Draft): string => `${category}/${categoryGroup}`.toLowerCase();
  const named = entries.filter(
    ({ isRemoved, category, categoryGroup }) => isRemoved !== true && (category ?? categoryGroup) !== undefined,
  );
  return without(
    entries,
    named.filter((entry) => {
      const same = named.filter((one) => keyOf(one) === keyOf(entry));
      const enabled = same.find(({ isEnabled }) => isEnabled);
      if (enabled !== undefined) return entry !== enabled;
      return entry.isOff && (same.some(({ isOff }) => !isOff) || entry !== same[0]);
    }),
  );
}

function changesOf(entry: Draft, path: Path): readonly JsonChange[] {
  const { index, renamed, dropped, isSwitchedOn } = entry;
  const at = (member: string): Path => [...path, index, member];
  const name = renamed === undefined ? undefined : entry[renamed];
  return [
    ...(renamed === undefined || name === undefined ? [] : [{ kind: 'set', path: at(renamed), value: name } as const]),
    ...(isSwitchedOn === true ? [{ kind: 'set', path: at('enabled'), value: true } as const] : []),
    ...(dropped === undefined ? [] : [{ kind: 'remove', path: at(dropped) } as const]),
  ];
}

function descriptionsOf(entry: Draft): readonly string[] {
  const { json, renamed, dropped, isSwitchedOn } = entry;
  const wrong = renamed === undefined ? undefined : stringAt(json, renamed);
  const gone = dropped === undefined ? undefined : nameLabel(dropped, stringAt(json, dropped) ?? '');
  return [
    ...(wrong === undefined ? [] : [message('fix-change.renames', { name: labelOf(entry), wrong })]),
    ...(gone === undefined ? [] : [message('fix-change.drops', { entry: gone })]),
    ...(isSwitchedOn === true ? [message('fix-change.enables', { entry: labelOf(entry) })] : []),
  ];
}

function labelOf({ category, categoryGroup }: DeclaredEntry): string {
  return category === undefined ? nameLabel('categoryGroup', categoryGroup ?? '') : category;
}

function nameLabel(member: NameMember, name: string): string {
  return member === 'category' ? name : message('part.category-group', { group: name });
}
