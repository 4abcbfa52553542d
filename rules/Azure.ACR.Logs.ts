import type { Sight } from '../src/engine/cases.ts';
import type { CoverageRow } from '../src/engine/finding.ts';
import { defineRule, type Judgement, type ReasonDraft } from '../src/engine/rule.ts';
import { CATEGORIES, GROUPS } from '../src/model/azure/acr-logs.ts';
import { DESTINATIONS, type DestinationKind } from '../src/model/azure/destinations.ts';
import { type LogEntry, logEntry } from '../src/model/azure/diagnostic-setting.ts';
import { rivalsOf } from '../src/model/azure/duplicate-settings.ts';
import type { AttachedSetting, Registry } from '../src/model/azure/registry.ts';
import type { Origin } from '../src/model/resource.ts';
import { equals, sameText } from '../src/value/equality.ts';
import { hasEmptySegment, sameId } from '../src/value/resource-id.ts';
import { fault, isFault, isUnknown, keyOf, symbol, type Value } from '../src/value/value.ts';

const KINDS = Object.keys(DESTINATIONS) as DestinationKind[];

export const logs = defineRule({
  name: 'Azure.ACR.Logs',
  ref: 'ACRA-0001',
  alias: ['Azure.ACR.AuditLogs', 'AZR-000535'],
  synopsis: 'A container registry should send its login and repository logs somewhere.',
  level: 'error',
  type: 'Microsoft.ContainerRegistry/registries',
  pillar: 'Security',
  category: 'SE:10 Monitoring and threat detection',
  controls: ['MCSB LT-3', 'MCSB LT-4', 'CIS Azure 6.1.4'],
  since: '0.1.0',
  messages: {
    pass: 'login and repository events are collected',
    'no-setting': 'no diagnostic setting is attached to it',
    'setting-not-deployed': 'diagnostic setting {setting} is not deployed ({because})',
    'missing-category': '{category} is not collected by any diagnostic setting',
    'disabled-category': '{listed} but not enabled',
    'no-destination':
      'diagnostic setting {setting} sends its logs nowhere: it has no workspace, storage account, event hub authorization rule or partner solution',
    overwritten:
      'diagnostic setting {setting} is declared more than once, and the version deployed last does not collect everything',
    'split-across-settings':
      'login and repository events are collected by different diagnostic settings; option coverage={coverage} accepts that',
  },
  remedies: {
    'no-setting': 'add a diagnostic setting on the registry with category group audit and a destination',
    'setting-not-deployed':
      'deploy the setting with the registry: drop its condition or give the value that makes it true',
    'missing-category': 'enable the category in the setting, or use category group audit instead of categories',
    'disabled-category': 'set enabled to true on the entry',
    'no-destination': 'give the setting a workspace, storage account, event hub authorization rule or partner solution',
    overwritten: 'give each diagnostic setting a name of its own',
    'split-across-settings': 'put both categories into one setting, or choose the option coverage that fits',
  },
  options: { coverage: ['setting', 'destination', 'any'] },
  check: (registry, see, { coverage = 'setting' }) => {
    isComplete(registry.id, 'the registry', see);
    const settings = see.known(registry.settings);
    if (holds(settings, see, coverage)) return { reasons: [] };
    const failure = explain(settings, see, coverage);
    // No reasons would read as a pass. A failure that cannot be explained is a mistake of the rule, and a crash says so.
    if (failure.reasons.length === 0) throw new Error('a failure without a reason');
    return failure;
  },
  coverage: coverageTable,
});

function holds(settings: readonly AttachedSetting[], see: Sight, coverage: string): boolean {
  const delivers = (setting: AttachedSetting, ...categories: readonly string[]): boolean =>
    see.all(
      () => isInForce(setting, settings, see),
      () =>
        isEvaluated(setting, see) &&
        see.all(
          () => hasDestination(setting, see),
          ...categories.map((category) => () => collects(setting, category, see)),
        ),
    );
  const [login, repository] = CATEGORIES;
  if (coverage === 'any')
    return see.all(...CATEGORIES.map((category) => () => see.any(settings, (setting) => delivers(setting, category))));
  if (coverage === 'setting') return see.any(settings, (setting) => delivers(setting, login, repository));
  return see.any(settings, (one) =>
    see.any(settings, (other) =>
      see.all(
        () => delivers(one, login),
        () => delivers(other, repository),
        () => one === other || shareDestination(one, other, see),
      ),
    ),
  );
}

