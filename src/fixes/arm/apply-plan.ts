import { isBicepName } from '../../util/paths.ts';
import { applyInBicep } from '../bicep/apply-in-bicep.ts';
import type { EditPlan } from './fix-plan.ts';
import { applyChanges } from './json-edits.ts';
import { jsonOf } from './json-text.ts';
import type { PlanInput } from './plan-input.ts';

/** The texts that a plan makes; undefined when it cannot be carried out. */
export function applyPlan(
  plan: EditPlan,
  input: Pick<PlanInput, 'textOf' | 'bicep'>,
): ReadonlyMap<string, string> | undefined {
  const made = new Map<string, string>();
  for (const { file, changes } of plan.files) {
    const changed = isBicepName(file) ? changedBicep(file, changes, input) : changedJson(file, changes, input);
    if (changed === undefined) return undefined;
    made.set(file, changed);
  }
  return made;
}

type Change = EditPlan['files'][number]['changes'];

function changedJson(file: string, changes: Change, { textOf }: Pick<PlanInput, 'textOf'>): string | undefined {
  const text = textOf(file);
  const own = changes.filter((change) => change.kind !== 'setting');
  const changed = text === undefined || own.length < changes.length ? undefined : applyChanges(text, own);
  return changed === undefined || jsonOf(changed) === undefined ? undefined : changed;
}

function changedBicep(file: string, changes: Change, { bicep }: Pick<PlanInput, 'bicep'>): string | undefined {
  const document = bicep()?.loweredText(file);
  return document === undefined ? undefined : applyInBicep(document, changes);
}
