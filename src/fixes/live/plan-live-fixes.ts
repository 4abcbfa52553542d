import { isSettingName, type RegistryIdParts, readRegistryId } from '../../model/azure/azure-names.ts';
import { MAX_SETTING_NAME, MAX_SETTINGS_PER_RESOURCE } from '../../model/azure/limits.ts';
import { contain, INTERNAL_ERROR } from '../../util/crash.ts';
import { type FixDestination, type FixSettings, isProtected } from '../fix-settings.ts';
import { settingProperties } from '../setting-body.ts';
import { completeSetting } from './complete-setting.ts';
import { type ChosenDestination, destinationFor, type PlacedRegistry, regionEvidence } from './destination-for.ts';
import { type LiveAction, type LivePlan, type LiveRefusal, type LiveRegistry, refusal } from './live-plan.ts';
import { collectsEverything, collectsSomewhere, type LiveSetting, readLiveSetting, sameWord } from './live-setting.ts';
import { clash, foldedId, reaches, sinkIds } from './sinks.ts';

interface ReadRegistry extends PlacedRegistry {
  readonly registry: LiveRegistry;
  /** Why nothing can be planned for it, whatever is configured. */
  readonly refused?: LiveRefusal;
}

/**
 * Decides for every registry which one diagnostic setting is updated or added so that it collects login and repository
 * events, such that Azure accepts it: at most five settings, no sink twice for a category, groups and categories not mixed,
 * no days of retention, no name taken, storage and event hubs of the registry's region. A registry that cannot be helped by
 * one such write gets a refusal. Registries with the same id count once, the first of them.
 */
export function planLiveFixes(registries: readonly LiveRegistry[], settings: FixSettings): LivePlan {
  const distinct = new Map<string, ReadRegistry>();
  for (const registry of registries) {
    const key = foldedId(registry.id);
    if (!distinct.has(key)) distinct.set(key, readRegistry(registry));
  }
  const sorted = [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, read]) => read);
  const evidence = regionEvidence(sorted, settings);
  const planned = sorted.map((read) => {
    const { id, name, location, resourceGroup } = read.registry;
    const action = contain<LiveAction>(
      () => read.refused ?? actionFor(read, destinationFor(read, settings, evidence), settings),
      ({ message }) => refusal(INTERNAL_ERROR, message, 'add a diagnostic setting by hand'),
    );
    return { id, name, location, subscription: read.subscription, resourceGroup, action };
  });
  return { registries: planned };
}

function readRegistry(registry: LiveRegistry): ReadRegistry {
  const settings = registry.settings.map(readLiveSetting);
  const readable = settings.filter((setting) => setting !== undefined);
  const parts = readRegistryId(registry.id);
  const subscription = typeof parts === 'string' ? '' : parts.subscription.toLowerCase();
  const placed = { registry, settings: readable, subscription, location: registry.location };
  const refused = impossible(registry, parts, settings);
  const needsChange = refused === undefined && !readable.some(collectsEverything);
  return { ...placed, needsChange, ...(refused !== undefined && { refused }) };
}

function impossible(
  registry: LiveRegistry,
  parts: ReturnType<typeof readRegistryId>,
  settings: readonly (LiveSetting | undefined)[],
): LiveRefusal | undefined {
  if (registry.unread !== undefined) {
    return refusal('not-read', registry.unread, 'make its diagnostic settings readable to who scans, and scan again');
  }
  if (typeof parts === 'string') return refusal('unreadable-id', parts, 'scan again');
  if (!agrees(registry, parts)) {
    return refusal('unreadable-id', 'its id is not that of the registry it is listed as', 'scan again');
  }
  if (!isAscii(registry.id)) return nonAscii('its id');
  if (settings.includes(undefined)) {
    return refusal(
      'unreadable-setting',
      'one of its diagnostic settings has not the shape that Azure documents, so it is not known what may be added',
      'look at its diagnostic settings in the portal, and add category group audit where it fits',
    );
  }
  const odd = settings.find((setting) => setting !== undefined && !isSettingName(setting.name));
  return odd === undefined
    ? undefined
    : refusal(
        'unreadable-setting',
        `'${odd.name}' cannot be the name of a diagnostic setting, so it is not known what there is`,
        'scan again',
      );
}

function agrees({ subscription, resourceGroup, name }: LiveRegistry, parts: RegistryIdParts): boolean {
  return (
    sameWord(subscription, parts.subscription) &&
    sameWord(resourceGroup, parts.resourceGroup) &&
    sameWord(name, parts.name)
  );
}

