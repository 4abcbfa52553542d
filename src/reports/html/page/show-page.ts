import type { PageData, PageFinding } from '../page-data.ts';
import { type CoverageView, coverageOf } from './coverage.ts';
import { coverageDigest } from './coverage-digest.ts';
import { createDetailPane, type DetailPane } from './detail-pane.ts';
import { byId } from './dom.ts';
import { createFilterBar, type FilterBar } from './filter-bar.ts';
import { filterFindings, type SearchTexts, searchTexts } from './filter-findings.ts';
import { moreParts } from './more-parts.ts';
import { printTable } from './print-table.ts';
import { coverageRows, resultRows } from './result-cells.ts';
import { say } from './say.ts';
import { listenToTheme } from './theme.ts';
import { createGrid, MAX_ROWS, type VirtualGrid } from './virtual-grid.ts';

interface Page {
  readonly data: PageData;
  readonly texts: SearchTexts;
  readonly coverage: CoverageView;
  readonly bar: FilterBar;
  readonly grid: VirtualGrid;
  readonly pane: DetailPane;
  view: 'results' | 'coverage';
  listed: readonly PageFinding[];
}

/** Fills the page with the results, and listens. */
export function showPage(data: PageData): void {
  const grid = createGrid(byId('list', HTMLElement), {
    onSelect: (row) => page.pane.follow(page.listed[row]),
    onOpen: (row, how) => page.pane.open(page.listed[row], how),
  });
  const page: Page = {
    data,
    texts: searchTexts(data),
    coverage: coverageOf(data),
    bar: createFilterBar(data, () => list(page)),
    grid,
    pane: createDetailPane(data, () => grid.focus()),
    view: 'results',
    listed: [],
  };
  byId('more', HTMLElement).replaceChildren(...moreParts(data));
  listenToTheme();
  listenToViews(page);
  listenToKeys(page);
  listenToPrinting(page);
  list(page);
}

/** Filters, and shows what is left from its beginning. */
function list(page: Page): void {
  const { data, texts, coverage, bar, grid, pane, view } = page;
  const { shown, counts } = filterFindings(data.findings, texts, bar.filters());
  const found = shown.flatMap((index) => data.findings[index] ?? []);
  const all = view === 'coverage' ? found.filter(coverage.covers) : found;
  page.listed = all.slice(0, MAX_ROWS);
  const current = pane.current();
  const content = view === 'coverage' ? coverageRows(data, coverage, page.listed) : resultRows(data, page.listed);
  const isEmpty = all.length === 0;
  bar.setCounts(counts);
  const element = byId('list', HTMLElement);
  element.classList.toggle('coverage', view === 'coverage');
  element.style.setProperty('--categories', String(coverage.categories.length));
  element.hidden = isEmpty;
  byId('empty', HTMLElement).hidden = !isEmpty;
  grid.show(content, current === undefined ? -1 : page.listed.indexOf(current));
  const digest = byId('digest', HTMLElement);
  digest.hidden = view !== 'coverage' || isEmpty;
  digest.replaceChildren(...(digest.hidden ? [] : [coverageDigest(coverage, ofEveryVerdict(page))]));
  byId('count', HTMLElement).textContent = countText(page, all.length);
}

/** Totals of coverage would say little of those results alone that fail. */
function ofEveryVerdict({ data, texts, coverage, bar }: Page): readonly PageFinding[] {
  const { shown } = filterFindings(data.findings, texts, { ...bar.filters(), outcomes: new Set() });
  return shown.flatMap((index) => data.findings[index] ?? []).filter(coverage.covers);
}

function countText({ data, view, coverage }: Page, count: number): string {
  const total = view === 'coverage' ? data.findings.filter(coverage.covers).length : data.findings.length;
  const cut = count > MAX_ROWS ? say('; the first {count} are listed', { count: MAX_ROWS.toLocaleString('en') }) : '';
  const values = { count: count.toLocaleString('en'), total: total.toLocaleString('en') };
  return say(total === 1 ? '{count} of {total} result' : '{count} of {total} results', values) + cut;
}

function listenToViews(page: Page): void {
  const buttons = (['results', 'coverage'] as const).map((view) => ({
    view,
    button: byId(`view-${view}`, HTMLButtonElement),
  }));
  byId('views', HTMLElement).hidden = page.coverage.categories.length === 0;
  for (const { view, button } of buttons) {
    button.addEventListener('click', () => {
      page.view = view;
      for (const other of buttons) other.button.setAttribute('aria-pressed', String(other.view === view));
      list(page);
    });
  }
}

function listenToKeys({ bar: { search }, grid, pane }: Page): void {
  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === '/' && !isTyping) {
      event.preventDefault();
      pane.close();
      search.focus();
      search.select();
    } else if (key === 'ArrowDown' && target === search) {
      event.preventDefault();
      grid.select(0);
      grid.focus();
    } else if (key === 'Escape' && !(target === search && search.value !== '') && pane.close()) {
      event.preventDefault();
      grid.focus();
    }
  });
}

function listenToPrinting(page: Page): void {
  const paper = byId('print', HTMLElement);
  addEventListener('beforeprint', () => paper.replaceChildren(...printTable(page.data, page.listed)));
  addEventListener('afterprint', () => paper.replaceChildren());
}
