import type { ListedRule } from '../../../api/rule-catalog.ts';
import { wrap } from '../../../reports/console/terminal.ts';
import { sectionText, sentencesOf } from '../../../reports/page-sections.ts';

/** Lines of a terminal as small as most are, without that of the prompt. */
const MAX_LINES = 23;
const LABEL_WIDTH = 'Controls  '.length;

type Part = 'Summary' | 'Why' | 'Fix' | 'Options' | 'Packs' | 'Controls';
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
    sentenceLines(sentencesOf(sectionText(page, part)), columns, limits[part]);
  const parts: readonly (readonly [Part, readonly string[]])[] = [
    ['Summary', section('Summary', width)],
    ['Why', section('Why', beside)],
    ['Fix', section('Fix', beside)],
    ['Options', itemLines(optionTexts(rule), beside, limits.Options)],
    ['Packs', itemLines([rule.packs.join(', ')], beside, limits.Packs)],
    ['Controls', itemLines([controlsText(rule)], beside, limits.Controls)],
  ];
  // A rule of a rule file says less of itself.
  return new Map(parts.filter(([, lines]) => lines.some((line) => line !== '')));
}

function pageLines(rule: ListedRule, parts: Parts, width: number): readonly string[] {
  const { name, ref, level, since, aliases } = rule;
  const from = since === '' ? '' : ` · since ${since}`;
  const also = aliases.length === 0 ? '' : ` · also known as ${aliases.join(', ')}`;
  const [summary = [], ...labelled] = [...parts].map(([part, lines]) =>
    part === 'Summary' ? lines : lines.map((line, i) => `${(i === 0 ? part : '').padEnd(LABEL_WIDTH)}${line}`),
  );
  return [
    `# ${name}`,
    ...itemLines([`${ref} · level ${level}${from}${also}`], width, 1),
    '',
    ...summary,
    '',
    ...labelled.flat(),
    '',
    `More: acraudit rules ${name} --full`,
  ];
}

function optionTexts({ options }: ListedRule): readonly string[] {
  const texts = Object.entries(options).map(([name, schema]) => `${name}=${valuesOf(schema)}: ${schema.description}`);
  return texts.length === 0 ? ['none'] : texts;
}

function valuesOf(schema: ListedRule['options'][string]): string {
  const standard = JSON.stringify(schema.default).replaceAll('"', '');
  if ('enum' in schema) return `${schema.enum.join('|')} (default ${standard})`;
  return `${schema.type === 'array' ? 'list' : schema.type} (default ${standard})`;
}

/** Controls of one standard stand together: `MCSB LT-3, LT-4; CIS Azure 6.1.4`. */
function controlsText({ controls }: ListedRule): string {
  const groups = new Map<string, string[]>();
  for (const { standard, id, verified } of controls)
    groups.set(standard, [...(groups.get(standard) ?? []), verified ? id : `${id} (unverified)`]);
  return [...groups].map(([standard, ids]) => `${standard} ${ids.join(', ')}`).join('; ');
}

/** As many whole sentences as fit; of a first one that is too long its beginning. */
function sentenceLines(sentences: readonly string[], width: number, maxLines: number): readonly string[] {
  for (let count = sentences.length; count > 1; count--) {
    const lines = wrap(sentences.slice(0, count).join(' '), width);
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
