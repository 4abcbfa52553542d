import { isSettingName, parseRegistryId, type RegistryIdParts } from '../../model/azure/azure-names.ts';
import { MAX_SETTING_NAME, MAX_SETTINGS_PER_RESOURCE } from '../../model/azure/limits.ts';
import { containCrash, INTERNAL_ERROR } from '../../util/crash.ts';
import { type FixDestination, type FixOptions, isProtected } from '../fix-options.ts';
import { settingProperties } from '../setting-body.ts';
import { completeLiveSetting } from './complete-live-setting.ts';
import { conflictingSetting, destinationIds, destinationOverlap, normalizedId } from './destination-ids.ts';
import { destinationFor, type LiveDestination, type RegistryInRegion, regionEvidence } from './live-destination.ts';
import { type LiveAction, type LivePlan, type LiveRefusal, type LiveRegistry, liveRefusal } from './live-plan.ts';
import {
  equalsIgnoreCase,
  hasLiveDestination,
  type LiveSetting,
  readLiveSetting,
  satisfiesRule,
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
      ({ message }) => liveRefusal(INTERNAL_ERROR, message, 'add a diagnostic setting manually'),
    );
    return { id, name, location, subscription: read.subscription, resourceGroup, action };
  });
  return { registries: planned };
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
    return liveRefusal('not-read', registry.unread, 'grant the scanning identity Reader on it, and scan again');
  }
  if (typeof parts === 'string') return liveRefusal('unreadable-id', parts, 'scan again');
  if (!matchesId(registry, parts)) {
    return liveRefusal('unreadable-id', 'its id is not that of the registry it is listed as', 'scan again');
  }
  if (!isAscii(registry.id)) return nonAsciiRefusal('its id');
  if (settings.includes(undefined)) {
    return liveRefusal(
      'unreadable-setting',
      'one of its diagnostic settings does not match the schema that Azure documents, so it is not known what may be added',
      'look at its diagnostic settings in the portal, and add category group audit where it fits',
    );
  }
  const invalid = settings.find((setting) => setting !== undefined && !isSettingName(setting.name));
  return invalid === undefined
    ? undefined
    : liveRefusal(
        'unreadable-setting',
        `'${invalid.name}' cannot be the name of a diagnostic setting, so it is not known what there is`,
        'scan again',
      );
}

function matchesId({ subscription, resourceGroup, name }: LiveRegistry, parts: RegistryIdParts): boolean {
  return (
    equalsIgnoreCase(subscription, parts.subscription) &&
    equalsIgnoreCase(resourceGroup, parts.resourceGroup) &&
    equalsIgnoreCase(name, parts.name)
  );
}

function nonAsciiRefusal(what: string): LiveRefusal {
  return liveRefusal(
    'non-ascii-id',
    `${what} has letters outside ASCII, and Azure drops diagnostic settings with such ids`,
    'move it to a resource group with a plain name, then scan again',
  );
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
  if (!Object.values(destination).every((id) => isAscii(id ?? ''))) return nonAsciiRefusal('the destination’s id');
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
      `diagnostic setting '${name}' goes to the destination, and ${completed}`,
      `write '${name}' anew by hand, with category group audit alone`,
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

function protectedRefusal(name: string): LiveRefusal {
  return liveRefusal(
    'protected',
    `diagnostic setting '${name}' goes to the destination, and fix.protect says that it is not to be edited`,
    `let who owns '${name}' collect category group audit in it, or configure another destination`,
  );
}

function destinationInUse(name: string, other: string, protect: readonly string[]): LiveRefusal {
  const owner = isProtected(other, protect) ? `ask who owns '${other}' to ` : '';
  return liveRefusal(
    'sink-in-use',
    `'${name}' would send something to a destination that '${other}' sends it to already, which Azure answers with 409`,
    `${owner}delete '${other}', or turn off in it what both would collect, then scan again`,
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
      `it has ${settings.length} diagnostic settings, none of which may be completed, and Azure takes no more than ${MAX_SETTINGS_PER_RESOURCE}`,
      `delete one that is not needed (${names}), then scan again`,
    );
  }
  return { kind: 'add', setting: name, after, changes: [`diagnostic setting '${name}' is added`], assumptions: [] };
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
