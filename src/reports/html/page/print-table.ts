import type { PageData, PageFinding } from '../page-data.ts';
import { h } from './dom.ts';
import { say } from './say.ts';
import { verdictMark } from './verdict-mark.ts';

/** Some hundred sheets. */
const MAX_PRINTED = 2000;

/** What is on the list, as a table for paper: the list itself has only the rows in view. */
export function printTable(data: PageData, findings: readonly PageFinding[]): readonly Node[] {
  const columns = ['Verdict', 'Name', 'Rule', 'Message', data.groupLabel];
  const head = h('tr', {}, ...columns.map((name) => h('th', { scope: 'col' }, say(name))));
  const lines = findings.slice(0, MAX_PRINTED).map((finding) => {
    const detail = data.details[finding.detail];
    const remedies = detail?.remedies ?? [];
    return h(
      'tr',
      {},
      h('td', {}, verdictMark(finding.outcome, finding.isExcluded)),
      h('td', {}, data.targets[finding.target]?.name ?? ''),
      h('td', {}, data.rules[finding.rule]?.name ?? ''),
      h('td', {}, detail?.message ?? '', ...remedies.map((text) => h('span', { class: 'remedy' }, text))),
      h('td', {}, finding.place ?? data.groups[finding.group] ?? ''),
    );
  });
  const rest = findings.length - MAX_PRINTED;
  return [
    h('table', {}, h('thead', {}, head), h('tbody', {}, ...lines)),
    ...(rest > 0
      ? [h('p', {}, say('… and {count} more; filters choose what is printed.', { count: rest.toLocaleString('en') }))]
      : []),
  ];
}
