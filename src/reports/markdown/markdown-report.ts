import { exitCode } from '../../engine/exit-code.ts';
import type { Finding, RunResult } from '../../engine/finding.ts';
import { counted } from '../../messages/counted.ts';
import { message } from '../../messages/message.ts';
import { countOfType } from '../../messages/resource-nouns.ts';
import { markdownBlock, markdownCode, markdownText } from '../../util/markdown.ts';
import type { SafeText } from '../../util/safe-text.ts';
import { truncate } from '../../util/truncate.ts';
import { summary } from '../console/console-summary.ts';
import { remediesByRule, remediesOf } from '../remedies.ts';
import type { ReportOptions } from '../report.ts';
import { type Triage, triage } from '../shown-findings.ts';
import { fixCommands } from '../suggested-commands.ts';
import { type Block, fitBlocks } from './fit-blocks.ts';
import { acceptedRow, errorItem, fixedItem, noteItem, tableHead, targetRow } from './markdown-rows.ts';
import { countVerdicts, openTargets, verdictWord } from './verdicts-by-target.ts';

/** GitHub refuses a comment of more than 65,536 characters; the rest is for what a pipeline puts around the report. */
const MAX_CHARACTERS = 60_000;
/** Targets in the table that is always seen; the others are folded. */
const MAX_SEEN = 20;
const MAX_ERRORS = 20;
const MAX_REMEDIES = 20;
const MAX_TEXT = 200;

/** By it a pipeline finds the comment that it is to update. */
const MARKER = '<!-- acraudit -->';

/**
 * For the summary of a job or a comment on a pull request: totals, a row for each target to be acted on, the worst first,
 * what cannot be read, how to fix it; what is accepted and fixed is folded. Rows that do not fit are counted.
 */
export function markdownPieces(result: RunResult, options: ReportOptions): Iterable<SafeText> {
  const groups = triage(result.findings);
  const blocks = [
    head(result, groups),
    ...targetBlocks(result, groups),
    ...errorBlocks(result),
    ...fixBlocks(result, groups, options),
    ...foldedList((count) => message('markdown.fixed', { count }), result.comparison?.fixed ?? [], fixedItem, 3),
    ...acceptedBlocks(groups),
    ...foldedList((count) => counted(count, 'note'), result.notes, noteItem, 5),
  ];
  return fitBlocks(blocks, MAX_CHARACTERS);
}

function textBlock(text: string): Block {
  return { before: text, rows: [], count: 0, after: '', priority: 0 };
}

function head(result: RunResult, { open }: Triage): Block {
  const { comparison, tool } = result;
  const lines = [
    MARKER,
    `### ${headSymbol(result, open)} ${tool.name}: ${headline(result)}`,
    '',
    message('page.sentence', { text: markdownText(summary(result).map(partText).join('')) }),
  ];
  if (comparison !== undefined) {
    const { with: earlier, new: added, unchanged, fixed } = comparison;
    const values = { with: markdownCode(truncate(earlier, MAX_TEXT)), new: added, unchanged, fixed: fixed.length };
    lines.push('', message('report.compared', values));
  }
  return textBlock(`${lines.join('\n')}\n`);
}

function partText(part: ReturnType<typeof summary>[number]): string {
  return typeof part === 'string' ? part : part.text;
}

/** What the exit code is, at a glance; to see no target is not a pass. */
function headSymbol(result: RunResult, open: readonly Finding[]): string {
  const code = exitCode(result);
  if (code !== 0) return code === 1 ? '❌' : '❗';
  if (open.length > 0) return '🟡';
  return result.findings.length === 0 ? '⚪' : '✅';
}

/** `1 fail, 1 unknown, 3 pass (5 vaults)`. */
function headline({ findings, targets }: RunResult): string {
  const total = Object.entries(targets)
    .filter(([, { listed }]) => listed > 0)
    .map(([type, { listed }]) => countOfType(listed, type))
    .join(message('list.comma'));
  const counts = [...countVerdicts(findings)]
    .map(([verdict, count]) => message('summary.outcome', { count, outcome: verdictWord(verdict) }))
    .join(message('list.comma'));
  if (total === '') return message('markdown.nothing');
  return markdownText(counts === '' ? total : message('markdown.headline', { counts, total }));
}

