import { resolve } from 'node:path';
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type DiagnosticSeverity as Severity,
} from 'vscode-languageserver/node';
import type { Finding, Note, RuleInfo, RunError } from '../engine/finding.ts';
import { causePhrase } from '../messages/cause-phrase.ts';
import { message } from '../messages/message.ts';
import { issueText } from '../reports/issues.ts';
import { additionalReasons } from '../reports/phrases.ts';
import { severityOf } from '../reports/shown-findings.ts';
import { escapeInvisible } from '../util/escape.ts';
import type { Location } from '../util/location.ts';
import { truncate } from '../util/truncate.ts';
import { type LineReader, markedRange } from './text-ranges.ts';

export const SOURCE = 'acraudit';

/** Characters of a line of a message; places that one diagnostic refers to. */
const MAX_LINE = 1000;
const MAX_RELATED = 50;

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  notice: DiagnosticSeverity.Information,
} as const satisfies Record<string, Severity>;

/** What diagnostics are made with. */
export interface DiagnosticContext {
  readonly cwd: string;
  readonly rules: ReadonlyMap<string, RuleInfo>;
  readonly linesOf: (file: string) => LineReader;
  readonly uriOf: (file: string) => string;
}

/** A diagnostic in an absolute file. */
export interface FileDiagnostic {
  readonly file: string;
  readonly diagnostic: Diagnostic;
}

/** Of a result that is to be acted on. */
export function findingDiagnostic(finding: Finding, context: DiagnosticContext): FileDiagnostic {
  const { rule, location, fingerprint } = finding;
  const lines = [issueText(finding), ...additionalReasons(finding).map((reason) => reason.message)];
  const href = context.rules.get(rule)?.helpUri ?? '';
  return {
    ...placed(location, context, {
      severity: SEVERITIES[severityOf(finding)],
      code: rule,
      ...(isAddress(href) && { codeDescription: { href } }),
      message: lines.map(shown).join('\n'),
      relatedInformation: relatedOf(finding, context),
      data: { fingerprint },
    }),
  };
}

export function isAddress(text: string): boolean {
  return /^https?:\/\//.test(text);
}

/** Of an input that could not be read or evaluated. */
export function errorDiagnostic({ code, message: text, location }: RunError, file: string, context: DiagnosticContext) {
  return placed(location ?? { file }, context, { severity: DiagnosticSeverity.Error, code, message: shown(text) });
}

/** Of a note about a place, such as a suppression without use. */
export function noteDiagnostic(
  { message: text, important }: Note,
  location: Location,
  context: DiagnosticContext,
): FileDiagnostic {
  const severity = important ? DiagnosticSeverity.Information : DiagnosticSeverity.Hint;
  return placed(location, context, { severity, message: shown(text) });
}

function placed(location: Location, context: DiagnosticContext, said: Omit<Diagnostic, 'range'>): FileDiagnostic {
  const file = resolve(context.cwd, location.file);
  return { file, diagnostic: { range: markedRange(location, context.linesOf(file)), source: SOURCE, ...said } };
}

/** Everything at a place of its own that has a part in a result. */
function relatedOf(finding: Finding, context: DiagnosticContext): DiagnosticRelatedInformation[] {
  const { reasons, dependsOn, notes, target, location } = finding;
  const said: readonly (readonly [string, Location | undefined])[] = [
    ...reasons.map((reason) => [reason.message, reason.location] as const),
    ...dependsOn.map((cause) => [causePhrase(cause), cause.location] as const),
    ...notes.map((note) => [note.message, note.location] as const),
    [message('editor.related-template'), target.template === undefined ? undefined : { file: target.template }],
  ];
  return said.slice(0, MAX_RELATED).flatMap(([text, place]): DiagnosticRelatedInformation[] => {
    if (place === undefined || place.file === '' || isSame(place, location)) return [];
    const file = resolve(context.cwd, place.file);
    const range = markedRange(place, context.linesOf(file));
    return [{ location: { uri: context.uriOf(file), range }, message: shown(text) }];
  });
}

function isSame(a: Location, b: Location): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column && a.endLine === b.endLine;
}

function shown(text: string): string {
  return truncate(escapeInvisible(text), MAX_LINE);
}
