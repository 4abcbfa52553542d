import { isBicepName } from '../../util/paths.ts';
import type { LinkingTemplate } from '../arm/linking-template.ts';
import type { PlanInput } from '../arm/plan-input.ts';
import type { FixTarget } from '../arm/targets.ts';

/** A Bicep file near a place that calls one of its templates as a module, and that is no part of the plan: it would have to supply new parameters. */
export function callerOf(
  { templates }: Pick<FixTarget, 'templates'>,
  { givenBicep, bicepNeighbours }: Pick<PlanInput, 'givenBicep' | 'bicepNeighbours'>,
): LinkingTemplate | undefined {
  const bicep = givenBicep();
  if (bicep === undefined) return undefined;
  for (const template of templates.filter(isBicepName))
    for (const file of bicepNeighbours(template))
      if (!templates.includes(file) && bicep.calls(file, template)) return { file, isKnown: true };
  return undefined;
}
