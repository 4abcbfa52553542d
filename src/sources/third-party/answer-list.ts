import { isType, REGISTRY_TYPE, SETTING_TYPE, settingId } from '../../model/azure/resource-types.ts';
import { isObject, type JsonObject } from '../azure/decode/json-object.ts';
import type { ReadProblem } from '../azure/decode/scan-record.ts';
import { readArmId } from '../saved-scan/arm-id.ts';
import { canonicalSetting } from './canonical.ts';
import { CUT } from './cut.ts';
import { listsIn, type ResourceList } from './lists.ts';
import { anyCase } from './members.ts';
import { type ArmSetting, isCutSetting, isFlattened, toArmSetting } from './to-arm.ts';
import { type ArmRegistry, toArmRegistry } from './to-arm-registry.ts';

/** What a file says of the settings of one registry. */
export interface SettingList {
  /** By id in lower case. */
  readonly settings: ReadonlyMap<string, ArmSetting>;
  /** One of them cannot be read. */
  readonly isBroken: boolean;
}

/** What one list of resources says. Keys are ids in lower case. */
export interface AnswerList {
  /** `id` as it is written there. */
  readonly registries: ReadonlyMap<string, ArmRegistry>;
  /** Diagnostic settings by their registry. */
  readonly settings: ReadonlyMap<string, SettingList>;
  /** Why this list may lack some settings. */
  readonly partial: ReadProblem | undefined;
  /** It is empty, and may be anybody's. */
  readonly isEmpty: boolean;
  /** It is a page, and there are more. */
  readonly hasMore: boolean;
  /** How many resources there are over all pages, where the answer says so, and how many are in this one. */
  readonly total?: number;
  readonly count: number;
  /** It is in an object, as Azure answers and as Azure CLI wrote before 2.44. */
  readonly isWrapped: boolean;
  /** Problems of single elements, without a full stop. */
  readonly wrong: readonly { readonly code: string; readonly message: string }[];
}

/**
 * Azure CLI before 2.44 wrote flattened settings inside `value`, and asked with the api-version 2017-05-01-preview, which
 * leaves out settings that use category groups. Later ones write the list alone and ask with 2021-05-01-preview.
 */
export const OLD_AZURE_CLI: ReadProblem = {
  kind: 'notRead',
  code: 'old-azure-cli',
  message:
    'its diagnostic settings were listed by an Azure CLI before 2.44, which leaves out those with category groups',
};

export const UNREADABLE_SETTING: ReadProblem = {
  kind: 'limit',
  code: 'unreadable-setting',
  message: 'a part of the list of its diagnostic settings cannot be read',
};

const MORE_PAGES: ReadProblem = {
  kind: 'notRead',
  code: 'more-pages',
  message: 'only a page of the list of its diagnostic settings is there',
};

const SINGLE_SETTING: ReadProblem = {
  kind: 'notRead',
  code: 'single-setting',
  message: 'a single diagnostic setting does not say whether there are others: give the whole list',
};

interface Found {
  readonly isWrapped: boolean;
  readonly registries: Map<string, ArmRegistry>;
  readonly settings: Map<string, { readonly settings: Map<string, ArmSetting>; isBroken: boolean }>;
  readonly wrong: { code: string; message: string }[];
  /** How many elements are resources of any type. */
  resources: number;
  /** How many are none. */
  strangers: number;
  flattened: boolean;
}

/** What the lists in a JSON value say; none when it is of none of the formats. */
export function readAnswers(value: unknown): readonly AnswerList[] {
  return listsIn(value, isRegistryOrSetting).flatMap((list) => readList(list) ?? []);
}

function isRegistryOrSetting(value: JsonObject): boolean {
  const kind = idOf(value)?.kind;
  return kind === 'registry' || kind === 'setting';
}

/** Undefined when nothing in a list is a resource. */
function readList(list: ResourceList): AnswerList | undefined {
  const { elements, isWrapped, hasMore, total } = list;
  const found: Found = {
    isWrapped,
    registries: new Map(),
    settings: new Map(),
    wrong: [],
    resources: 0,
    strangers: 0,
    flattened: false,
  };
  for (const [index, element] of elements.entries()) readElement(element, `[${index}]`, found);
  if (elements.length > 0 && found.resources === 0) return undefined;
  return {
    registries: found.registries,
    settings: found.settings,
    partial: partialOf(found, list),
    isEmpty: elements.length === 0,
    hasMore,
    ...(total !== undefined && { total }),
    count: elements.length,
    isWrapped,
    wrong: found.wrong,
  };
}

