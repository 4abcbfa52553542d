import type { AppliedSuppression, Finding, FixedFinding, Note, RunError } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { targetName } from '../../messages/target-name.ts';
import { type Line, type LinePart, styled } from '../../util/safe-text.ts';
import { nameInAzure } from '../azure-place.ts';
import { describeValues, locationText, suppressionText } from '../phrases.ts';
import { type ConsoleContext, evidenceTable, exclusionText, noteLines, title } from './finding-block.ts';
import { isInFile, locationPart, locationPrefix, MAX_NAME, MAX_TEXT, ruleText } from './line-parts.ts';
import { symbolOf, verdictLabel, verdictPart } from './outcome-style.ts';
import { LABEL_WIDTH, lineWidth, padColumns, singleLine, singleLineMiddle } from './terminal.ts';

/** Characters of a name where a line has to do for a finding; more where it is not for a terminal. */
const MAX_SHORT_NAME = 40;
/** Characters of its message: as many as fit; of fewer than these there is none left to read, and the line is wrapped. */
const MAX_MESSAGE = 160;
const MIN_MESSAGE = 30;

/** A finding that needs action where there are many: where in its file, the verdict, the target, the rule and what is wrong. */
export function shortLine(finding: Finding, width: number): Line {
  const { location, target, affectsExitCode, comparison } = finding;
  const place = isInFile(location) && location.line !== undefined ? `${location.line}:${location.column ?? 1}` : '';
  const { parameters } = target;
  const start: Line = [
    ...verdictLabel(finding),
    styled('bold', singleLineMiddle(nameInAzure(finding), Number.isFinite(width) ? MAX_SHORT_NAME : MAX_NAME)),
    '  ',
    ruleText(finding),
    ...(comparison === 'new' ? ['  ', styled('bold', message('label.new'))] : []),
    '  ',
  ];
  const end: LinePart[] = [
    ...(place === '' ? [] : ['  ', styled('cyan', place)]),
    ...(parameters === undefined ? [] : ['  ', styled('dim', singleLine(baseName(parameters), MAX_SHORT_NAME))]),
    ...(affectsExitCode ? [] : ['  ', styled('dim', message('report.excluded'))]),
  ];
  const room = width - lineWidth(start) - lineWidth(end);
  const limit = room < MIN_MESSAGE ? MAX_MESSAGE : Math.min(room, MAX_MESSAGE);
  return [...start, singleLine(finding.message, limit), ...end];
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** A finding that needs no action, followed by its coverage table. */
export function findingLine(finding: Finding, context: ConsoleContext): Line[] {
  if (finding.suppression !== null) return suppressedLine(finding, finding.suppression, context);
  const parts = title(finding);
  if (isInFile(finding.location)) parts.push('  ', locationPart(finding.location));
  const values = describeValues(finding);
  if (values !== '') parts.push('  ', styled('dim', singleLine(values, MAX_NAME)));
  if (finding.message !== '') parts.push('  ', singleLine(finding.message, MAX_NAME));
  return [
    [...verdictLabel(finding), ...parts],
    ...(context.verbose ? evidenceTable(finding.evidence) : []),
    ...importantNotes(finding),
  ];
}

export function importantNotes({ notes }: Finding): Line[] {
  return notes.filter(({ important }) => important).flatMap(noteLines);
}

/** A finding that a baseline has, with what was asked for. */
export function knownLine(finding: Finding): Line[] {
  const { target, rule, location, message: text } = finding;
  const place = isInFile(location) ? locationText(location) : target.id;
  const parts = [place, target.parameters ?? '', text].filter((part) => part !== '');
  const rest = parts.map((part) => `  ${singleLine(part, MAX_NAME)}`).join('');
  const name = `${singleLine(targetName(target), MAX_NAME)}  ${singleLine(rule, MAX_NAME)}`;
  const label = padColumns(`${symbolOf(finding.outcome)} ${message('label.known')}`, LABEL_WIDTH);
  return [['  ', styled('dim', `${label}  ${name}${rest}`)], ...importantNotes(finding)];
}

/** `~ suppressed  name  rule: reason (owner, until 2027-01-31)`, and where that is written. */
function suppressedLine(finding: Finding, suppression: AppliedSuppression, context: ConsoleContext): Line[] {
  const { location } = suppression;
  return [
    [
      ...verdictLabel(finding),
      styled('bold', singleLine(targetName(finding.target), MAX_NAME)),
      `  ${singleLine(finding.rule, MAX_NAME)}: ${singleLine(suppressionText(suppression), MAX_TEXT)}`,
      ...(isInFile(location) ? ['  ', locationPart(location)] : [`  ${message('suppression.from-tag')}`]),
    ],
    ...(context.verbose ? evidenceTable(finding.evidence) : []),
    ...importantNotes(finding),
  ];
}

/** A finding of earlier results that is no longer there. */
export function fixedLine({ target, rule, file, message: text }: FixedFinding): Line {
  const place = file === '' ? target.id : file;
  const parts = [place, target.parameters ?? '', text].filter((part) => part !== '');
  return [
    '  ',
    styled('green', padColumns(`✓ ${message('label.fixed')}`, LABEL_WIDTH)),
    '  ',
    styled('bold', singleLine(targetName(target), MAX_NAME)),
    `  ${singleLine(rule, MAX_NAME)}`,
    ...parts.map((part) => `  ${singleLine(part, MAX_NAME)}`),
  ];
}

/**
 * `file:line:column: ✗ fail name rule (level): message`, the format of compilers that editors understand; live results have
 * the resource id in place of the file.
 */
export function quietFinding(finding: Finding): Line {
  const { location, target } = finding;
  const values = singleLine(describeValues(finding), MAX_NAME);
  const name = singleLine(targetName(target), MAX_NAME);
  return [
    locationPart(isInFile(location) ? location : { file: target.id }),
    ': ',
    verdictPart(finding),
    ` ${name} ${ruleText(finding)}: ${singleLine(finding.message, MAX_TEXT)}`,
    ...(values === '' ? [] : [' ', styled('dim', `(${values})`)]),
    ...(finding.comparison === 'new' ? [' ', styled('bold', `(${message('label.new')})`)] : []),
  ];
}

export function quietError({ code, message: text, location, excludedBecause }: RunError): Line {
  const exclusion = exclusionText(excludedBecause);
  return [
    ...locationPrefix(location),
    styled(exclusion === '' ? 'magenta' : 'dim', `! ${message('outcome.error')}`),
    ` ${singleLine(text, MAX_TEXT)} `,
    styled('dim', `(${singleLine(code, MAX_NAME)}${exclusion === '' ? '' : `; ${exclusion}`})`),
  ];
}

export function quietNote({ message: text, location }: Note): Line {
  return [...locationPrefix(location), styled('dim', message('label.note')), ` ${singleLine(text, MAX_TEXT)}`];
}
