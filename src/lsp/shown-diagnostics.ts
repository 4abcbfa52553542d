import type { Diagnostic } from 'vscode-languageserver/node';
import type { Analysis } from './analysis.ts';

/** Says what there is to say of a file, in place of all that was said of it before. */
export type Publish = (file: string, diagnostics: readonly Diagnostic[]) => void;

/** What is known of the documents that are open, and what the editor has been told of it. */
export interface ShownDiagnostics {
  readonly of: (uri: string) => Analysis | undefined;
  readonly all: () => ReadonlyMap<string, Analysis>;
  /** What is known of the documents that link to a file: findings in it are theirs. */
  readonly judging: (file: string) => readonly Analysis[];
  /**
   * Takes what is known of a document, undefined where it is closed, and tells the editor what is another by that.
   *
   * @param own The file of the document: what is shown there is sent each time, since an editor moves it along with what is typed.
   */
  readonly replace: (uri: string, analysis: Analysis | undefined, own?: string) => void;
}

export function shownDiagnostics(publish: Publish): ShownDiagnostics {
  const analyses = new Map<string, Analysis>();
  const published = new Map<string, string>();
  const show = (file: string, always: boolean): void => {
    const diagnostics = diagnosticsIn(file, [...analyses.values()]);
    const key = JSON.stringify(diagnostics);
    if (!always && (published.get(file) ?? NONE) === key) return;
    published.set(file, key);
    publish(file, diagnostics);
  };
  return {
    of: (uri) => analyses.get(uri),
    all: () => analyses,
    judging: (file) => [...analyses.values()].filter(({ linked }) => linked.has(file)),
    replace: (uri, analysis, own) => {
      const before = analyses.get(uri);
      if (analysis === undefined) analyses.delete(uri);
      else analyses.set(uri, analysis);
      const files = new Set([...filesOf(before), ...filesOf(analysis)]);
      if (own !== undefined) files.add(own);
      for (const file of files) show(file, file === own);
    },
  };
}

const NONE = JSON.stringify([]);

/** The files of which an analysis decides what is shown. */
function filesOf(analysis: Analysis | undefined): readonly string[] {
  return analysis === undefined ? [] : [...analysis.diagnostics.map(({ file }) => file), ...analysis.linked];
}

/**
 * What is shown of a file, in the order of its lines. A template that another open one links to is judged there, as it is in a
 * run over both.
 */
function diagnosticsIn(file: string, analyses: readonly Analysis[]): readonly Diagnostic[] {
  const isLinked = analyses.some(({ linked }) => linked.has(file));
  const found = analyses.flatMap(({ diagnostics, findings, made }) => {
    const judged = new Set(isLinked && made?.request.file === file ? findings.map(({ diagnostic }) => diagnostic) : []);
    return diagnostics.flatMap((one) => (one.file === file && !judged.has(one.diagnostic) ? [one.diagnostic] : []));
  });
  const distinct = new Map(found.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]));
  return [...distinct].sort(inOrder).map(([, diagnostic]) => diagnostic);
}

type Keyed = readonly [key: string, diagnostic: Diagnostic];

function inOrder([a, { range: left }]: Keyed, [b, { range: right }]: Keyed): number {
  const { start: first } = left;
  const { start: second } = right;
  return first.line - second.line || first.character - second.character || (a < b ? -1 : 1);
}
