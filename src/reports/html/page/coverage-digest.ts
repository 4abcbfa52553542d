import type { PageFinding } from '../page-data.ts';
import { type CoverageView, coverageTotals, shortNames } from './coverage.ts';
import { h } from './dom.ts';
import { say } from './say.ts';

/** How many of these findings collect each category, by where it is sent. */
export function coverageDigest(coverage: CoverageView, findings: readonly PageFinding[]): HTMLElement {
  const totals = coverageTotals(coverage, findings);
  const columns = [say('Category'), ...coverage.destinations, say('not collected'), say('unknown')];
  const head = h('tr', {}, ...columns.map((name) => h('th', { scope: 'col' }, name)));
  const names = shortNames(coverage.categories);
  const lines = coverage.categories.map((category, i) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row', title: category }, names[i]),
      ...(totals[i] ?? []).map((count) => h('td', count === 0 ? { class: 'zero' } : {}, count.toLocaleString('en'))),
    ),
  );
  const table = h(
    'table',
    {},
    h('caption', {}, say('Results of every verdict, by category and destination')),
    h('thead', {}, head),
  );
  table.append(h('tbody', {}, ...lines));
  return h('div', { class: 'wide', tabindex: '0', role: 'group', 'aria-label': say('Totals of coverage') }, table);
}
