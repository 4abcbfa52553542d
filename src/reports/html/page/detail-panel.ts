import type { PageData, PageFinding, PageFix, PageNote, PageSuppression, PageTable } from '../page-data.ts';
import { h } from './dom.ts';
import { say } from './say.ts';
import { verdictMark } from './verdict-mark.ts';

/** Characters of which the title may not show the end. */
const LONG_NAME = 80;

/** Everything about one result. */
export function detailOf(finding: PageFinding, data: PageData): readonly Node[] {
  const detail = data.details[finding.detail];
  const target = data.targets[finding.target];
  const rule = data.rules[finding.rule];
  if (detail === undefined || target === undefined || rule === undefined) return [];
  return [
    h('p', { class: 'over' }, verdictMark(finding.outcome, finding.isExcluded), ` · ${rule.name} · ${rule.ref}`),
    h('h2', { tabindex: '-1', id: 'detail-title' }, target.name),
    h('p', { class: 'lead' }, detail.message),
    ...section('Reasons', notesBeyond(detail.reasons, detail.message)),
    ...section('Depends on', detail.dependsOn.map(noteItem)),
    ...(detail.suppression ? suppressionPart(detail.suppression) : []),
    ...section(
      'How to fix',
      detail.remedies.map((text) => h('li', {}, text)),
    ),
    ...(detail.fix ? fixPart(detail.fix) : []),
    ...(detail.evidence.rows.length > 0 ? [h('h3', {}, say('Evidence')), evidenceTable(detail.evidence)] : []),
    ...section('Notes', detail.notes.map(noteItem)),
    h('h3', {}, say('Facts')),
    facts([
      ['Name', target.name.length > LONG_NAME ? target.name : undefined],
      ['Place', finding.place],
      ['Path', finding.path],
      ['Resource', target.id],
      ['Type', target.type],
      ['Values', data.values[finding.values]],
      ['Level', say(detail.level)],
      ['Rule', rule.synopsis],
      ['Baseline', finding.baseline && say(finding.baseline === 'known' ? 'in it' : 'not in it')],
      ['Compared', finding.comparison && say(finding.comparison)],
    ]),
  ];
}

function notesBeyond(notes: readonly PageNote[], message: string): readonly Node[] {
  const [only] = notes;
  return notes.length === 1 && only?.message === message && only.place === undefined ? [] : notes.map(noteItem);
}

function section(title: string, items: readonly Node[]): readonly Node[] {
  return items.length === 0 ? [] : [h('h3', {}, say(title)), h('ul', {}, ...items)];
}

export function noteItem({ message, place }: PageNote): HTMLElement {
  return h('li', {}, message, place === undefined ? undefined : h('code', { class: 'place' }, place));
}

const SOURCES: Readonly<Record<PageSuppression['source'], string>> = {
  configuration: 'the configuration',
  comment: 'a comment',
  metadata: 'the metadata of the resource',
  tag: 'a tag of the resource',
};

function suppressionPart({ source, reason, owner, expires, place, outcome }: PageSuppression): readonly Node[] {
  return [
    h('h3', {}, say('Suppressed')),
    facts([
      ['Reason', reason],
      ['Owner', owner],
      ['Until', expires],
      ['By', say(SOURCES[source])],
      ['Place', place],
      ['Without it', say(outcome)],
    ]),
  ];
}

function fixPart({ description, changes }: PageFix): readonly Node[] {
  return [
    h('h3', {}, say('Fix')),
    h('p', {}, description),
    ...changes.flatMap(({ place, text }) => [
      h('code', { class: 'place' }, place),
      scrolling(h('pre', {}, text), place),
    ]),
  ];
}

function evidenceTable({ columns, rows }: PageTable): HTMLElement {
  const head = h('tr', {}, ...columns.map((name) => h('th', { scope: 'col' }, name)));
  const lines = rows.map((row) => h('tr', {}, ...row.map((cell) => h('td', {}, cellText(cell)))));
  return scrolling(h('table', {}, h('thead', {}, head), h('tbody', {}, ...lines)), say('Evidence'));
}

/** What may be wider than its place is scrolled, by keys too. */
function scrolling(content: HTMLElement, label: string): HTMLElement {
  return h('div', { class: 'wide', tabindex: '0', role: 'group', 'aria-label': label }, content);
}

function cellText(cell: string | number | boolean | null): string {
  if (cell === null) return say('unknown');
  return typeof cell === 'boolean' ? say(cell ? 'yes' : 'no') : String(cell);
}

function facts(entries: readonly (readonly [string, string | undefined])[]): HTMLElement {
  const present = entries.filter(([, text]) => text !== undefined && text !== '');
  return h('dl', {}, ...present.flatMap(([name, text]) => [h('dt', {}, say(name)), h('dd', {}, text)]));
}
