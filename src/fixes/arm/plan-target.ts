import { isBicepName } from '../../util/paths.ts';
import { planInBicepFile } from '../bicep/plan-in-bicep-file.ts';
import type { FixableRule } from './fix-plan.ts';
import { planInJson } from './plan-in-json.ts';
import type { PlaceFix, PlanInput } from './plan-input.ts';
import type { FixTarget } from './targets.ts';

/** The plan for one place, in the language of its file. */
export function planTarget(rule: FixableRule, place: FixTarget, input: PlanInput): PlaceFix {
  return isBicepName(place.file) ? planInBicepFile(rule, place, input) : planInJson(rule, place, input);
}
