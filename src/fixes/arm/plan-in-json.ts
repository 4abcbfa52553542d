import type { FixableRule } from './fix-plan.ts';
import { jsonOf } from './json-text.ts';
import { type LinkingTemplate, linkingTemplate } from './linking-template.ts';
import { emptyNames, notEditable, type PlaceFix, type PlanInput, requestFor } from './plan-input.ts';
import type { TemplateJson } from './print-json.ts';
import { isGeneratedByBicep, resourceContext } from './resource-context.ts';
import { type FixTarget, parameterFileValues } from './targets.ts';

/** The plan for a place in JSON. */
export function planInJson(rule: FixableRule, place: FixTarget, input: PlanInput): PlaceFix {
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
