import { resolve } from 'node:path';
import { rulesMatching } from '../../config/known-rules.ts';
import type { Suppression } from '../../engine/suppress/suppression.ts';
import { suppressionNotes } from '../../engine/suppress/suppression-notes.ts';
import { createSuppressor } from '../../engine/suppress/suppressor.ts';
import type { FindRules } from '../../engine/suppress/written-suppression.ts';
import type { Target } from '../../model/target.ts';
import type { TemplateRun } from '../../sources/arm/template-request.ts';
import { dayOf } from '../../util/dates.ts';
import type { EvaluationSettings, TemplateSuppressions } from '../lint/evaluate-templates.ts';
import type { InputSelections } from '../lint/input-selections.ts';
import { type TemplateInputs, unreadable } from '../lint/template-inputs.ts';
import type { LintRequest, RuleRequest, TemplatesRequest } from '../requests.ts';
import { ruleSet } from '../rule-set.ts';
import { configSuppressions } from './config-suppressions.ts';
import { inlineSuppressions } from './inline-suppressions.ts';
import { judgedBy, seenByLint } from './seen-by-run.ts';

/** The rules that a suppression means, among all that a request may run. */
export function ruleFinder(request: Pick<RuleRequest, 'extraRules' | 'ruleFiles'>): FindRules {
  const known = ruleSet(request);
  return (word) => rulesMatching(word, known);
}

/** The day on which suppressions are in force or not. */
export function dayOfRun({ today }: Pick<RuleRequest, 'today'>): string {
  return today ?? dayOf(Date.now());
}

/** `templateSuppressions` of each run over what a request has found. */
export function suppressionsFor(
  request: TemplatesRequest,
  { selections, discovered }: Pick<TemplateInputs, 'selections' | 'discovered'>,
): NonNullable<EvaluationSettings['suppressionsOf']> {
  return (run) => {
    const suppressions = templateSuppressions(run, request, selections);
    return { ...suppressions, notes: (errors) => suppressions.notes([...errors, ...unreadable(discovered)]) };
  };
}

/** What accepts results of templates: their configurations, and they themselves unless the request says otherwise. */
function templateSuppressions(
  run: Pick<TemplateRun, 'marked' | 'inventories'>,
  request: TemplatesRequest & Pick<LintRequest, 'changedSince'>,
  selections: InputSelections,
): TemplateSuppressions {
  const { cwd, inlineSuppressions: isInline = true } = request;
  const today = dayOfRun(request);
  const configured = new Map(
    selections.all().map((selection) => {
      const entries = configSuppressions(selection.config, cwd);
      return [selection.config, { selection, entries, own: entries.map(({ suppression }) => suppression) }];
    }),
  );
  const inline = inlineSuppressions(isInline ? run.marked : [], cwd, ruleFinder(request));
  const known = new WeakMap<Target, readonly Suppression[]>();
  const find = (target: Target, template = ''): readonly Suppression[] => {
    // A target stands in one template, and every rule asks.
    const found = known.get(target) ?? mayCover(target, template);
    known.set(target, found);
    return found;
  };
  const mayCover = (target: Target, template: string): readonly Suppression[] => {
    const { config } = selections.of(resolve(cwd, template));
    const files = new Set([target.origin, ...(target.templates ?? [])].map(({ file = '' }) => resolve(cwd, file)));
    return [
      ...(request.ruleFiles?.suppressions ?? []),
      ...(configured.get(config)?.own ?? []),
      ...[...files].flatMap((file) => inline.byFile.get(file) ?? []),
    ];
  };
  const suppressor = createSuppressor(find, today);
  return {
    suppress: suppressor.suppress,
    notes: (errors) => {
      const seen = seenByLint(request, run, errors);
      const ofConfigurations = [...configured.values()].flatMap(({ selection, entries }) =>
        entries.map((one) => judgedBy(one.suppression, selection, seen.allFor(one, selection.config))),
      );
      const ofTemplates = [...inline.byFile].flatMap(([file, own]) =>
        own.map((one) => judgedBy(one, selections.of(file), seen.allOf(file))),
      );
      const judged = [...ofConfigurations, ...ofTemplates];
      return [...inline.notes, ...suppressionNotes(judged, suppressor, today)];
    },
  };
}
