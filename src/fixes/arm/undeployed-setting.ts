import { message } from '../../messages/message.ts';
import { type FixDestination, isGiven } from '../fix-options.ts';
import { callPhrase, type DecidingValue, decidingValue, waitingIds } from './deciding-value.ts';
import { contextOfSetting, type DeclaredSetting } from './declared-settings.ts';
import { type FixRequest, type Plan, refusal } from './fix-plan.ts';
import { isOneParameter, readsParameter } from './parameter-uses.ts';
import { type ResourceContext, stringAt } from './resource-context.ts';
import { giveIdStep, giveStep, parameterPhrase } from './waiting-setting.ts';

/**
 * A setting that exists and whose condition is false: changes the value that makes it false, a switch or an id, in the
 * default of a parameter or in a module call, unless something else reads that parameter too.
 */
export function planUndeployedSetting(request: FixRequest, { first }: DeclaredSetting, wanted: FixDestination): Plan {
  const because = first.notDeployedBecause?.text ?? message('fix.condition-false');
  const named = { setting: first.label, because };
  const refused = refusal(message('fix.not-deployed', named), message('fix-step.deploy-it'));
  const place = contextOfSetting(request, first);
  const condition = stringAt(place?.json, 'condition');
  if (place === undefined || condition === undefined) return refused;
  const waiting = waitingIds(place, wanted, request.options).filter(({ reads }) => readsParameter(condition, reads));
  const change = enablingSwitch(place, condition) ?? enablingId(waiting, wanted);
  if (change === undefined) {
    const [missing] = waiting;
    if (missing === undefined) return refused;
    const text = message('fix.not-deployed-waits', { ...named, parameter: parameterPhrase(missing) });
    return refusal(text, giveIdStep(missing));
  }
  const { decided, value } = change;
  if (!decided.isOnlyUse)
    return refusal(
      message('fix.not-deployed-shared', { ...named, parameter: parameterPhrase(decided) }),
      giveStep(decided, value),
    );
  const notTaken = decided.refused(value);
  if (notTaken !== undefined) return notTaken;
  return {
    kind: 'edit',
    description: deploysText(first.label, decided, String(value)),
    files: [{ file: request.context.file, changes: decided.change(value) }],
  };
}

interface EnablingValue {
  readonly decided: DecidingValue;
  readonly value: boolean | string;
}

/** The parameter that is the condition, where it is false. */
function enablingSwitch(place: ResourceContext, condition: string): EnablingValue | undefined {
  const decided = isOneParameter(condition) ? decidingValue(condition, place) : undefined;
  return decided?.value === false ? { decided, value: true } : undefined;
}

/** The first id that the condition asks for and that is configured. */
function enablingId(waiting: ReturnType<typeof waitingIds>, wanted: FixDestination): EnablingValue | undefined {
  for (const decided of waiting) {
    const value = wanted[decided.property];
    if (isGiven(value)) return { decided, value };
  }
  return undefined;
}

function deploysText(setting: string, { parameter, call }: DecidingValue, value: string): string {
  return call === undefined
    ? message('fix-change.deploys', { setting, parameter, value })
    : message('fix-change.deploys-by-call', { setting, parameter, value, call: callPhrase(call) });
}
