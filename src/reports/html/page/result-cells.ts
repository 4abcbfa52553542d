import type { PageData, PageFinding } from '../page-data.ts';
import { type CoverageCell, type CoverageView, shortNames } from './coverage.ts';
import { h } from './dom.ts';
import { say } from './say.ts';
import { verdictMark } from './verdict-mark.ts';
import type { GridContent } from './virtual-grid.ts';

/** A row a result: what it is about, and what it says. */
export function resultRows(data: PageData, findings: readonly PageFinding[]): GridContent {
  return {
    columns: ['Verdict', 'Name', 'Rule', 'Message'].map((name) => say(name)),
    count: findings.length,
    cells: (row) => {
      const finding = findings[row];
      if (finding === undefined) return [];
      const { message, level } = data.details[finding.detail] ?? { message: '', level: 'error' };
      return [
        ...firstCells(finding, data),
        cell('rule', data.rules[finding.rule]?.name ?? ''),
        h(
          'div',
          { role: 'gridcell', class: 'message' },
          (finding.comparison ?? finding.baseline) === 'new' ? h('span', { class: 'tag' }, say('new')) : undefined,
          level === 'error' || finding.outcome === 'pass' ? undefined : h('span', { class: 'tag' }, say(level)),
          message,
        ),
      ];
    },
  };
}

const STATES: Readonly<Record<CoverageCell['state'], readonly [symbol: string, word: string]>> = {
  yes: ['✓', ''],
  no: ['✗', 'not collected'],
  unknown: ['?', 'unknown'],
};

/** A row a resource: where each category of its logs is sent. */
export function coverageRows(data: PageData, coverage: CoverageView, findings: readonly PageFinding[]): GridContent {
  const names = shortNames(coverage.categories);
  return {
    columns: [say('Verdict'), say('Name'), ...names],
    count: findings.length,
    cells: (row) => {
      const finding = findings[row];
      if (finding === undefined) return [];
      const cells = coverage.cellsOf(finding).map(({ state, destinations }, i) => {
        const [symbol, word] = STATES[state];
        const text = destinations.length > 0 ? destinations.join(', ') : say(word);
        return h(
          'div',
          { role: 'gridcell', class: `category ${state}` },
          h('span', { class: 'of' }, `${names[i]} `),
          h('span', { class: 'symbol', 'aria-hidden': 'true' }, symbol),
          state === 'unknown' && destinations.length > 0 ? say(' perhaps {text}', { text }) : ` ${text}`,
        );
      });
      return [...firstCells(finding, data), ...cells];
    },
  };
}

function firstCells(finding: PageFinding, data: PageData): readonly HTMLElement[] {
  const place = finding.place ?? data.groups[finding.group] ?? '';
  return [
    h('div', { role: 'gridcell', class: 'mark' }, verdictMark(finding.outcome, finding.isExcluded)),
    h(
      'div',
      { role: 'gridcell', class: 'name' },
      h('span', { class: 'target' }, data.targets[finding.target]?.name ?? ''),
      h('span', { class: 'at' }, ` ${place}`),
    ),
  ];
}

function cell(name: string, text: string): HTMLElement {
  return h('div', { role: 'gridcell', class: name }, text);
}
