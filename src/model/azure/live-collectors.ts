import { message } from '../../messages/message.ts';
import { and, anyOf, not } from '../../value/logic.ts';
import { sameResource } from '../../value/resource-id.ts';
import { canonicalKey, symbol, symbolsOf, type Value } from '../../value/value.ts';
import type { Inventory } from '../inventory.ts';
import type { Origin } from '../resource.ts';
import type { Collector } from '../target.ts';
import type { Successor } from './attached-setting.ts';
import { collectorName } from './collector-notes.ts';
import { type CollectionAssociation, type CollectionRule, carriesLogs, collectionOf } from './data-collection-rule.ts';
import type { DiagnosticSetting } from './diagnostic-setting.ts';
import { withoutFaults } from './duplicate-settings.ts';
import { knownId, type SettingIndex } from './setting-index.ts';
import { chosenSets } from './settings-across-files.ts';

/** What a scan saw that collects the logs of a registry, without what stands for things it could not read. */
export type RegistryCollectors = Pick<Inventory, 'settings' | 'associations' | 'collectionRules'>;

/** What templates have of data collection rules, which may take the place of what is live. */
type DeclaredRules = Pick<Inventory, 'associations' | 'collectionRules'>;

/**
 * The live collectors of a registry. Each counts only where nothing that templates declare for the registry takes its
 * place: Azure has one setting, one association and one rule of a name, and deploying it again overwrites it.
 */
export function liveCollectors(
  { settings, associations, collectionRules }: RegistryCollectors,
  scannedAt: string,
  declared: readonly Collector[],
  rules: DeclaredRules,
): readonly Collector[] {
  const modules = declared.filter(({ kind, isOpaque }) => kind === 'setting' && isOpaque === true);
  const live = (setting: DiagnosticSetting, isMeant: Value, replacedBy: readonly Successor[]): Collector => {
    const replaced = anyOf([...replacedBy.map(({ when }) => when), ...modules.map((one) => mayReplace(one, setting))]);
    return {
      ...setting,
      label: message('part.live', { label: setting.label, date: scannedAt }),
      applies: and(setting.deployed, isMeant, not(replaced)),
      live: { scannedAt, replacedBy },
    };
  };
  return [
    ...settings.map((setting) => live(setting, true, settingsInPlaceOf(setting, declared))),
    ...associations.flatMap((association) =>
      collectionRules
        .filter(({ id }) => sameResource(association.rule, id) === true)
        .flatMap((rule) => {
          const others = associationsInPlaceOf(association, rules.associations);
          return versionsOf(rule, rules.collectionRules).flatMap(({ version, isThis, origin, replacedBy }) =>
            collectionOf(version, association).map((one) =>
              live({ ...one, ...(origin && { origin }) }, and(isThis, carriesLogs(version)), [
                ...others,
                ...replacedBy,
              ]),
            ),
          );
        }),
    ),
  ];
}

function settingsInPlaceOf({ id }: DiagnosticSetting, declared: readonly Collector[]): readonly Successor[] {
  return declared.flatMap((one) => {
    const same = one.kind === 'setting' && one.isOpaque !== true && withoutFaults(sameResource(one.id, id));
    if (same === false) return [];
    return [{ name: collectorName(one), origin: one.origin, when: and(same, one.applies) }];
  });
}

function associationsInPlaceOf(
  { id }: CollectionAssociation,
  declared: readonly CollectionAssociation[],
): readonly Successor[] {
  return declared.flatMap((one) => {
    const same = withoutFaults(sameResource(one.id, id));
    if (same === false) return [];
    const name = message('part.association', { association: one.label });
    return [{ name, origin: one.origin, when: and(same, one.deployed) }];
  });
}

interface Version {
  readonly version: CollectionRule;
  readonly isThis: Value;
  /** Of one that templates declare. */
  readonly origin?: Origin;
  readonly replacedBy: readonly Successor[];
}

/** A live data collection rule, and what templates make of it: whatever is associated with it has that then. */
function versionsOf(rule: CollectionRule, declared: readonly CollectionRule[]): readonly Version[] {
  const others = declared.flatMap((version) => {
    const same = withoutFaults(sameResource(version.id, rule.id));
    return same === false ? [] : [{ version, when: and(same, version.deployed) }];
  });
  const replacedBy = others.map(({ version: { label, origin }, when }) => ({
    name: collectorName({ kind: 'dataCollectionRule', label }),
    origin,
    when,
  }));
  return [
    { version: rule, isThis: true, replacedBy },
    ...others.map(({ version, when }) => ({ version, isThis: when, origin: version.origin, replacedBy: [] })),
  ];
}

/** A module that could not be read may deploy a setting of any name: often it is what made the live one. */
function mayReplace(module: Collector, { id }: DiagnosticSetting): Value {
  const [content] = symbolsOf(module.logs);
  if (content === undefined) return module.applies;
  const isReplaced = symbol({
    key: `replaces:${canonicalKey(id)}:${canonicalKey(content)}`,
    text: content.text,
    type: 'bool',
    cause: content.cause,
  });
  return and(module.applies, isReplaced);
}

/** What templates of a run declare of data collection rules that may be live ones of a registry. */
export function declaredRules(inventory: Inventory, id: Value, { byFile }: SettingIndex): DeclaredRules {
  const others = [...byFile].filter(([file]) => file !== (inventory.file ?? ''));
  const sets = others.flatMap(([file, all]) => [...chosenSets(inventory, id, file, all)]);
  const listed = <T extends Pick<CollectionRule, 'id' | 'deployed'>>(of: (from: Inventory) => readonly T[]): T[] => [
    ...of(inventory),
    ...sets.flatMap(([from, isChosen]) =>
      // An id that is not known means something else in another deployment.
      of(from)
        .filter((one) => knownId(one.id) !== undefined || from.deploymentKey === inventory.deploymentKey)
        .map((one) => ({ ...one, deployed: and(isChosen, one.deployed) })),
    ),
  ];
  return {
    associations: listed(({ associations }) => associations),
    collectionRules: listed(({ collectionRules }) => collectionRules),
  };
}
