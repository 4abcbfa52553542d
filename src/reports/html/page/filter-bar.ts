import type { Outcome } from '../../../engine/finding.ts';
import { OUTCOME_WORDS } from '../outcome-words.ts';
import type { PageData } from '../page-data.ts';
import { byId, h } from './dom.ts';
import { type FilteredFindings, isChange, type PageChangeFilter, type PageFilters } from './filter-findings.ts';
import { say } from './say.ts';

export interface FilterBar {
  readonly filters: () => PageFilters;
  readonly setCounts: (counts: FilteredFindings['counts']) => void;
  readonly reset: () => void;
  readonly search: HTMLInputElement;
}

const CHANGES: readonly PageChangeFilter[] = ['new', 'unchanged', 'not in the baseline', 'in the baseline'];
const ACTIONABLE: readonly Outcome[] = ['fail', 'unknown', 'error'];

/** The controls that choose what is listed; at first that is what needs action, where there is such. */
export function createFilterBar(data: PageData, onChange: () => void): FilterBar {
  const search = byId('search', HTMLInputElement);
  const [group, rule, change] = (['group', 'rule', 'change'] as const).map((id) => byId(id, HTMLSelectElement));
  const present = new Set(data.findings.map(({ outcome }) => outcome));
  const chosen = new Set(ACTIONABLE.filter((outcome) => present.has(outcome)));
  const chips = createChips(present, chosen, onChange);
  byId('group-label', HTMLElement).textContent = `${say(data.groupLabel)} `;
  fill(group, say('All ({count})', { count: data.groups.length }), data.groups);
  fill(
    rule,
    say('All ({count})', { count: data.rules.length }),
    data.rules.map(({ name }) => name),
  );
  const changes = CHANGES.filter((name) => data.findings.some((finding) => isChange(finding, name)));
  fill(
    change,
    say('All'),
    changes.map((name) => say(name)),
  );
  byId('change-field', HTMLElement).hidden = changes.length === 0;
  for (const field of [group, rule, change]) field?.addEventListener('change', onChange);
  search.addEventListener('input', onChange);
  const reset = (): void => {
    chosen.clear();
    for (const field of [group, rule, change]) if (field !== undefined) field.value = '';
    search.value = '';
    onChange();
  };
  for (const id of ['reset', 'reset-empty']) byId(id, HTMLButtonElement).addEventListener('click', reset);
  return {
    search,
    reset,
    filters: () => ({
      outcomes: chosen,
      search: search.value,
      ...indexOf(group, 'group'),
      ...indexOf(rule, 'rule'),
      ...(change !== undefined && change.value !== '' && { change: changes[Number(change.value)] }),
    }),
    setCounts: (counts) => {
      for (const { outcome, element, number } of chips) {
        number.textContent = counts[outcome].toLocaleString('en');
        element.setAttribute('aria-pressed', String(chosen.has(outcome)));
      }
    },
  };
}

interface Chip {
  readonly outcome: Outcome;
  readonly element: HTMLElement;
  readonly number: HTMLElement;
}

/** A button for each outcome that there is: pressed ones are listed, and all of them where none is. */
function createChips(present: ReadonlySet<Outcome>, chosen: Set<Outcome>, onChange: () => void): readonly Chip[] {
  const chips = OUTCOME_WORDS.filter(({ outcome }) => present.has(outcome)).map(({ outcome, symbol, word }) => {
    const number = h('span', { class: 'number' });
    const sign = h('span', { class: 'symbol', 'aria-hidden': 'true' }, symbol);
    const element = h('button', { type: 'button', class: `chip ${outcome}` }, sign, ` ${say(word)} `, number);
    element.addEventListener('click', () => {
      if (!chosen.delete(outcome)) chosen.add(outcome);
      onChange();
    });
    return { outcome, element, number };
  });
  byId('verdicts', HTMLElement).replaceChildren(...chips.map(({ element }) => element));
  return chips;
}

function fill(field: HTMLSelectElement | undefined, all: string, names: readonly string[]): void {
  const options = names.map((name, index) => ({ name, index })).sort((a, b) => compare(a.name, b.name));
  field?.replaceChildren(
    h('option', { value: '' }, all),
    ...options.map(({ name, index }) => h('option', { value: String(index) }, name)),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function indexOf(field: HTMLSelectElement | undefined, name: 'group' | 'rule'): Pick<PageFilters, 'group' | 'rule'> {
  return field === undefined || field.value === '' ? {} : { [name]: Number(field.value) };
}
