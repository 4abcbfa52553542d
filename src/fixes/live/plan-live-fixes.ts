import { message } from '../../messages/message.ts';
import { isSettingName, parseRegistryId, type RegistryIdParts } from '../../model/azure/azure-names.ts';
import { MAX_SETTING_NAME, MAX_SETTINGS_PER_RESOURCE } from '../../model/azure/limits.ts';
import { containCrash, INTERNAL_ERROR } from '../../util/crash.ts';
import { type FixDestination, type FixOptions, isProtected } from '../fix-options.ts';
import { settingProperties } from '../setting-body.ts';
import { completeLiveSetting } from './complete-live-setting.ts';
import { conflictingSetting, destinationIds, destinationOverlap, normalizedId } from './destination-ids.ts';
import { destinationFor, type LiveDestination, type RegistryInRegion, regionEvidence } from './live-destination.ts';
import {
  type KeptSetting,
  type LiveAction,
  type LivePlan,
  type LiveRefusal,
  type LiveRegistry,
  liveRefusal,
} from './live-plan.ts';
import {
  equalsIgnoreCase,
  hasLiveDestination,
  type LiveSetting,
  liveDestinationProperties,
  readLiveSetting,
  satisfiesRule,
  stringOrEmpty,
} from './live-setting.ts';

interface PlannableRegistry extends RegistryInRegion {
  readonly registry: LiveRegistry;
  /** Why no change is possible, whatever is configured. */
  readonly refusal?: LiveRefusal;
}

/**
 * Decides for every registry which one diagnostic setting is updated or added so that it collects login and repository
 * events, such that Azure accepts it: at most five settings, no destination twice for a category, groups and categories not mixed,
 * no days of retention, no name taken, storage and event hubs of the registry's region. A registry that one such change
 * cannot fix gets a refusal. Of registries with the same id only the first counts.
 */
export function planLiveFixes(registries: readonly LiveRegistry[], settings: FixOptions): LivePlan {
  const distinct = new Map<string, PlannableRegistry>();
  for (const registry of registries) {
    const key = normalizedId(registry.id);
    if (!distinct.has(key)) distinct.set(key, readRegistry(registry));
  }
  const sorted = [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, read]) => read);
  const evidence = regionEvidence(sorted, settings);
  const planned = sorted.map((read) => {
    const { id, name, location, resourceGroup } = read.registry;
    const action = containCrash<LiveAction>(
      () => read.refusal ?? actionFor(read, destinationFor(read, settings, evidence), settings),
      (crash) => liveRefusal(INTERNAL_ERROR, crash.message, message('live-step.add-setting')),
    );
    const { subscription } = read;
    const { wrong = [] } = read.registry;
    return { id, name, location, subscription, resourceGroup, wrong, kept: keptSettings(read, action), action };
  });
  return { registries: planned };
}

function keptSettings({ settings }: PlannableRegistry, action: LiveAction): readonly KeptSetting[] {
  return settings
    .filter(({ name }) => action.kind !== 'update' || name !== action.setting)
    .map(({ name, properties }) => ({
      name,
      destinations: liveDestinationProperties
        .map((member) => stringOrEmpty(properties[member]))
        .filter((id) => id !== ''),
    }));
}

function readRegistry(registry: LiveRegistry): PlannableRegistry {
  const settings = registry.settings.map(readLiveSetting);
  const readable = settings.filter((setting) => setting !== undefined);
  const parts = parseRegistryId(registry.id);
  const subscription = typeof parts === 'string' ? '' : parts.subscription.toLowerCase();
  const placed = { registry, settings: readable, subscription, location: registry.location };
  const refusal = refusalFor(registry, parts, settings);
  const needsChange = refusal === undefined && !readable.some(satisfiesRule);
  return { ...placed, needsChange, ...(refusal !== undefined && { refusal }) };
}

function refusalFor(
  registry: LiveRegistry,
  parts: ReturnType<typeof parseRegistryId>,
  settings: readonly (LiveSetting | undefined)[],
): LiveRefusal | undefined {
  if (registry.unread !== undefined) {
    const step = message(registry.isDenied === true ? 'live-step.grant-reader' : 'live-step.read-it');
    return liveRefusal('not-read', registry.unread, step);
  }
  if (typeof parts === 'string') return liveRefusal('unreadable-id', parts, message('live-step.scan-again'));
  if (!matchesId(registry, parts)) {
    return liveRefusal('unreadable-id', message('live.other-id'), message('live-step.scan-again'));
  }
  if (!isAscii(registry.id)) return nonAsciiRefusal(message('live.non-ascii-id'));
  if (settings.includes(undefined)) {
    return liveRefusal('unreadable-setting', message('live.unreadable-setting'), message('live-step.look-in-portal'));
  }
  const invalid = settings.find((setting) => setting !== undefined && !isSettingName(setting.name));
  return invalid === undefined
    ? undefined
    : liveRefusal(
        'unreadable-setting',
        message('live.invalid-setting-name', { setting: invalid.name }),
        message('live-step.scan-again'),
      );
}

function matchesId({ subscription, resourceGroup, name }: LiveRegistry, parts: RegistryIdParts): boolean {
  return (
    equalsIgnoreCase(subscription, parts.subscription) &&
    equalsIgnoreCase(resourceGroup, parts.resourceGroup) &&
    equalsIgnoreCase(name, parts.name)
  );
}

function nonAsciiRefusal(reason: string): LiveRefusal {
  return liveRefusal('non-ascii-id', reason, message('live-step.move'));
}

