import { message } from '../../messages/message.ts';
import type { FixOptions } from '../fix-options.ts';
import {
  type EditPlan,
  type FixableRule,
  type FixRequest,
  type ParameterFileValue,
  type Plan,
  type Refusal,
  refusal,
} from './fix-plan.ts';
import { applyChanges } from './json-edits.ts';
import { jsonOf } from './json-text.ts';
import { type LinkingTemplate, type LinkTexts, linkingTemplate } from './linking-template.ts';
import type { LintedTemplates } from './linted-templates.ts';
import type { TemplateJson } from './print-json.ts';
import {
  isGeneratedByBicep,
  isJsonObject,
  memberAt,
  type ResourceContext,
  resourceContext,
} from './resource-context.ts';
import { type FixTarget, parameterFileValues } from './targets.ts';

/** The texts that a plan makes; undefined when it cannot be carried out. */
export function applyPlan(
  plan: EditPlan,
  textOf: (file: string) => string | undefined,
): ReadonlyMap<string, string> | undefined {
  const made = new Map<string, string>();
  for (const { file, changes } of plan.files) {
    const text = textOf(file);
    const changed = text === undefined ? undefined : applyChanges(text, changes);
    if (changed === undefined || jsonOf(changed) === undefined) return undefined;
    made.set(file, changed);
  }
  return made;
}

/** What becomes of a place; JSON that Bicep made is not edited. */
export type PlaceFix = Plan | { readonly kind: 'generated' };

/** What plans go by. */
export interface PlanSettings {
  /** What a file is fixed with. */
  readonly settingsOf: (file: string) => FixOptions;
  /** Required parameters may be added. */
  readonly newParameters: boolean;
  /** Configured destinations become defaults of parameters. */
  readonly destinationParameters: boolean;
  /** JSON that Bicep made is edited too. */
  readonly force: boolean;
  readonly neighbours: LinkTexts['neighbours'];
}

/** What planning asks for besides the place. */
export interface PlanInput extends PlanSettings {
  readonly before: LintedTemplates;
  /** The texts to change. */
  readonly textOf: (file: string) => string | undefined;
  /** The texts that were linted: another plan may have given a value since. */
  readonly givenIn: (file: string) => string | undefined;
}

/** The plan for one place. */
export function planTarget(rule: FixableRule, place: FixTarget, input: PlanInput): PlaceFix {
  const json = (text: string | undefined): TemplateJson | undefined => (text === undefined ? undefined : jsonOf(text));
  const root = json(input.textOf(place.file));
  const context = root === undefined ? undefined : resourceContext(place.file, root, place.path);
  if (root === undefined || context === undefined) return notEditable(place);
  const { values, decideAll } = parameterFileValues(place, (file) => json(input.givenIn(file)));
  const given = rule.editsValues && decideAll ? values : [];
  if (given.length === 0 && isGeneratedByBicep(context) && !input.force) return { kind: 'generated' };
  const linkedFrom = (): LinkingTemplate | undefined => linkingTemplate(place, input.before.run, input);
  return rule.plan({
    ...requestFor(input, place, context, root, given),
    someFileValues: rule.editsValues && !decideAll ? values : [],
    emptyNames: emptyNames(place.parameterFiles.map((file) => json(input.textOf(file)))),
    linkedFrom,
  });
}

/** What the planner is asked for one place that no other template links to. */
export function requestFor(
  input: Omit<PlanSettings, 'force' | 'neighbours'>,
  target: FixTarget,
  context: ResourceContext,
  root: TemplateJson,
  given: readonly ParameterFileValue[],
): FixRequest {
  const reasons = target.findings.flatMap((finding) => finding.reasons.map((reason) => reason.message));
  return {
    context,
    root,
    registries: target.registries,
    options: input.settingsOf(target.file),
    allowNewParameters: input.newParameters,
    destinationParameters: input.destinationParameters,
    reasons: [...new Set(reasons)],
    parameterFileValues: given,
    someFileValues: [],
    emptyNames: new Set(),
    linkedFrom: () => undefined,
  };
}

/** The names that parameter files give an empty value. */
function emptyNames(files: readonly (TemplateJson | undefined)[]): ReadonlySet<string> {
  const sections = files.map((file) => memberAt(file, 'parameters')).filter(isJsonObject);
  const entries = sections.flatMap((section) => Object.entries(section));
  const isEmpty = (value: TemplateJson | undefined): boolean => value === '' || value === null;
  return new Set(entries.flatMap(([name, given]) => (isEmpty(memberAt(given, 'value')) ? [name.toLowerCase()] : [])));
}

/** Why a place is left alone that its text cannot be edited at. */
export function notEditable({ file }: FixTarget): Refusal {
  return refusal(message('fix.not-editable', { file }), message('fix-step.change-by-hand'));
}
