import { MAX_SAFE_TEMPLATE_BYTES, MAX_TEMPLATE_RESOURCES } from '../../model/azure/limits.ts';
import { escapeJson } from '../../util/escape.ts';
import type { LiveProperties } from './live-setting.ts';

/** The value of parameter `resourceGroups` of `templates/fix-up.json`. */
export interface GroupSettings {
  readonly name: string;
  readonly settings: readonly SettingEntry[];
}

export interface SettingEntry {
  readonly registry: string;
  readonly name: string;
  readonly properties: LiveProperties;
}

/** An entry and the resource group it belongs to. */
export interface GroupedEntry {
  readonly resourceGroup: string;
  readonly entry: SettingEntry;
}

/**
 * Azure's limits for one deployment (learn.microsoft.com, ARM template best practices): 800 resources with all iterations
 * of copy loops, 4 MB after expansion and for a parameter file, 1 MB for one resource. Sources disagree whether resources of
 * nested deployments count for the outer one, so they do here. What-if looks into 500 nested deployments at most.
 */
export const fixupLimits = {
  resources: MAX_TEMPLATE_RESOURCES,
  bytes: MAX_SAFE_TEMPLATE_BYTES,
  groups: 400,
  settingsPerGroup: 200,
  bytesPerGroup: 500_000,
} as const;

/** Written three times: in the parameter file, as parameter of the nested deployment, and as resource. */
const COPIES_PER_ENTRY = 3;
const MARGIN_PER_SETTING = 500;
const MARGIN_PER_GROUP = 1000;

interface OpenPart {
  readonly groups: { readonly name: string; readonly settings: SettingEntry[]; bytes: number }[];
  resources: number;
  bytes: number;
}

/**
 * Splits settings into parts that can be deployed each on its own, in their order. Large resource groups are split over
 * several nested deployments. `templateBytes` is the size of the template, which every nested deployment holds again.
 */
export function fixupParts(
  entries: readonly GroupedEntry[],
  templateBytes: number,
): readonly (readonly GroupSettings[])[] {
  const parts: OpenPart[] = [];
  for (const { resourceGroup, entry } of entries) {
    const bytes = entryBytes(entry);
    const last = parts.at(-1);
    const part =
      last !== undefined && hasRoom(last, resourceGroup, bytes, templateBytes) ? last : openPart(parts, templateBytes);
    const group = groupFor(part, resourceGroup, bytes, templateBytes);
    group.settings.push(entry);
    group.bytes += bytes;
    part.resources += 1;
    part.bytes += COPIES_PER_ENTRY * bytes;
  }
  return parts.map(({ groups }) => groups.map(({ name, settings }) => ({ name, settings })));
}

function openPart(parts: OpenPart[], templateBytes: number): OpenPart {
  const part: OpenPart = { groups: [], resources: 0, bytes: templateBytes };
  parts.push(part);
  return part;
}

function hasRoom(part: OpenPart, name: string, bytes: number, templateBytes: number): boolean {
  const opens = fitsGroup(part.groups.at(-1), name, bytes) ? 0 : 1;
  return (
    part.groups.length + opens <= fixupLimits.groups &&
    part.resources + opens + 1 <= fixupLimits.resources &&
    part.bytes + COPIES_PER_ENTRY * bytes + opens * groupBytes(templateBytes) <= fixupLimits.bytes
  );
}

function fitsGroup(group: OpenPart['groups'][number] | undefined, name: string, bytes: number): boolean {
  return (
    group?.name.toLowerCase() === name.toLowerCase() &&
    group.settings.length < fixupLimits.settingsPerGroup &&
    group.bytes + bytes <= fixupLimits.bytesPerGroup
  );
}

function groupFor(part: OpenPart, name: string, bytes: number, templateBytes: number): OpenPart['groups'][number] {
  const last = part.groups.at(-1);
  if (last !== undefined && fitsGroup(last, name, bytes)) return last;
  const group = { name, settings: [], bytes: 0 };
  part.groups.push(group);
  part.resources += 1;
  part.bytes += groupBytes(templateBytes);
  return group;
}

function groupBytes(templateBytes: number): number {
  return templateBytes + MARGIN_PER_GROUP;
}

/** Size as it is printed in a parameter file, indentation included. */
function entryBytes(entry: SettingEntry): number {
  const text = escapeJson(JSON.stringify(entry, null, 2));
  return Buffer.byteLength(text) + 12 * text.split('\n').length + MARGIN_PER_SETTING;
}