function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is what ASCII means.
  return /^[\x00-\x7f]*$/.test(text);
}

function actionFor(
  { settings }: PlannableRegistry,
  chosen: LiveDestination | LiveRefusal,
  config: FixOptions,
): LiveAction {
  if (settings.some(satisfiesRule)) return { kind: 'none' };
  if ('kind' in chosen)
    return chosen.code === 'no-destination' ? (completeExisting(settings, config) ?? chosen) : chosen;
  const { destination, assumptions } = chosen;
  if (!Object.values(destination).every((id) => isAscii(id ?? '')))
    return nonAsciiRefusal(message('live.non-ascii-destination'));
  const whole = completionsOf(settings, 'all', destination, config);
  const added = addSettingAction(settings, destination, config);
  const partly = completionsOf(settings, 'part', destination, config);
  const all = [...whole, added, ...partly];
  const possible = all.find(({ kind }) => kind !== 'refusal');
  if (possible !== undefined && possible.kind !== 'refusal' && possible.kind !== 'none')
    return { ...possible, assumptions };
  return [...whole, ...partly, added][0] ?? added;
}

/** Completes a setting that already has a destination; undefined when none can be completed. */
function completeExisting(settings: readonly LiveSetting[], config: FixOptions): LiveAction | undefined {
  const matching = settings.filter((setting) => hasLiveDestination(setting));
  // Prefer settings that collect logs over those with metrics only.
  const logsFirst = fewestDestinationsFirst(matching).sort(
    (one, other) => Number(hasEnabledLogs(other)) - Number(hasEnabledLogs(one)),
  );
  return logsFirst.map((setting) => complete(setting, settings, {}, config)).find(({ kind }) => kind === 'update');
}

function hasEnabledLogs({ logs }: LiveSetting): boolean {
  return logs.some(({ enabled }) => enabled);
}

/** Fewest destinations first, so that as little as possible is sent to other destinations. */
function fewestDestinationsFirst(settings: readonly LiveSetting[]): LiveSetting[] {
  return [...settings].sort((one, other) => destinationIds(one).length - destinationIds(other).length);
}

/** Completions of all settings that send to the destination. */
function completionsOf(
  settings: readonly LiveSetting[],
  reach: 'all' | 'part',
  destination: FixDestination,
  config: FixOptions,
): LiveAction[] {
  const matching = settings.filter((setting) => destinationOverlap(setting, destination) === reach);
  return fewestDestinationsFirst(matching).map((setting) => complete(setting, settings, destination, config));
}

/** Completes a setting and adds the destination to it. */
function complete(
  setting: LiveSetting,
  settings: readonly LiveSetting[],
  destination: FixDestination,
  { logs, protect }: FixOptions,
): LiveAction {
  const { name, properties } = setting;
  if (isProtected(name, protect)) return protectedRefusal(name);
  const completed = completeLiveSetting(setting, destination, logs);
  if (typeof completed === 'string') {
    return liveRefusal(
      'cannot-complete',
      message('live.cannot-complete', { setting: name, problem: completed }),
      message('live-step.recreate', { setting: name }),
    );
  }
  const conflicting = conflictingSetting(
    completed,
    settings.filter((other) => other !== setting),
  );
  if (conflicting !== undefined) return destinationInUse(name, conflicting.name, protect);
  const { properties: after, changes } = completed;
  return { kind: 'update', setting: name, before: properties, after, changes, assumptions: [] };
}

function protectedRefusal(setting: string): LiveRefusal {
  return liveRefusal('protected', message('live.protected', { setting }), message('live-step.ask-owner', { setting }));
}

function destinationInUse(name: string, other: string, protect: readonly string[]): LiveRefusal {
  return liveRefusal(
    'sink-in-use',
    message('live.destination-in-use', { setting: name, other }),
    message(isProtected(other, protect) ? 'live-step.ask-to-delete' : 'live-step.delete', { setting: other }),
  );
}

function addSettingAction(
  settings: readonly LiveSetting[],
  destination: FixDestination,
  config: FixOptions,
): LiveAction {
  const name = uniqueSettingName(settings, config.settingName);
  const after = settingProperties(destination, config.logs);
  const added = readLiveSetting({ name, properties: after });
  const conflicting = added === undefined ? undefined : conflictingSetting(added, settings);
  if (conflicting !== undefined) {
    const holds = destinationOverlap(conflicting, destination) !== 'none';
    if (holds && isProtected(conflicting.name, config.protect)) return protectedRefusal(conflicting.name);
    return destinationInUse(name, conflicting.name, config.protect);
  }
  if (settings.length >= MAX_SETTINGS_PER_RESOURCE) {
    const names = settings.map((setting) => `'${setting.name}'`).join(', ');
    return liveRefusal(
      'five-settings',
      message('live.too-many-settings', { count: settings.length, max: MAX_SETTINGS_PER_RESOURCE }),
      message('live-step.delete-one', { settings: names }),
    );
  }
  return {
    kind: 'add',
    setting: name,
    after,
    changes: [message('live-change.adds', { setting: name })],
    assumptions: [],
  };
}

/** The configured name, with a number appended when it is taken; Azure ignores letter case. */
function uniqueSettingName(settings: readonly LiveSetting[], wanted: string): string {
  const taken = new Set(settings.map(({ name }) => name.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `-${number}`;
    const name = `${wanted.slice(0, MAX_SETTING_NAME - suffix.length)}${suffix}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
