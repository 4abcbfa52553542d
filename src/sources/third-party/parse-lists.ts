import { isType, REGISTRY_TYPE, SETTING_TYPE, settingId } from '../../model/azure/resource-types.ts';
import type { ErrorCode, ReadCode } from '../../util/error-codes.ts';
import { isObject, type ParsedObject } from '../azure/decode/json-object.ts';
import type { ScanProblem } from '../azure/decode/scan-record.ts';
import { readArmId } from '../saved-scan/arm-id.ts';
import { canonicalSetting } from './canonical-settings.ts';
import { getIgnoringCase } from './property-names.ts';
import { listsIn, type ResourceList } from './resource-lists.ts';
import { type ArmRegistry, toArmRegistry } from './to-arm-registry.ts';
import { type ArmSetting, isFlattened, isTruncatedSetting, toArmSetting } from './to-arm-setting.ts';
import { TRUNCATED_BY_POWERSHELL } from './truncated-values.ts';

/** The settings of one registry in a file. */
export interface SettingList {
  /** By id in lower case. */
  readonly settings: ReadonlyMap<string, ArmSetting>;
  /** One of them cannot be read. */
  readonly isBroken: boolean;
}

/** The content of one list of resources. Keys are ids in lower case. */
export interface ParsedList {
  /** With `id` as written in the file. */
  readonly registries: ReadonlyMap<string, ArmRegistry>;
  /** Diagnostic settings by their registry. */
  readonly settings: ReadonlyMap<string, SettingList>;
  /** Why this list may lack some settings. */
  readonly partial: ScanProblem | undefined;
  /** It is empty and does not identify its registry. */
  readonly isEmpty: boolean;
  /** It is a page, and there are more. */
  readonly hasMore: boolean;
  /** The number of resources over all pages, if the response contains it, and in this one. */
  readonly total?: number;
  readonly count: number;
  /** It is wrapped in an object, as in responses of Azure and output of Azure CLI before 2.44. */
  readonly isWrapped: boolean;
  /** Problems of single elements, without a full stop. */
  readonly wrong: readonly { readonly code: ErrorCode; readonly message: string }[];
}

/**
 * Azure CLI before 2.44 wrote flattened settings inside `value` and used the api-version 2017-05-01-preview, which leaves
 * out settings with category groups. Later versions write only the list and use 2021-05-01-preview.
 */
export const OLD_AZURE_CLI: ScanProblem & { readonly code: ReadCode } = {
  kind: 'notRead',
  code: 'old-azure-cli',
  message:
    'its diagnostic settings were listed by an Azure CLI before 2.44, which leaves out those with category groups',
};

export const UNREADABLE_SETTING: ScanProblem & { readonly code: ReadCode } = {
  kind: 'limit',
  code: 'unreadable-setting',
  message: 'a part of the list of its diagnostic settings cannot be read',
};

const MORE_PAGES: ScanProblem & { readonly code: ReadCode } = {
  kind: 'notRead',
  code: 'more-pages',
  message: 'only a page of the list of its diagnostic settings is there',
};

const SINGLE_SETTING: ScanProblem & { readonly code: ReadCode } = {
  kind: 'notRead',
  code: 'single-setting',
  message: 'a single diagnostic setting does not say whether there are others: give the whole list',
};

interface ListContent {
  readonly isWrapped: boolean;
  readonly registries: Map<string, ArmRegistry>;
  readonly settings: Map<string, { readonly settings: Map<string, ArmSetting>; isBroken: boolean }>;
  readonly wrong: { code: ErrorCode; message: string }[];
  /** The number of elements that are resources of any type. */
  resources: number;
  /** The number of elements that are not resources. */
  unrecognised: number;
  flattened: boolean;
}

/** Parses the lists in a JSON value; empty when the format is unknown. */
export function parseLists(value: unknown): readonly ParsedList[] {
  return listsIn(value, isRegistryOrSetting).flatMap((list) => parseList(list) ?? []);
}

function isRegistryOrSetting(value: ParsedObject): boolean {
  const kind = armIdOf(value)?.kind;
  return kind === 'registry' || kind === 'setting';
}

/** Undefined when nothing in a list is a resource. */
function parseList(list: ResourceList): ParsedList | undefined {
  const { elements, isWrapped, hasMore, total } = list;
  const found: ListContent = {
    isWrapped,
    registries: new Map(),
    settings: new Map(),
    wrong: [],
    resources: 0,
    unrecognised: 0,
    flattened: false,
  };
  for (const [index, element] of elements.entries()) parseElement(element, `[${index}]`, found);
  if (elements.length > 0 && found.resources === 0) return undefined;
  return {
    registries: found.registries,
    settings: found.settings,
    partial: incompleteBecause(found, list),
    isEmpty: elements.length === 0,
    hasMore,
    ...(total !== undefined && { total }),
    count: elements.length,
    isWrapped,
    wrong: found.wrong,
  };
}