/**
 * Azure refuses a setting as a whole, whatever in it cannot be evaluated, and one of which a segment of its id is empty;
 * asking for the fault makes the case an error.
 */
function isEvaluated({ fault, id, label }: AttachedSetting, see: Sight): boolean {
  if (fault !== undefined) see.known(fault);
  return isComplete(id, `diagnostic setting ${label}`, see);
}

function isComplete(id: Value, what: string, see: Sight): boolean {
  if (see.holds(hasEmptySegment(id)))
    see.known(fault('name-segments', `the id of ${what} has an empty segment, which Azure refuses`));
  return true;
}

/** Of settings with the same id the last one deployed stays, and nobody knows which that is. */
function isInForce(setting: AttachedSetting, settings: readonly AttachedSetting[], see: Sight): boolean {
  const rivals = rivalsOf(setting, settings);
  if (rivals.length === 0) return see.holds(setting.applies);
  return see.all(
    () => see.holds(setting.applies),
    () => {
      // What is not deployed is no rival, whatever its name is.
      const same = rivals.filter((rival) => see.holds(rival.setting.applies) && see.holds(rival.same));
      const versions = settings.filter((one) => one === setting || same.some((rival) => rival.setting === one));
      return last(versions, settings, see) === setting;
    },
  );
}

function last(
  versions: readonly AttachedSetting[],
  settings: readonly AttachedSetting[],
  see: Sight,
): AttachedSetting | undefined {
  if (versions.length < 2) return versions[0];
  const [first] = versions;
  const name = `order of the deployments of diagnostic setting ${first?.label ?? ''}`;
  const order = symbol({
    key: `order:${keyOf(first?.id ?? null)}:${versions.map((version) => settings.indexOf(version)).join(',')}`,
    text: name,
    type: 'int',
    cause: { kind: 'runtime', name },
    domain: versions.map((_, i) => i),
  });
  return versions.find((_, i) => see.holds(equals(order, i)));
}

function hasDestination(setting: AttachedSetting, see: Sight): boolean {
  return see.any(KINDS, (kind) => see.present(setting.destinations[kind]));
}

function shareDestination(one: AttachedSetting, other: AttachedSetting, see: Sight): boolean {
  return see.any(KINDS, (kind) =>
    see.all(
      () => see.present(one.destinations[kind]),
      () => see.present(other.destinations[kind]),
      () => see.holds(sameId(one.destinations[kind], other.destinations[kind])),
      () => kind !== 'eventHub' || see.holds(equals(one.eventHubName, other.eventHubName)),
    ),
  );
}

function names(entry: LogEntry, category: string, see: Sight): boolean {
  return see.any(
    [
      () => see.holds(sameText(entry.category, category)),
      ...GROUPS.map((group) => () => see.holds(sameText(entry.categoryGroup, group))),
    ],
    (test) => test(),
  );
}

function collects(setting: AttachedSetting, category: string, see: Sight): boolean {
  const entries = see.items(setting.logs).map(logEntry);
  return see.any(entries, (entry) =>
    see.all(
      () => see.holds(entry.enabled),
      () => names(entry, category, see),
    ),
  );
}

