import { message } from '../../messages/message.ts';
import { DESTINATIONS } from '../../model/azure/destinations.ts';
import { type DestinationProperty, destinationProperties, type FixDestination, isGiven } from '../fix-options.ts';
import type { Completion } from './complete-declared-setting.ts';
import { callPhrase, type DecidingValue, type WaitingId } from './deciding-value.ts';
import { type Refusal, refusal } from './fix-plan.ts';

/** The ids that a setting waits for, as far as they are configured, and what is left of the destination then. */
export interface FilledSetting {
  readonly filled: Completion;
  readonly rest: FixDestination;
}

const FLAGS: Readonly<Partial<Record<DestinationProperty, string>>> = {
  [DESTINATIONS.workspace]: '--workspace-id',
  [DESTINATIONS.storage]: '--storage-account-id',
  [DESTINATIONS.eventHub]: '--event-hub-rule-id',
};

/** Gives the parameters that a setting waits for the configured ids; undefined where none is configured. */
export function fillWaiting(
  waiting: readonly WaitingId[],
  wanted: FixDestination,
  setting: string,
): FilledSetting | Refusal | undefined {
  const found = waiting.filter(({ property }) => isGiven(wanted[property]));
  if (found.length === 0) return undefined;
  const shared = found.find(({ isOnlyUse }) => !isOnlyUse);
  if (shared !== undefined)
    return refusal(
      message('fix.waits-shared', { setting, parameter: parameterPhrase(shared) }),
      giveStep(shared, wanted[shared.property] ?? ''),
    );
  const refused = found.flatMap((one) => one.refused(wanted[one.property] ?? '') ?? [])[0];
  if (refused !== undefined) return refused;
  const filled = {
    changes: found.flatMap(({ property, change }) => change(wanted[property] ?? '')),
    descriptions: found.map((one) => sendsText(one, wanted[one.property] ?? '')),
  };
  const rest = destinationProperties.filter((property) => !found.some((one) => one.property === property));
  return { filled, rest: Object.fromEntries(rest.map((property) => [property, wanted[property]])) };
}

/** Why a setting sends nowhere that waits for an id, and nothing says which. */
export function waitsRefusal(waiting: WaitingId, setting: string): Refusal {
  return refusal(message('fix.waits', { setting, parameter: parameterPhrase(waiting) }), giveIdStep(waiting));
}

/** To give the parameter an id, or to name the id by a flag where there is one for it. */
export function giveIdStep(waiting: WaitingId): string {
  const flag = FLAGS[waiting.property];
  const parameter = parameterPhrase(waiting);
  return flag === undefined
    ? message('fix-step.give-id', { parameter })
    : message('fix-step.give-id-or-flag', { parameter, flag });
}

export function giveStep(one: DecidingValue, value: boolean | string): string {
  const given = { parameter: parameterPhrase(one), value: JSON.stringify(value) };
  return message(one.call === undefined ? 'fix-step.give-when-deployed' : 'fix-step.give-in-call', given);
}

/** The parameter, with the module call that it is one of. */
export function parameterPhrase({ parameter, call }: DecidingValue): string {
  return call === undefined
    ? message('part.parameter', { parameter })
    : message('part.parameter-of-call', { parameter, call: callPhrase(call) });
}

function sendsText({ parameter, call }: WaitingId, id: string): string {
  return call === undefined
    ? message('fix-change.sends-by-default', { id, parameter })
    : message('fix-change.sends-by-call', { id, parameter, call: callPhrase(call) });
}
