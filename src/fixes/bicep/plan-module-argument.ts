import { message } from '../../messages/message.ts';
import { chooseDestination } from '../arm/choose-destination.ts';
import { declaredSettings } from '../arm/declared-settings.ts';
import { configuredDestination } from '../arm/destination-in-template.ts';
import { type FixRequest, type Plan, refusal } from '../arm/fix-plan.ts';
import { newSettingName } from '../arm/plan-fix.ts';
import { resourceContext } from '../arm/resource-context.ts';
import { completedItem, givenSettings, itemChanges, itemJson, moduleCall, settingsLevel } from './module-argument.ts';

/** For a registry in a module that takes diagnostic settings as Azure Verified Modules do: completes or adds what its call passes. */
export function planModuleArgument(request: FixRequest): Plan | undefined {
  const { context, root, registries, options } = request;
  const level = settingsLevel(context);
  const call = level?.deployment && resourceContext(context.file, root, level.deployment.path, request.writer.moduleAt);
  if (level === undefined || call === undefined) return undefined;
  const module = moduleCall(level);
  const wanted = configuredDestination(options, registries);
  const completed = completedItem(level, wanted, options.logs);
  if (completed?.changes !== undefined)
    return edit(message('fix-change.completes-argument', { module }), context.file, completed.changes);
  const target = chooseDestination(request, call, wanted);
  if ('kind' in target) return target;
  const name = newSettingName(declaredSettings(registries), options);
  const item = itemJson(name, target.destination, options.logs);
  const changes = itemChanges(level, givenSettings(level), item);
  if (changes.length === 0)
    return refusal(message('fix.argument-computed', { module }), message('fix-step.add-to-argument'));
  return {
    ...edit(additionText(name, module, target.newParameter), context.file, [...changes, ...target.changes]),
    isNew: true,
    ...(target.newParameter !== undefined && { newParameter: target.newParameter }),
  };
}

function edit(description: string, file: string, changes: Extract<Plan, { kind: 'edit' }>['files'][number]['changes']) {
  return { kind: 'edit' as const, description, files: [{ file, changes }] };
}

function additionText(setting: string, module: string, parameter: string | undefined): string {
  const named = { setting, module };
  return parameter === undefined
    ? message('fix-change.adds-argument', named)
    : message('fix-change.adds-argument-with-parameter', { ...named, parameter });
}