function nonAscii(what: string): LiveRefusal {
  return refusal(
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
  { settings }: ReadRegistry,
  chosen: ChosenDestination | LiveRefusal,
  config: FixSettings,
): LiveAction {
  if (settings.some(collectsEverything)) return { kind: 'none' };
  if ('kind' in chosen) return chosen.code === 'no-destination' ? (ownDestination(settings, config) ?? chosen) : chosen;
  const { destination, provided } = chosen;
  if (!Object.values(destination).every((id) => isAscii(id ?? ''))) return nonAscii('the destination’s id');
  const whole = attempts(settings, 'all', destination, config);
  const added = addition(settings, destination, config);
  const partly = attempts(settings, 'part', destination, config);
  const all = [...whole, added, ...partly];
  const possible = all.find(({ kind }) => kind !== 'refusal');
  if (possible !== undefined && possible.kind !== 'refusal' && possible.kind !== 'none')
    return { ...possible, provided };
  return [...whole, ...partly, added][0] ?? added;
}

/** Completes a setting that goes somewhere already; undefined where none can be, and a destination has to be asked for. */
function ownDestination(settings: readonly LiveSetting[], config: FixSettings): LiveAction | undefined {
  const holders = settings.filter((setting) => collectsSomewhere(setting));
  // What logs already is nearer to it than what sends metrics alone.
  const logsFirst = narrowFirst(holders).sort((one, other) => Number(logsAny(other)) - Number(logsAny(one)));
  return logsFirst.map((setting) => attempt(setting, settings, {}, config)).find(({ kind }) => kind === 'update');
}

function logsAny({ logs }: LiveSetting): boolean {
  return logs.some(({ enabled }) => enabled);
}

/** The ones with the fewest sinks come first: less is sent where nobody asked for it. */
function narrowFirst(settings: readonly LiveSetting[]): LiveSetting[] {
  return [...settings].sort((one, other) => sinkIds(one).length - sinkIds(other).length);
}

/** What becomes of each setting that goes to the destination. */
function attempts(
  settings: readonly LiveSetting[],
  reach: 'all' | 'part',
  destination: FixDestination,
  config: FixSettings,
): LiveAction[] {
  const holders = settings.filter((setting) => reaches(setting, destination) === reach);
  return narrowFirst(holders).map((setting) => attempt(setting, settings, destination, config));
}

/** What becomes of a setting that is completed, and sends to this destination besides. */
function attempt(
  setting: LiveSetting,
  settings: readonly LiveSetting[],
  destination: FixDestination,
  { logs, protect }: FixSettings,
): LiveAction {
  const { name, properties } = setting;
  if (isProtected(name, protect)) return protectedHolder(name);
  const completed = completeSetting(setting, destination, logs);
  if (typeof completed === 'string') {
    return refusal(
      'cannot-complete',
      `diagnostic setting '${name}' goes to the destination, and ${completed}`,
      `write '${name}' anew by hand, with category group audit alone`,
    );
  }
  const rival = clash(
    completed,
    settings.filter((other) => other !== setting),
  );
  if (rival !== undefined) return sinkInUse(name, rival.name, protect);
  const { properties: after, changes } = completed;
  return { kind: 'update', setting: name, before: properties, after, changes, provided: [] };
}

function protectedHolder(name: string): LiveRefusal {
  return refusal(
    'protected',
    `diagnostic setting '${name}' goes to the destination, and fix.protect says that it is not to be edited`,
    `let who owns '${name}' collect category group audit in it, or configure another destination`,
  );
}

function sinkInUse(name: string, rival: string, protect: readonly string[]): LiveRefusal {
  const owner = isProtected(rival, protect) ? `ask who owns '${rival}' to ` : '';
  return refusal(
    'sink-in-use',
    `'${name}' would send something to a destination that '${rival}' sends it to already, which Azure answers with 409`,
    `${owner}delete '${rival}', or turn off in it what both would collect, then scan again`,
  );
}

function addition(settings: readonly LiveSetting[], destination: FixDestination, config: FixSettings): LiveAction {
  const name = freeName(settings, config.settingName);
  const after = settingProperties(destination, config.logs);
  const added = readLiveSetting({ name, properties: after });
  const rival = added === undefined ? undefined : clash(added, settings);
  if (rival !== undefined) {
    const holds = reaches(rival, destination) !== 'none';
    if (holds && isProtected(rival.name, config.protect)) return protectedHolder(rival.name);
    return sinkInUse(name, rival.name, config.protect);
  }
  if (settings.length >= MAX_SETTINGS_PER_RESOURCE) {
    const names = settings.map((setting) => `'${setting.name}'`).join(', ');
    return refusal(
      'five-settings',
      `it has ${settings.length} diagnostic settings, none of which may be completed, and Azure takes no more than ${MAX_SETTINGS_PER_RESOURCE}`,
      `delete one that is not needed (${names}), then scan again`,
    );
  }
  return { kind: 'add', setting: name, after, changes: [`diagnostic setting '${name}' is added`], provided: [] };
}

/** The configured name, with a number behind it when it is taken; letter case does not count in Azure. */
function freeName(settings: readonly LiveSetting[], wanted: string): string {
  const taken = new Set(settings.map(({ name }) => name.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `-${number}`;
    const name = `${wanted.slice(0, MAX_SETTING_NAME - suffix.length)}${suffix}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