/** The reasons of a failure, from what is decided in this case; they do not ask for more cases. */
function explain(all: readonly AttachedSetting[], see: Sight, coverage: string): Judgement {
  const settings = all.filter(({ isUnread }) => isUnread !== true);
  const inForce = settings.filter((setting) => see.peek(() => see.holds(setting.applies)) !== false);
  if (inForce.length === 0) {
    if (settings.length === 0) return { reasons: [{ id: 'no-setting', values: {} }] };
    const idle = settings.filter(
      ({ deployed, target }) => !isFault(target) && see.peek(() => see.holds(deployed)) === false,
    );
    return {
      reasons: idle.length === 0 ? [{ id: 'no-setting', values: {} }] : idle.map(notDeployed),
    };
  }
  const overwritten = inForce.filter((setting) => see.peek(() => isInForce(setting, all, see)) === false);
  const mayCollect = (setting: AttachedSetting, category: string): boolean =>
    see.peek(() => collects(setting, category, see)) !== false;
  const missing = CATEGORIES.filter((category) => !inForce.some((setting) => mayCollect(setting, category)));
  if (missing.length > 0) return { reasons: missing.map((category) => missingCategory(category, inForce, see)) };
  const mayDeliver = inForce.filter((setting) => see.peek(() => hasDestination(setting, see)) !== false);
  const whole = mayDeliver.find(
    (setting) => overwritten.includes(setting) && CATEGORIES.every((category) => mayCollect(setting, category)),
  );
  if (whole !== undefined) return { reasons: [about('overwritten', whole)] };
  const delivered = CATEGORIES.every((category) => mayDeliver.some((setting) => mayCollect(setting, category)));
  if (delivered)
    return {
      reasons: [
        { id: 'split-across-settings', values: { coverage: coverage === 'setting' ? 'destination or any' : 'any' } },
      ],
    };
  const silent = inForce.filter(
    (setting) => !mayDeliver.includes(setting) && CATEGORIES.some((category) => mayCollect(setting, category)),
  );
  return { reasons: silent.map((setting) => about('no-destination', setting, setting.places?.destination)) };
}

function about(id: string, setting: AttachedSetting, origin: Origin = setting.origin): ReasonDraft {
  return { id, values: { setting: setting.label }, origin };
}

function notDeployed({ label, origin, notDeployedBecause }: AttachedSetting): ReasonDraft {
  const because = notDeployedBecause?.words ?? 'its condition is false';
  return {
    id: 'setting-not-deployed',
    values: { setting: label, because },
    origin: notDeployedBecause?.place ?? origin,
  };
}

function missingCategory(category: string, settings: readonly AttachedSetting[], see: Sight): ReasonDraft {
  for (const setting of settings) {
    const entries = see.peekItems(setting.logs).map(logEntry);
    const at = entries.findIndex((entry) => see.peek(() => names(entry, category, see)) === true);
    if (at >= 0)
      return {
        id: 'disabled-category',
        values: { category, listed: listedAs(category, entries, see) },
        category,
        origin: setting.places?.entries[at] ?? setting.origin,
      };
  }
  const [only] = settings;
  const origin = settings.length === 1 && only !== undefined ? (only.places?.logs ?? only.origin) : undefined;
  return { id: 'missing-category', values: { category }, category, ...(origin !== undefined && { origin }) };
}

/** What the entries that mean a category say: its name, or the groups it is in. */
function listedAs(category: string, entries: readonly LogEntry[], see: Sight): string {
  const isListed = (value: (entry: LogEntry) => Value, word: string): boolean =>
    entries.some((entry) => see.peek(() => see.holds(sameText(value(entry), word))) === true);
  if (isListed((entry) => entry.category, category)) return `${category} is listed`;
  const groups = GROUPS.filter((group) => isListed((entry) => entry.categoryGroup, group));
  return groups.length === 1
    ? `category group ${groups[0]} is listed`
    : `category groups ${groups.join(' and ')} are listed`;
}

function coverageTable(registry: Registry, see: Sight): readonly CoverageRow[] {
  if (isUnknown(registry.settings)) return [];
  const settings = see.known(registry.settings).filter(({ isUnread }) => isUnread !== true);
  return settings.flatMap((setting) => {
    const kinds = KINDS.filter((kind) => see.peek(() => see.present(setting.destinations[kind])) !== false);
    return CATEGORIES.map((category) => ({
      setting: setting.label.replace(/^'(.*)'$/s, '$1'),
      category,
      destination: kinds.join(', ') || null,
      enabled:
        see.peek(() =>
          see.all(
            () => see.holds(setting.applies),
            () => collects(setting, category, see),
          ),
        ) ?? null,
    }));
  });
}
