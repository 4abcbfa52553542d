import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import { withRuleFiles } from '../api/rule-files/with-rule-files.ts';
import { message } from '../messages/message.ts';
import { crashOf } from '../util/crash.ts';
import { type Analysis, analyse, type DocumentKind, type Kept, kindOf, problemAnalysis } from './analysis.ts';
import { SOURCE } from './finding-diagnostics.ts';
import type { OpenDocument, OpenDocuments } from './open-documents.ts';
import { type Publish, shownDiagnostics } from './shown-diagnostics.ts';
import { type WorkQueue, workQueue } from './work-queue.ts';

/** How what is found reaches the editor. */
export interface CheckerOutput {
  readonly publish: Publish;
  /** What is of no document: for the log. */
  readonly log: (text: string) => void;
  /** Makes something in the language of the editor. */
  readonly speak: <Result>(make: () => Promise<Result>) => Promise<Result>;
}

/** Looks at documents as they change, one at a time, and only at those that a change may concern. */
export interface Checker {
  /** A document has been opened, or its content is another. */
  readonly changed: (document: OpenDocument) => void;
  readonly closed: (document: OpenDocument) => void;
  /** Something on disk is another. */
  readonly reset: () => void;
  /** What is known of a document as it is now; undefined where it is not open. */
  readonly settled: (uri: string) => Promise<Analysis | undefined>;
  /** What is known of those that decide what is shown of a document as it is now: of the open ones that link to it, else of itself. */
  readonly judging: (uri: string) => Promise<readonly Analysis[]>;
  readonly speak: CheckerOutput['speak'];
  /** Whether a file has a part in what is known of some document. */
  readonly usesFile: (file: string) => boolean;
}

export function createChecker(
  documents: OpenDocuments,
  environment: Kept['environment'],
  { publish, log, speak }: CheckerOutput,
): Checker {
  const shown = shownDiagnostics(publish);
  const kinds = new Map<string, DocumentKind>();
  let kept = nothingKept(environment);
  const check = async (uri: string): Promise<void> => {
    const document = documents.of(uri);
    if (document === undefined) return;
    const analysis = await analyse(document, documents, kept).catch((error: unknown) => {
      const { message: problem, stack } = crashOf(error);
      log(`${document.file}: ${problem}\n${stack}`);
      return problemAnalysis(document, crashDiagnostic(problem));
    });
    // It was closed, or is another by now: what follows says what it is.
    if (documents.of(uri) !== undefined && !queue.has(uri)) shown.replace(uri, analysis, document.file);
  };
  const queue: WorkQueue = workQueue((uri) => speak(() => check(uri)));
  const reset = (first: readonly string[] = []): void => {
    kept = nothingKept(environment);
    queue.add([...first, ...documents.all().map(({ text }) => text.uri)]);
  };
  return {
    changed: (document) => {
      const { uri } = document.text;
      const kind = kindOf(document);
      const isOther = kinds.get(uri) !== kind;
      kinds.set(uri, kind);
      if (isOther || kind === 'configuration') reset([uri]);
      else queue.add([uri, ...usersOf(document.file, shown.all())]);
    },
    closed: ({ text: { uri } }) => {
      kinds.delete(uri);
      shown.replace(uri, undefined);
      reset();
    },
    reset,
    settled: async (uri) => {
      await queue.idle();
      return shown.of(uri);
    },
    judging: async (uri) => {
      await queue.idle();
      const own = shown.of(uri);
      const judging = own === undefined ? [] : shown.judging(documents.of(uri)?.file ?? '');
      return own === undefined || judging.length > 0 ? judging : [own];
    },
    speak,
    usesFile: (file) => usersOf(file, shown.all()).length > 0,
  };
}

/** The documents that a file has a part in. */
function usersOf(file: string, analyses: ReadonlyMap<string, Analysis>): readonly string[] {
  return [...analyses].flatMap(([uri, { parts }]) => (parts.has(file) ? [uri] : []));
}

/** Rule files are those of the folder of the workspace, as they are on disk. */
function nothingKept(environment: Kept['environment']): Kept {
  const ruleFiles = new Map<string, ReturnType<Kept['ruleFiles']>>();
  return {
    inputs: new Map(),
    environment,
    ruleFiles: (cwd) => {
      const read = ruleFiles.get(cwd) ?? withRuleFiles({ cwd }).then(({ cwd: _, ...rest }) => rest);
      ruleFiles.set(cwd, read);
      return read;
    },
  };
}

function crashDiagnostic(problem: string): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Error,
    source: SOURCE,
    message: message('editor.crashed', { problem }),
  };
}