function partialOf(found: Found, { isWrapped, hasMore, isSingle }: ResourceList): ReadProblem | undefined {
  if (found.strangers > 0) return UNREADABLE_SETTING;
  if (isWrapped && found.flattened) return OLD_AZURE_CLI;
  if (isSingle && found.registries.size === 0) return SINGLE_SETTING;
  return hasMore ? MORE_PAGES : undefined;
}

function readElement(element: unknown, place: string, found: Found): void {
  const id = isObject(element) ? idOf(element) : undefined;
  if (!isObject(element) || (id === undefined && !isOtherResource(element))) {
    found.strangers += 1;
    found.wrong.push({ code: 'not-a-resource', message: `${place}: not a resource of Azure: it has no id` });
    return;
  }
  found.resources += 1;
  if (id?.kind === 'registry') readRegistry(element, id, place, found);
  else if (id?.kind === 'setting') readSetting(element, id, place, found);
}

/** Such as the subscription in an export of PSRule, whose id is no path. */
function isOtherResource(element: JsonObject): boolean {
  const type = typeOf(element);
  return type !== undefined && !isType(type, SETTING_TYPE) && !isType(type, REGISTRY_TYPE);
}

function typeOf(element: JsonObject): string | undefined {
  const type = anyCase(element, 'extensionresourcetype', 'resourcetype', 'type');
  return typeof type === 'string' ? type : undefined;
}

type NamedId = Exclude<ReturnType<typeof readArmId>, undefined | { readonly kind: 'other' }>;

/** By `ResourceId` first: an `Id` of PowerShell may be something else. */
function idOf(element: JsonObject): ReturnType<typeof readArmId> {
  return readArmId(anyCase(element, 'resourceid', 'id'));
}

function readRegistry(element: JsonObject, { registry, name }: NamedId, place: string, found: Found): void {
  const key = registry.toLowerCase();
  if (!found.registries.has(key)) {
    found.registries.set(key, toArmRegistry(element, { id: registry, name, isAnswer: found.isWrapped }));
  }
  const nested = anyCase(element, 'resources');
  if (!Array.isArray(nested)) return;
  for (const [index, child] of nested.entries()) {
    if (!isObject(child)) continue;
    const id = nestedSettingId(child, registry);
    if (id !== undefined) readSetting(child, id, `${place}.resources[${index}]`, found);
  }
}

/** The id of a setting below a registry, where the export of PSRule lists what belongs to a resource. */
function nestedSettingId(child: JsonObject, registry: string): NamedId | undefined {
  const id = idOf(child);
  if (id?.kind === 'setting') return id;
  if (!isType(typeOf(child) ?? '', SETTING_TYPE)) return undefined;
  const name = anyCase(child, 'name', 'resourcename');
  return { kind: 'setting', registry, name: typeof name === 'string' ? name : '' };
}

function readSetting(element: JsonObject, { registry, name }: NamedId, place: string, found: Found): void {
  const id = settingId(registry, name);
  const setting = toArmSetting(element, id, name);
  const key = registry.toLowerCase();
  const list = found.settings.get(key) ?? { settings: new Map<string, ArmSetting>(), isBroken: false };
  found.settings.set(key, list);
  const other = list.settings.get(id.toLowerCase());
  if (setting === undefined) {
    const cut = isCutSetting(element);
    const why = cut ? CUT : 'the diagnostic setting lacks log entries or destinations: ask for all of its properties';
    found.wrong.push({ code: cut ? 'cut-off' : 'incomplete-setting', message: `${place}: ${why}` });
    list.isBroken = true;
    return;
  }
  if (isFlattened(element)) found.flattened = true;
  if (other !== undefined && canonicalSetting(other) !== canonicalSetting(setting)) {
    found.wrong.push({ code: 'duplicate', message: `${place}: another diagnostic setting with the same id` });
    list.isBroken = true;
    // Nobody knows which of the two is right.
    list.settings.delete(id.toLowerCase());
    return;
  }
  list.settings.set(id.toLowerCase(), setting);
}
