import { message } from '../../messages/message.ts';
import type { Path } from '../../util/location.ts';
import { isBicepName } from '../../util/paths.ts';
import { expressionText, isFault, type Value } from '../../value/value.ts';
import { type EditPlan, type FileChanges, type FixableRule, type Plan, refusal } from '../arm/fix-plan.ts';
import { jsonOf } from '../arm/json-text.ts';
import { type BicepTexts, emptyNames, notEditable, type PlanInput, requestFor } from '../arm/plan-input.ts';
import type { TemplateJson } from '../arm/print-json.ts';
import { resourceContext } from '../arm/resource-context.ts';
import { type FixTarget, parameterFileValues } from '../arm/targets.ts';
import { bicepWriter } from './bicep-writer.ts';
import { callerOf } from './caller.ts';
import { movedPath } from './moved-path.ts';
import { changesByFile, placesOfFile } from './own-file.ts';
import { planModuleArgument } from './plan-module-argument.ts';

/** A place of a file, in a template that the file is a part of. */
interface Occurrence {
  readonly root: string;
  readonly at: Path;
}

/**
 * The plan for a place in Bicep: it is planned in the template of each file that deploys it, with the modules on the way, so
 * that what these calls give is seen; what is planned becomes changes of the files that make up the template.
 */
export function planInBicepFile(rule: FixableRule, place: FixTarget, input: PlanInput): Plan {
  const texts = input.bicep();
  if (texts === undefined) return notEditable(place);
  const occurrences = place.templates
    .filter(isBicepName)
    .flatMap((root) => placesOfFile(place.file, root, texts).map((at): Occurrence => ({ root, at })));
  const plans = occurrences.map((one) => planOccurrence(rule, place, one, input, texts));
  return joined(plans) ?? notEditable(place);
}

function planOccurrence(
  rule: FixableRule,
  place: FixTarget,
  { root: file, at }: Occurrence,
  input: PlanInput,
  texts: BicepTexts,
): Plan {
  const root = texts.loweredText(file)?.json as TemplateJson | undefined;
  const writer = bicepWriter(file, texts);
  const pathIn = (name: string, path: Path): Path => movedPath(path, name, input.givenBicep(), texts);
  const path = [...at, ...pathIn(place.file, place.path)];
  const context = root === undefined ? undefined : resourceContext(file, root, path, writer.moduleAt);
  if (root === undefined || context === undefined) return notEditable(place);
  const registries = at.length === 0 ? place.registries : failingRegistries(place);
  const { values, decideAll } = parameterFileValues(place, (name) =>
    parameterJson(name, input.givenIn, input.givenBicep()),
  );
  const request = {
    ...requestFor(input, { ...place, registries }, context, root, rule.editsValues && decideAll ? values : []),
    someFileValues: rule.editsValues && !decideAll ? values : [],
    emptyNames: emptyNames(place.parameterFiles.map((name) => parameterJson(name, input.textOf, texts))),
    placeOf: (name: string, own: Path) => {
      const start = name === place.file ? at : onlyPlace(name, file, texts);
      return start && [...start, ...pathIn(name, own)];
    },
    linkedFrom: () => callerOf(place, input),
    writer,
  };
  const plan = (rule.addsSettings ? planModuleArgument(request) : undefined) ?? rule.plan(request);
  return plan.kind === 'edit' ? inFiles(plan, file, texts) : plan;
}

/** Which of several calls makes a setting is not known. */
function onlyPlace(wanted: string, root: string, texts: BicepTexts): Path | undefined {
  const [only, ...others] = placesOfFile(wanted, root, texts);
  return others.length === 0 ? only : undefined;
}

/** Without those that other calls of the module make as they should be. */
function failingRegistries({ registries, findings }: FixTarget): FixTarget['registries'] {
  const names = new Set(findings.map(({ target }) => target.name));
  const failing = registries.filter(({ name }) => names.has(shownName(name) ?? ''));
  return failing.length === 0 ? registries : failing;
}

/** A name as findings have it. */
function shownName(name: Value): string | undefined {
  if (isFault(name)) return undefined;
  return typeof name === 'string' ? name : expressionText(name);
}

/** A parameter file, of Bicep or JSON, as JSON. */
function parameterJson(
  file: string,
  textOf: PlanInput['textOf'],
  texts: BicepTexts | undefined,
): TemplateJson | undefined {
  if (isBicepName(file)) return texts?.loweredText(file)?.json as TemplateJson | undefined;
  const text = textOf(file);
  return text === undefined ? undefined : jsonOf(text);
}

/** A plan for a template as one for the files that it is made of. */
function inFiles(plan: EditPlan, root: string, texts: BicepTexts): Plan {
  const own = changesByFile(
    plan.files.flatMap(({ file, changes }) => (file === root ? changes : [])),
    root,
    texts,
  );
  if (own === undefined) return refusal(message('fix.in-foreign-module'), message('fix-step.change-by-hand'));
  return { ...plan, files: [...own, ...plan.files.filter(({ file }) => file !== root)] };
}

/** One plan of those for all calls that deploy a place; a call that nothing is to be changed for is left as it is. */
function joined(plans: readonly Plan[]): Plan | undefined {
  const edits = plans.filter((plan) => plan.kind === 'edit');
  const [first] = edits;
  if (first === undefined) return plans[0];
  const files = new Map<string, FileChanges>();
  for (const one of edits.flatMap((plan) => plan.files)) {
    const known = files.get(one.file);
    const all = known === undefined ? one.changes : [...known.changes, ...one.changes];
    files.set(one.file, { file: one.file, changes: distinct(all) });
  }
  const description = [...new Set(edits.map((plan) => plan.description))].join(', ');
  return { ...first, description, files: [...files.values()] };
}

function distinct(changes: FileChanges['changes']): FileChanges['changes'] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}