function incompleteBecause(
  found: ListContent,
  { isWrapped, hasMore, isSingle }: ResourceList,
): ScanProblem | undefined {
  if (found.unrecognised > 0) return UNREADABLE_SETTING;
  if (isWrapped && found.flattened) return OLD_AZURE_CLI;
  if (isSingle && found.registries.size === 0) return SINGLE_SETTING;
  return hasMore ? MORE_PAGES : undefined;
}

function parseElement(element: unknown, place: string, found: ListContent): void {
  const id = isObject(element) ? armIdOf(element) : undefined;
  if (!isObject(element) || (id === undefined && !isOtherResource(element))) {
    found.unrecognised += 1;
    found.wrong.push({ code: 'not-a-resource', message: `${place}: not a resource of Azure: it has no id` });
    return;
  }
  found.resources += 1;
  if (id?.kind === 'registry') parseRegistry(element, id, place, found);
  else if (id?.kind === 'setting') parseSetting(element, id, place, found);
}

/** For example the subscription in a PSRule export, whose id is not a path. */
function isOtherResource(element: ParsedObject): boolean {
  const type = resourceTypeOf(element);
  return type !== undefined && !isType(type, SETTING_TYPE) && !isType(type, REGISTRY_TYPE);
}

function resourceTypeOf(element: ParsedObject): string | undefined {
  const type = getIgnoringCase(element, 'extensionresourcetype', 'resourcetype', 'type');
  return typeof type === 'string' ? type : undefined;
}

type NamedId = Exclude<ReturnType<typeof readArmId>, undefined | { readonly kind: 'other' }>;

/** By `ResourceId` first: an `Id` of PowerShell may be something else. */
function armIdOf(element: ParsedObject): ReturnType<typeof readArmId> {
  return readArmId(getIgnoringCase(element, 'resourceid', 'id'));
}

function parseRegistry(element: ParsedObject, { registry, name }: NamedId, place: string, found: ListContent): void {
  const key = registry.toLowerCase();
  if (!found.registries.has(key)) {
    found.registries.set(key, toArmRegistry(element, { id: registry, name, isAnswer: found.isWrapped }));
  }
  const nested = getIgnoringCase(element, 'resources');
  if (!Array.isArray(nested)) return;
  for (const [index, child] of nested.entries()) {
    if (!isObject(child)) continue;
    const id = nestedSettingId(child, registry);
    if (id !== undefined) parseSetting(child, id, `${place}.resources[${index}]`, found);
  }
}

/** The id of a setting nested in a registry, as in a PSRule export. */
function nestedSettingId(child: ParsedObject, registry: string): NamedId | undefined {
  const id = armIdOf(child);
  if (id?.kind === 'setting') return id;
  if (!isType(resourceTypeOf(child) ?? '', SETTING_TYPE)) return undefined;
  const name = getIgnoringCase(child, 'name', 'resourcename');
  return { kind: 'setting', registry, name: typeof name === 'string' ? name : '' };
}

function parseSetting(element: ParsedObject, { registry, name }: NamedId, place: string, found: ListContent): void {
  const id = settingId(registry, name);
  const setting = toArmSetting(element, id, name);
  const key = registry.toLowerCase();
  const list = found.settings.get(key) ?? { settings: new Map<string, ArmSetting>(), isBroken: false };
  found.settings.set(key, list);
  const other = list.settings.get(id.toLowerCase());
  if (setting === undefined) {
    const isTruncated = isTruncatedSetting(element);
    const reason = isTruncated
      ? TRUNCATED_BY_POWERSHELL
      : 'the diagnostic setting lacks log entries or destinations: ask for all of its properties';
    found.wrong.push({ code: isTruncated ? 'cut-off' : 'incomplete-setting', message: `${place}: ${reason}` });
    list.isBroken = true;
    return;
  }
  if (isFlattened(element)) found.flattened = true;
  if (other !== undefined && canonicalSetting(other) !== canonicalSetting(setting)) {
    found.wrong.push({ code: 'duplicate', message: `${place}: another diagnostic setting with the same id` });
    list.isBroken = true;
    // Either of the two may be right.
    list.settings.delete(id.toLowerCase());
    return;
  }
  list.settings.set(id.toLowerCase(), setting);
}
