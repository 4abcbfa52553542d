import { message } from '../../messages/message.ts';
import type { Target } from '../../model/target.ts';
import { isFault, isUnknown } from '../../value/value.ts';
import { declaredSettings, relationTo } from './declared-settings.ts';
import { type Refusal, refusal } from './fix-plan.ts';

/** Why nothing can be added to the settings of registries of which none is always deployed, sends somewhere and may be edited. */
export function nothingSends(registries: readonly Target[]): Refusal {
  const sending = declaredSettings(registries).filter(
    ({ first, isNeverDeployed }) => !isNeverDeployed && relationTo({}, first) !== 'nowhere',
  );
  const conditional = sending.find(({ first, isAlwaysDeployed }) => !isAlwaysDeployed && first.isOpaque !== true);
  if (conditional !== undefined)
    return refusal(
      message('fix.setting-conditional', { setting: conditional.first.label }),
      message('fix-step.always-deploy-it'),
    );
  const reason = message('fix.no-setting-that-sends');
  // What collects the logs already leaves nothing to fix of them.
  if (sending.length > 0 || registries.some(hasOtherCollector)) return refusal(reason, message('fix-step.add-setting'));
  return { ...refusal(reason, message('fix-step.fix-logs-first')), needsSetting: true };
}

function hasOtherCollector({ collectors }: Target): boolean {
  return !isUnknown(collectors) && !isFault(collectors) && collectors.some(({ kind }) => kind !== 'setting');
}
