import { resolve } from 'node:path';
import type { Hover, Position, Range as TextRange } from 'vscode-languageserver/node';
import { describeRule } from '../api/editor/describe-rule.ts';
import type { RuleRequest } from '../api/requests.ts';
import type { Finding } from '../engine/finding.ts';
import { causePhrase } from '../messages/cause-phrase.ts';
import { message } from '../messages/message.ts';
import { targetName } from '../messages/target-name.ts';
import { describeValues } from '../reports/phrases.ts';
import { remediesOf } from '../reports/remedies.ts';
import { markdownCode, markdownText } from '../util/markdown.ts';
import { truncate } from '../util/truncate.ts';
import type { Analysis, ShownFinding } from './analysis.ts';
import { isAddress } from './finding-diagnostics.ts';
import { documentLines, type OpenDocument } from './open-documents.ts';
import { contains, rangeOfLocation } from './text-ranges.ts';

/** Results of one hover, and characters of one text in it. */
const MAX_SHOWN = 5;
const MAX_TEXT = 1000;

/** What is known of the place: results that are marked there, else those of what is declared around it. */
export function hoverOfFindings(document: OpenDocument, analysis: Analysis, position: Position): Hover | undefined {
  const own = analysis.findings.filter(({ file }) => file === document.file);
  const marked = own.filter(({ diagnostic }) => contains(diagnostic.range, position));
  const lines = documentLines(document);
  const wholeOf = ({ finding }: ShownFinding): TextRange => rangeOfLocation(finding.location, lines);
  const isOwn = ({ finding }: ShownFinding): boolean =>
    analysis.made === undefined || resolve(analysis.made.request.cwd, finding.location.file) === document.file;
  const found = marked.length > 0 ? marked : own.filter((one) => isOwn(one) && contains(wholeOf(one), position));
  const [first] = found;
  if (first === undefined) return undefined;
  const pages = found.slice(0, MAX_SHOWN).map(({ finding }) => findingPage(finding, analysis));
  return {
    contents: { kind: 'markdown', value: pages.join('\n\n---\n\n') },
    range: marked.length > 0 ? first.diagnostic.range : wholeOf(first),
  };
}

/** A result as Markdown: verdict, reasons, what decides, remedies, the page of the rule. */
function findingPage(finding: Finding, { rules }: Analysis): string {
  const { rule, outcome, target, reasons, dependsOn } = finding;
  const info = rules.get(rule);
  const verdict = message(
    outcome === 'fail' ? 'editor.fails' : outcome === 'unknown' ? 'outcome.unknown' : 'editor.error',
  );
  const said = [...new Set([finding.message, ...reasons.map((reason) => reason.message)])].filter(
    (text) => text !== '',
  );
  const remedies = remediesOf(finding, new Map(info === undefined ? [] : [[rule, info.remedies]]));
  const causes = dependsOn.map(causePhrase).join(message('list.comma'));
  const values = describeValues(finding);
  const blocks = [
    `**${markdownText(rule)}**: ${markdownText(verdict)}, ${markdownText(cut(targetName(target)))}`,
    said.map((text) => `- ${markdownText(cut(text))}`).join('\n'),
    causes === '' ? '' : markdownText(message('editor.depends', { causes: cut(causes) })),
    values === '' ? '' : markdownText(message('editor.values', { values: cut(values) })),
    remedies.map((remedy) => markdownText(message('report.remedy', { remedy }))).join('\n\n'),
    pageLink(rule, info?.helpUri ?? ''),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** Where the page of a rule has no address, the command that shows it. */
function pageLink(rule: string, helpUri: string): string {
  if (isAddress(helpUri)) return `[${message('editor.page')}](<${encodeURI(helpUri)}>)`;
  return message('editor.page-command', { command: markdownCode(`acraudit rules ${rule}`) });
}

/** What a rule is that a configuration names at a place. */
export function hoverOfRuleName(
  document: OpenDocument,
  position: Position,
  request: Pick<RuleRequest, 'ruleFiles'>,
): Hover | undefined {
  const line = documentLines(document)(position.line);
  for (const { 0: word, index } of line.matchAll(/[A-Za-z][\w.-]*\w/g)) {
    if (position.character < index || position.character > index + word.length) continue;
    const rule = describeRule(word, request);
    if (rule === undefined) return undefined;
    const { name, ref, synopsis, level, helpUri } = rule;
    const blocks = [
      `**${markdownText(name)}** (${markdownText(message('editor.level', { ref, level }))})`,
      markdownText(synopsis),
      pageLink(name, helpUri),
    ];
    const at = (character: number): Position => ({ line: position.line, character });
    return {
      contents: { kind: 'markdown', value: blocks.join('\n\n') },
      range: { start: at(index), end: at(index + word.length) },
    };
  }
  return undefined;
}

function cut(text: string): string {
  return truncate(text, MAX_TEXT);
}
