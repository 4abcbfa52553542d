import type { ListedRule } from '../../../api/rule-catalog.ts';
import { message } from '../../../messages/message.ts';
import { padColumns, wrap } from '../../../reports/console/terminal.ts';
import { joinSentences, sectionText, sentencesOf } from '../../../reports/page-sections.ts';

/** Lines of a terminal as small as most are, without that of the prompt. */
const MAX_LINES = 23;
const LABEL_WIDTH = 'Controls  '.length;

type Part = 'Summary' | 'Why' | 'Fix' | 'Options' | 'Packs' | 'Controls';
const LABELS = {
  Summary: 'page.summary',
  Why: 'page.why',
  Fix: 'page.fix',
  Options: 'page.options',
  Packs: 'page.packs',
  Controls: 'page.controls',
} as const satisfies Record<Part, string>;

/** The heading of a part, on its page too. */
function label(part: Part): string {
  return message(LABELS[part]);
}

type Limits = Readonly<Record<Part, number>>;
type Parts = ReadonlyMap<Part, readonly string[]>;

/** Lines that a part may have at most; the longest part gives some up where all together are too many. */
const MAX_PART_LINES: Limits = { Summary: 5, Why: 5, Fix: 4, Options: 6, Packs: 2, Controls: 4 };

/** A screenful of a rule: what it asks for, why, what to do and what can be set, without the examples of its page. */
export function shortPage(rule: ListedRule, page: string, width: number): readonly string[] {
  let limits = MAX_PART_LINES;
  for (;;) {
    const parts = partsOf(rule, page, width, limits);
    const lines = pageLines(rule, parts, width);
    const [longest] = [...parts].sort(([, a], [, b]) => b.length - a.length);
    if (lines.length <= MAX_LINES || longest === undefined || longest[1].length <= 1) return lines;
    limits = { ...limits, [longest[0]]: longest[1].length - 1 };
  }
}

function partsOf(rule: ListedRule, page: string, width: number, limits: Limits): Parts {
  const beside = width - LABEL_WIDTH;
  const section = (part: Part, columns: number): readonly string[] =>
    sentenceLines(sentencesOf(sectionText(page, label(part))), columns, limits[part]);
  const parts: readonly (readonly [Part, readonly string[]])[] = [
    ['Summary', section('Summary', width)],
    ['Why', section('Why', beside)],
    ['Fix', section('Fix', beside)],
    ['Options', itemLines(optionTexts(rule), beside, limits.Options)],
    ['Packs', itemLines([rule.packs.join(message('list.comma'))], beside, limits.Packs)],
    ['Controls', itemLines([controlsText(rule)], beside, limits.Controls)],
  ];
  // A rule of a rule file says less of itself.
  return new Map(parts.filter(([, lines]) => lines.some((line) => line !== '')));
}

function pageLines(rule: ListedRule, parts: Parts, width: number): readonly string[] {
  const { name, ref, level, since, aliases } = rule;
  const facts = [
    ref,
    message('page.level', { level }),
    ...(since === '' ? [] : [message('page.since', { version: since })]),
    ...(aliases.length === 0 ? [] : [message('page.aliases', { names: aliases.join(message('list.comma')) })]),
  ];
  const [summary = [], ...labelled] = [...parts].map(([part, lines]) =>
    part === 'Summary'
      ? lines
      : lines.map((line, i) => `${padColumns(i === 0 ? label(part) : '', LABEL_WIDTH)}${line}`),
  );
  return [
    `# ${name}`,
    ...itemLines([facts.join(' · ')], width, 1),
    '',
    ...summary,
    '',
    ...labelled.flat(),
    '',
    message('page.more', { command: `acraudit rules ${name} --full` }),
  ];
}

function optionTexts({ options }: ListedRule): readonly string[] {
  const texts = Object.entries(options).map(([name, schema]) =>
    message('report.about', { name: `${name}=${valuesOf(schema)}`, message: schema.description }),
  );
  return texts.length === 0 ? [message('page.no-options')] : texts;
}

function valuesOf(schema: ListedRule['options'][string]): string {
  const standard = JSON.stringify(schema.default).replaceAll('"', '');
  if ('enum' in schema) return message('page.default', { type: schema.enum.join('|'), value: standard });
  return message('page.default', { type: schema.type === 'array' ? 'list' : schema.type, value: standard });
}

/** Controls of one standard stand together: `MCSB LT-3, LT-4; CIS Azure 6.1.4`. */
function controlsText({ controls }: ListedRule): string {
  const groups = new Map<string, string[]>();
  for (const { standard, id, verified } of controls)
    groups.set(standard, [...(groups.get(standard) ?? []), verified ? id : message('page.unverified', { id })]);
  return [...groups]
    .map(([standard, ids]) => `${standard} ${ids.join(message('list.comma'))}`)
    .join(message('list.semicolon'));
}

/** As many whole sentences as fit; of a first one that is too long its beginning. */
function sentenceLines(sentences: readonly string[], width: number, maxLines: number): readonly string[] {
  for (let count = sentences.length; count > 1; count--) {
    const lines = wrap(joinSentences(sentences.slice(0, count)), width);
    if (lines.length <= maxLines) return lines;
  }
  return itemLines(sentences.slice(0, 1), width, maxLines);
}

/** Each item begins on a line of its own; `…` stands for what does not fit. */
function itemLines(items: readonly string[], width: number, maxLines: number): readonly string[] {
  const lines = items.flatMap((item) => wrap(item, width));
  if (lines.length <= maxLines) return lines;
  const [last = ''] = wrap(lines[maxLines - 1] ?? '', width - ' …'.length);
  return [...lines.slice(0, maxLines - 1), `${last} …`];
}
