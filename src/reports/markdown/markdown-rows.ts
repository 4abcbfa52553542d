import type { Finding, FixedFinding, RunError } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { outcomeWord } from '../../messages/outcome-word.ts';
import { targetName } from '../../messages/target-name.ts';
import type { Location } from '../../util/location.ts';
import { markdownCode, markdownText } from '../../util/markdown.ts';
import { truncate, truncateMiddle } from '../../util/truncate.ts';
import { reasonText } from '../issues.ts';
import { locationText, notGating } from '../phrases.ts';
import { suppressedText } from '../shown-findings.ts';
import { type OpenTarget, symbolOf } from './verdicts-by-target.ts';

// Characters of one value from an input, before it is escaped; JSON has them whole.
const MAX_NAME = 80;
const MAX_PLACE = 120;
const MAX_TEXT = 200;
/** Results of one target. */
const MAX_RESULTS = 6;

/** Verdict, resource, place, what is wrong; between verdict and resource what has changed, where that is known. */
export function targetRow({ findings }: OpenTarget, isCompared: boolean): string {
  const [worst] = findings;
  const rest = findings.length - MAX_RESULTS;
  const wrong = [
    ...findings.slice(0, MAX_RESULTS).map(resultText),
    ...(rest > 0 ? [message('label.more', { count: rest })] : []),
  ];
  return tableRow([
    `${symbolOf(worst)} ${outcomeWord(worst.outcome)}`,
    ...(isCompared ? [changeCell(findings)] : []),
    targetCell(worst),
    placeCell(worst),
    wrong.join('<br>'),
  ]);
}

function changeCell(findings: readonly Finding[]): string {
  const added = findings.filter(({ comparison }) => comparison === 'new').length;
  if (added === 0) return message('markdown.unchanged');
  if (added === findings.length) return `**${message('label.new')}**`;
  return message('markdown.some-new', { count: added, total: findings.length });
}

function resultText(finding: Finding): string {
  const { rule, level, outcome } = finding;
  // How much it would matter to fail is no matter where it cannot be evaluated.
  const grade = [outcome === 'fail' ? '' : outcomeWord(outcome), level === 'error' || outcome === 'error' ? '' : level];
  const given = grade.filter((one) => one !== '').join(', ');
  return `${code(rule, MAX_NAME)}${given === '' ? '' : ` (${given})`}: ${markdownText(truncate(reasonText(finding), MAX_TEXT))}`;
}

/** Resource, place, rule, and why it is accepted. */
export function acceptedRow(finding: Finding): string {
  const why = finding.suppression === null ? message('report.known') : suppressedText(finding.suppression);
  return tableRow([
    targetCell(finding),
    placeCell(finding),
    code(finding.rule, MAX_NAME),
    markdownText(truncate(why, MAX_TEXT)),
  ]);
}

export function fixedItem({ rule, target, file }: FixedFinding): string {
  const place = file === '' ? target.id : file;
  return `- ${code(targetName(target), MAX_NAME)} ${code(rule, MAX_NAME)} ${codeMiddle(place)}`;
}

export function errorItem({ code: id, message: said, location, excludedBecause }: RunError): string {
  const text = excludedBecause === undefined ? said : `${notGating(excludedBecause)}: ${said}`;
  return `- ${placeOf(location)}${markdownText(truncate(text, MAX_TEXT))} (${code(id, MAX_NAME)})`;
}

export function noteItem({ message: said, location }: { message: string; location?: Location }): string {
  return `- ${placeOf(location)}${markdownText(truncate(said, MAX_TEXT))}`;
}

export function tableHead(columns: readonly string[]): string {
  return `${tableRow(columns)}\n${tableRow(columns.map(() => '---'))}\n`;
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function targetCell({ target }: Finding): string {
  const name = code(targetName(target), MAX_NAME);
  return target.parameters === undefined ? name : `${name}<br>${codeMiddle(target.parameters)}`;
}

function placeCell({ location, target }: Finding): string {
  if (location.file === '') return codeMiddle(target.id);
  return codeMiddle(location.line === undefined ? location.file : `${location.file}:${location.line}`);
}

function placeOf(location: Location | undefined): string {
  return location === undefined || location.file === '' ? '' : `${codeMiddle(locationText(location))} `;
}

function code(text: string, limit: number): string {
  return markdownCode(truncate(text, limit));
}

function codeMiddle(text: string): string {
  return markdownCode(truncateMiddle(text, MAX_PLACE));
}
