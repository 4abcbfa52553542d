import { relative, resolve } from 'node:path';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import { checkOpenConfig, isConfigFile } from '../api/editor/check-open-config.ts';
import { isLintable } from '../api/editor/concerns.ts';
import { findOpen, type LintedDocument, lintOpen, type OpenInputs } from '../api/editor/lint-open.ts';
import type { OpenRequest } from '../api/editor/open-request.ts';
import type { Finding, RuleInfo } from '../engine/finding.ts';
import { message } from '../messages/message.ts';
import { triage } from '../reports/shown-findings.ts';
import { readBounded } from '../util/bounded-read.ts';
import { UsageError } from '../util/errors.ts';
import {
  type DiagnosticContext,
  errorDiagnostic,
  type FileDiagnostic,
  findingDiagnostic,
  noteDiagnostic,
  SOURCE,
} from './finding-diagnostics.ts';
import { documentLines, type OpenDocument, type OpenDocuments } from './open-documents.ts';
import { type LineReader, lineReader, wordRange } from './text-ranges.ts';

/** A result that is shown, with where. */
export interface ShownFinding extends FileDiagnostic {
  readonly finding: Finding;
}

/** What is known of a document. */
export interface Analysis {
  /** All that is shown of it, in whatever file. */
  readonly diagnostics: readonly FileDiagnostic[];
  readonly findings: readonly ShownFinding[];
  readonly rules: ReadonlyMap<string, RuleInfo>;
  /** The files that have a part in it, absolute. */
  readonly parts: ReadonlySet<string>;
  /** The files that it links to: what they deploy is judged here. */
  readonly linked: ReadonlySet<string>;
  /** What it was made of, for fixes; absent where nothing was linted. */
  readonly made?: { readonly request: OpenRequest; readonly inputs: OpenInputs };
}

/** How a document is looked at. */
export type DocumentKind = 'configuration' | 'inputs' | 'other';

export function kindOf({ file, text }: OpenDocument): DocumentKind {
  if (isConfigFile(file)) return 'configuration';
  return isLintable(file, text.getText()) ? 'inputs' : 'other';
}

/** What an analysis takes from others before it. */
export interface Kept {
  readonly inputs: Map<string, OpenInputs | undefined>;
  readonly environment: NonNullable<OpenRequest['environment']>;
  readonly ruleFiles: (cwd: string) => Promise<Pick<OpenRequest, 'ruleFiles'>>;
}

/** Looks at a document as it is now. What is wrong with it, or with the configuration, is part of what is known of it. */
export async function analyse(document: OpenDocument, documents: OpenDocuments, kept: Kept): Promise<Analysis> {
  const { file } = document;
  const cwd = documents.folderOf(file);
  const kind = kindOf(document);
  if (kind === 'other') return NOTHING;
  try {
    const { environment, ruleFiles } = kept;
    const request = { ...(await ruleFiles(cwd)), cwd, file, environment, overlay: documents.overlay() };
    if (kind === 'configuration') return await analyseConfig(document, request);
    if (!kept.inputs.has(file)) kept.inputs.set(file, await findOpen(request));
    const inputs = kept.inputs.get(file);
    if (inputs === undefined) return NOTHING;
    return lintedAnalysis(await lintOpen(request, inputs), documents, { request, inputs });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return problemAnalysis(document, usageDiagnostic(error, cwd, documents));
  }
}

const NOTHING: Analysis = { diagnostics: [], findings: [], rules: new Map(), parts: new Set(), linked: new Set() };

/** What is shown of a document of which nothing else can be said. */
export function problemAnalysis({ file }: OpenDocument, diagnostic: Diagnostic): Analysis {
  return { ...NOTHING, parts: new Set([file]), diagnostics: [{ file, diagnostic }] };
}

async function analyseConfig(document: OpenDocument, request: OpenRequest): Promise<Analysis> {
  const { file, text } = document;
  const problems = await checkOpenConfig(request, text.getText());
  const diagnostics = problems.map((problem): FileDiagnostic => {
    const start =
      'offset' in problem ? text.positionAt(problem.offset) : { line: problem.line - 1, character: problem.column - 1 };
    const range = wordRange(documentLines(document), start);
    return {
      file,
      diagnostic: { range, severity: DiagnosticSeverity.Error, source: SOURCE, message: problem.message },
    };
  });
  return { ...NOTHING, parts: new Set([file]), diagnostics };
}

function lintedAnalysis(
  { result, rules, parts, linked }: LintedDocument,
  documents: OpenDocuments,
  made: NonNullable<Analysis['made']>,
): Analysis {
  const { cwd, file } = made.request;
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  const context: DiagnosticContext = {
    cwd,
    rules: byName,
    linesOf: readLines(documents),
    uriOf: documents.uriOf,
  };
  const findings = triage(result.findings).open.map((finding) => ({
    ...findingDiagnostic(finding, context),
    finding,
  }));
  const errors = result.errors.filter(({ excludedBecause }) => excludedBecause === undefined);
  const notes = result.notes.flatMap((note) =>
    // A note about a file as a whole says how it was read, which an editor shows better.
    note.location?.line === undefined ? [] : [noteDiagnostic(note, note.location, context)],
  );
  const all = [...findings, ...errors.map((error) => errorDiagnostic(error, relative(cwd, file), context)), ...notes];
  return { diagnostics: all, findings, rules: byName, parts, linked, made };
}

/** The lines of files, those that are open as the editor has them. */
function readLines(documents: OpenDocuments): (file: string) => LineReader {
  const known = new Map<string, LineReader>();
  return (file) => {
    const lines = known.get(file) ?? linesIn(file, documents.at(file));
    known.set(file, lines);
    return lines;
  };
}

/** Bytes of a file of which lines are shown. */
const MAX_BYTES = 20_000_000;

function linesIn(file: string, document: OpenDocument | undefined): LineReader {
  if (document !== undefined) return documentLines(document);
  const read = readBounded(file, MAX_BYTES);
  return lineReader('bytes' in read ? read.bytes.toString('utf8') : '');
}

/** What keeps a document from being looked at, at its beginning; what is wrong may stand in another file. */
function usageDiagnostic({ lines, location }: UsageError, cwd: string, documents: OpenDocuments): Diagnostic {
  const start = { line: 0, character: 0 };
  const place = location && {
    uri: documents.uriOf(resolve(cwd, location.file)),
    at: { line: (location.line ?? 1) - 1, character: (location.column ?? 1) - 1 },
  };
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Error,
    source: SOURCE,
    message: message('editor.config-wrong', { problem: lines.join('\n') }),
    ...(place && {
      relatedInformation: [
        { location: { uri: place.uri, range: { start: place.at, end: place.at } }, message: lines[0] ?? '' },
      ],
    }),
  };
}