function targetBlocks(result: RunResult, { open, excluded }: Triage): Block[] {
  const isCompared = result.comparison !== undefined;
  const targets = openTargets(open);
  const columns = [
    message('markdown.verdict'),
    ...(isCompared ? [message('markdown.change')] : []),
    message('markdown.resource'),
    message('markdown.place'),
    message('markdown.wrong'),
  ];
  const rows = function* (from: number, to: number): Iterable<string> {
    for (const target of targets.slice(from, to)) yield targetRow(target, isCompared);
  };
  const seen = Math.min(targets.length, MAX_SEEN);
  const blocks: Block[] = [];
  if (seen > 0)
    blocks.push({ before: `\n${tableHead(columns)}`, rows: rows(0, seen), count: seen, after: '', priority: 1 });
  const more = targets.length - seen;
  if (more > 0)
    blocks.push(
      folded(message('markdown.more', { count: more }), tableHead(columns), rows(seen, targets.length), more, 6),
    );
  if (excluded.length > 0) {
    const text = message('report.left-out', {
      counts: message('report.left-out-excluded', { count: excluded.length }),
    });
    blocks.push(textBlock(`\n${text}\n`));
  }
  return blocks;
}

function errorBlocks({ errors }: RunResult): Block[] {
  if (errors.length === 0) return [];
  const rows = errors.slice(0, MAX_ERRORS).map(errorItem);
  return [{ before: `\n**${message('markdown.not-read')}**\n\n`, rows, count: errors.length, after: '', priority: 2 }];
}

/** The command, and what to do about each kind of reason, once. */
function fixBlocks(result: RunResult, { open }: Triage, { rules, fixInputs }: ReportOptions): Block[] {
  const wanting = open.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown');
  if (wanting.length === 0) return [];
  const byRule = remediesByRule(rules);
  const remedies = new Map<string, string>();
  for (const finding of wanting) for (const remedy of remediesOf(finding, byRule)) remedies.set(remedy, finding.rule);
  const items = [...remedies].map(
    ([remedy, rule]) => `- ${markdownText(truncate(remedy, MAX_TEXT))} (${markdownCode(truncate(rule, MAX_TEXT))})`,
  );
  const rows = items.slice(0, MAX_REMEDIES);
  const isTemplate = result.inputKind === 'template';
  const before = `\n**${message('markdown.fix')}**\n\n${markdownBlock('sh', fixCommands(result, wanting, fixInputs))}\n\n${message(isTemplate ? 'report.fix-templates' : 'report.fix-live')}\n${rows.length === 0 ? '' : '\n'}`;
  return [{ before, rows, count: items.length, after: '', priority: 2 }];
}

function acceptedBlocks({ known, suppressed }: Triage): Block[] {
  const all = [...known, ...suppressed];
  if (all.length === 0) return [];
  const counts = [
    known.length === 0 ? '' : message('summary.known', { count: known.length }),
    suppressed.length === 0 ? '' : message('report.left-out-suppressed', { count: suppressed.length }),
  ].filter((text) => text !== '');
  const columns = [
    message('markdown.resource'),
    message('markdown.place'),
    message('markdown.rule'),
    message('page.why'),
  ];
  const rows = function* (): Iterable<string> {
    for (const finding of all) yield acceptedRow(finding);
  };
  return [folded(counts.join(message('list.comma')), tableHead(columns), rows(), all.length, 4)];
}

function foldedList<T>(
  title: (count: number) => string,
  items: readonly T[],
  item: (one: T) => string,
  priority: number,
): Block[] {
  if (items.length === 0) return [];
  const rows = function* (): Iterable<string> {
    for (const one of items) yield item(one);
  };
  return [folded(title(items.length), '', rows(), items.length, priority)];
}

/** The empty lines make renderers read what is inside as Markdown. */
function folded(title: string, before: string, rows: Iterable<string>, count: number, priority: number): Block {
  return {
    before: `\n<details>\n<summary>${title}</summary>\n\n${before}`,
    rows,
    count,
    after: '\n</details>\n',
    priority,
  };
}
