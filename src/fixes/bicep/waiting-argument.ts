import { message } from '../../messages/message.ts';
import { waitingIds } from '../arm/deciding-value.ts';
import { contextOfSetting, declaredSettings, relationTo } from '../arm/declared-settings.ts';
import { configuredDestination } from '../arm/destination-in-template.ts';
import type { FixRequest } from '../arm/fix-plan.ts';
import { parameterNameFor } from '../arm/new-parameter.ts';
import { isGiven } from '../fix-options.ts';
import { moduleCall, type Suggestion, standsFor } from './module-argument.ts';
import { bicepKey } from './print-bicep.ts';
import { destinationBicep } from './to-bicep.ts';

/** For a module with a setting of its own that waits for an id: the argument that gives it one. */
export function waitingArgument(request: FixRequest): Suggestion | undefined {
  const { options, registries } = request;
  const wanted = configuredDestination(options, registries);
  for (const { first } of declaredSettings(registries)) {
    const own = contextOfSetting(request, first);
    const waiting = own === undefined || relationTo({}, first) !== 'nowhere' ? [] : waitingIds(own, wanted, options);
    const found = waiting.find(({ property }) => isGiven(wanted[property])) ?? waiting[0];
    if (own === undefined || found?.call === undefined) continue;
    const { property, parameter, call } = found;
    const given = destinationBicep({ [property]: wanted[property] })?.[0]?.[1];
    const through = own.levels.indexOf(call) > 1 ? [message('bicep.hand-on')] : [];
    return {
      text: `${bicepKey(parameter)}: ${given ?? parameterNameFor(property)}\n`,
      remarks: [
        message('bicep.enable-in-module', { setting: first.label, module: moduleCall(call) }),
        ...(given === undefined ? [...through, standsFor(property)] : []),
      ],
    };
  }
  return undefined;
}
