import { dirname, resolve } from 'node:path';
import { CONFIG_FILE_NAMES } from '../../config/find-config-file.ts';
import { indexSettings, knownId, type SettingIndex } from '../../model/azure/setting-index.ts';
import type { TemplateResult } from '../../sources/arm/mark-gating.ts';
import type { TemplateRun } from '../../sources/arm/template-request.ts';
import { containCrash } from '../../util/crash.ts';
import { ancestorFolders } from '../../util/paths.ts';
import { sameResource } from '../../value/resource-id.ts';
import { isUnknown } from '../../value/value.ts';
import type { InputSelections } from './input-selections.ts';

/** The files that have a part in the results of each template; all are absolute. */
export type TemplateParts = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Finds what has a part in the results of each template: itself, its parameter files, what it links, the configuration; the
 * same of templates whose settings are, or may be, attached to its registries or that are deployed with it; and the
 * templates that nest or link it, which decide whether its results count.
 */
export function templateParts({ inventories }: TemplateRun, selections: InputSelections, cwd: string): TemplateParts {
  const own = new Map<string, Set<string>>();
  const byFile = groupBy(inventories, ({ file }) => [file]);
  for (const [file, sets] of byFile) own.set(file, ownParts(file, sets, selections, cwd));
  const index = containCrash(
    () => indexSettings(inventories),
    () => indexSettings([]),
  );
  const parents = parentsOf(inventories);
  const others = relatedFiles(byFile, inventories, index);
  return new Map(
    [...own].map(([file, parts]) => {
      const all = new Set(parts);
      for (const other of others.get(file) ?? []) for (const part of own.get(other) ?? []) all.add(part);
      for (const parent of parents.get(file) ?? []) {
        all.add(resolve(cwd, parent));
        for (const { parameters } of byFile.get(parent) ?? []) if (parameters) all.add(resolve(cwd, parameters));
      }
      return [resolve(cwd, file), all];
    }),
  );
}

function ownParts(
  file: string,
  sets: readonly TemplateResult[],
  selections: InputSelections,
  cwd: string,
): Set<string> {
  const absolute = resolve(cwd, file);
  const parts = new Set([absolute]);
  for (const { parameters, linkedFiles, readFiles = [] } of sets) {
    if (parameters !== undefined) parts.add(resolve(cwd, parameters));
    for (const linked of [...linkedFiles, ...readFiles]) parts.add(resolve(cwd, linked));
  }
  const { config } = selections.of(absolute);
  for (const one of [config.file, ...config.extended]) if (one !== undefined) parts.add(one);
  if (config.baseline !== undefined) parts.add(resolve(config.root, config.baseline));
  // A configuration that is new, or was there before, stands in one of these places.
  for (const folder of ancestorFolders(dirname(absolute))) {
    for (const name of CONFIG_FILE_NAMES) parts.add(resolve(folder, name));
    if (folder === selections.rootOf(absolute)) break;
  }
  return parts;
}

/** The templates that nest or link each. */
function parentsOf(inventories: readonly TemplateResult[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byHash = groupBy(inventories, ({ nestedHashes }) => nestedHashes);
  const byLink = groupBy(inventories, ({ linkedFiles }) => linkedFiles);
  const parents = new Map<string, Set<string>>();
  for (const { file, hash } of inventories) {
    const found = [...(hash === undefined ? [] : (byHash.get(hash) ?? [])), ...(byLink.get(file) ?? [])];
    const known = parents.get(file) ?? new Set();
    for (const parent of found) if (parent.file !== file) known.add(parent.file);
    parents.set(file, known);
  }
  return parents;
}

/** The templates that are deployed with each, and those whose settings are, or may be, for its registries. */
function relatedFiles(
  byFile: ReadonlyMap<string, readonly TemplateResult[]>,
  inventories: readonly TemplateResult[],
  index: SettingIndex,
): ReadonlyMap<string, ReadonlySet<string>> {
  const byDeployment = groupBy(inventories, ({ deploymentKey }) => [deploymentKey]);
  const related = new Map<string, Set<string>>();
  for (const [file, sets] of byFile) {
    const found = new Set<string>();
    for (const { deploymentKey, targets } of sets) {
      for (const other of byDeployment.get(deploymentKey) ?? []) found.add(other.file);
      for (const { id } of targets) for (const other of settingFiles(id, index)) found.add(other);
    }
    found.delete(file);
    related.set(file, found);
  }
  return related;
}

function* settingFiles(id: TemplateResult['targets'][number]['id'], index: SettingIndex): Iterable<string> {
  for (const { from } of index.byTarget.get(knownId(id) ?? '') ?? []) if (from.file !== undefined) yield from.file;
  for (const { setting, from } of index.unattached) {
    if (from.file !== undefined && isUnknown(sameResource(setting.target, id))) yield from.file;
  }
}

function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}
