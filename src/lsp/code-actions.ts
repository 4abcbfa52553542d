import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver/node';
import { fixOpen, type OfferedFix, type OpenFixes } from '../api/editor/fix-open.ts';
import { message } from '../messages/message.ts';
import { escapeInvisible } from '../util/escape.ts';
import { truncate } from '../util/truncate.ts';
import type { Analysis, ShownFinding } from './analysis.ts';
import type { OpenDocument, OpenDocuments } from './open-documents.ts';
import { suppressAction } from './suppress-action.ts';
import { overlaps } from './text-ranges.ts';
import { type EditAbilities, workspaceEdit } from './workspace-edit.ts';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.acraudit`;

/** Characters of a title, and of a reason. */
const MAX_TITLE = 120;
const MAX_REASON = 500;

/** What the editor can do with actions. */
export interface ActionAbilities extends EditAbilities {
  /** It shows actions that cannot be chosen, with the reason. */
  readonly disabled: boolean;
}

/** Plans the fixes of a document once, however often they are asked for. */
export type FixesOf = (analysis: Analysis) => Promise<OpenFixes | undefined>;

export function fixesOnce(): FixesOf {
  const planned = new WeakMap<Analysis, Promise<OpenFixes>>();
  return async (analysis) => {
    const { made } = analysis;
    if (made === undefined) return undefined;
    const fixes = planned.get(analysis) ?? fixOpen(made.request, made.inputs);
    planned.set(analysis, fixes);
    return fixes;
  };
}

interface ActionRequest {
  readonly document: OpenDocument;
  readonly documents: OpenDocuments;
  /** Those that made the findings in the document. */
  readonly analyses: readonly Analysis[];
  readonly abilities: ActionAbilities;
  readonly fixesOf: FixesOf;
}

interface ActionContext extends Omit<ActionRequest, 'analyses'> {
  readonly analysis: Analysis;
}

/** Actions by what they are for. */
interface FoundActions {
  readonly quick: readonly CodeAction[];
  readonly suppress: readonly CodeAction[];
  readonly whole: readonly CodeAction[];
}

/**
 * What can be done at a place. Fixes are planned only where there is something to fix, with the template that shows it. Null where
 * something is typed before they are: their places are those of the text before.
 */
export async function codeActions(
  params: CodeActionParams,
  { analyses, ...context }: ActionRequest,
): Promise<CodeAction[] | null> {
  const found: FoundActions[] = [];
  const before = context.documents.overlay();
  for (const analysis of analyses) found.push(await actionsOf(params, { ...context, analysis }));
  if (context.documents.overlay() !== before) return null;
  const actions = [
    ...sameOnce(found.flatMap(({ quick }) => quick)),
    ...sameOnce(found.flatMap(({ suppress }) => suppress)),
    ...sameOnce(found.flatMap(({ whole }) => whole)),
  ];
  return context.abilities.disabled ? actions : actions.filter(({ disabled }) => disabled === undefined);
}

async function actionsOf(
  { range, context: { only } }: CodeActionParams,
  context: ActionContext,
): Promise<FoundActions> {
  const { analysis, document, documents, abilities } = context;
  const wants = (kind: string): boolean =>
    only === undefined || only.some((one) => kind === one || kind.startsWith(`${one}.`));
  const own = analysis.findings.filter(({ file }) => file === document.file);
  const here = wants(CodeActionKind.QuickFix) ? own.filter(({ diagnostic }) => overlaps(diagnostic.range, range)) : [];
  // All that another template shows may be more than what is in this file.
  const isAllHere = analysis.made?.request.file === document.file || own.length === analysis.findings.length;
  const all = wants(FIX_ALL) && isAllHere ? own : [];
  const fixes = here.length + all.length === 0 ? undefined : await context.fixesOf(analysis);
  if (fixes === undefined) return NO_ACTIONS;
  const quick = here.flatMap((shown) => fixAction(shown, fixes.of(shown.finding.fingerprint), context) ?? []);
  const suppress = here.flatMap((shown) => suppressAction(shown, document, documents, abilities) ?? []);
  const whole = all.length === 0 || fixes.all.length === 0 ? [] : [fixAllAction(fixes, context)];
  return { quick, suppress, whole };
}

const NO_ACTIONS: FoundActions = { quick: [], suppress: [], whole: [] };

function fixAction(
  { finding: { rule }, diagnostic }: ShownFinding,
  fix: OfferedFix | undefined,
  { documents, abilities, analysis }: ActionContext,
): CodeAction | undefined {
  if (fix === undefined || analysis.made === undefined) return undefined;
  const action = { kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  if (fix.kind === 'refusal') {
    const reason = truncate(escapeInvisible(fix.reason), MAX_REASON);
    return { ...action, title: message('editor.fix-one', { rule }), disabled: { reason } };
  }
  const title = escapeInvisible(message('editor.fix', { rule, description: fix.description }));
  const edit = workspaceEdit(fix.changes, analysis.made.request.cwd, documents, abilities);
  return { ...action, title: truncate(title, MAX_TITLE), isPreferred: true, edit };
}

function fixAllAction({ all }: OpenFixes, { analysis, documents, abilities }: ActionContext): CodeAction {
  const edit = workspaceEdit(all, analysis.made?.request.cwd ?? '', documents, abilities);
  return { title: message('editor.fix-all'), kind: FIX_ALL, edit };
}

/** One action for all results that it is the same for: one registry fails with several sets of values. */
function sameOnce(actions: readonly CodeAction[]): readonly CodeAction[] {
  const distinct = new Map<string, CodeAction>();
  for (const action of actions) {
    const { diagnostics = [], ...rest } = action;
    const key = JSON.stringify(rest);
    const before = distinct.get(key)?.diagnostics ?? [];
    distinct.set(key, { ...action, diagnostics: [...before, ...diagnostics] });
  }
  return [...distinct.values()];
}
