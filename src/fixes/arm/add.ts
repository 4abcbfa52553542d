import { SETTING_API_VERSION } from '../../model/azure/api-versions.ts';
import {
  isLegacySettingType,
  isType,
  LEGACY_SETTING_TYPE,
  namespaceOf,
  REGISTRY_TYPE,
  SETTING_TYPE,
} from '../../model/azure/resource-types.ts';
import { isExpression } from '../../sources/arm/expression/parse.ts';
import type { FixDestination, FixLogs } from '../fix-settings.ts';
import { settingProperties } from '../setting-body.ts';
import { at, isJsonObject, type JsonObject, type ResourceContext, resourcesIn, textAt } from './context.ts';
import type { JsonChange } from './edits.ts';
import { asExpression, prefixed, renameLoop, resourceIdOf } from './expression-text.ts';
import { type Refusal, refusal } from './plan.ts';
import type { Json } from './print-json.ts';

export interface NewSetting {
  readonly name: string;
  readonly destination: FixDestination;
  readonly logs: FixLogs;
  /** What has to be deployed before it, besides the registry. */
  readonly dependsOn: readonly string[];
}

/** How the settings of a file are attached to what they are for. */
type Attachment = 'scope' | 'child' | 'providers';

/** Adds a diagnostic setting beside the registry, or inside it where the file has its settings there. */
export function addSetting(context: ResourceContext, setting: NewSetting): readonly JsonChange[] | Refusal {
  const name = textAt(context.json, 'name');
  if (name === undefined) return refusal('the registry has no name', 'name it');
  const copy = at(context.json, 'copy');
  const loop = textAt(copy, 'name');
  if (copy !== undefined && copy !== null && (loop === undefined || isExpression(loop)))
    return refusal(
      'the registry stands in a loop that an expression makes',
      'add the setting in the same loop by hand',
    );
  const attachment = attachmentOf(context);
  if (attachment === 'child') return [childChange(context, setting)];
  const resource = resourceOf(context, name, setting, attachment);
  const key = isJsonObject(context.section) ? freeKey(context.section, keyOf(context, setting)) : undefined;
  return [{ kind: 'append', path: context.sectionPath, value: resource, ...(key !== undefined && { key }) }];
}

/** As the settings of the file do it already; with `scope` when there are none, or a loop cannot have children. */
function attachmentOf(context: ResourceContext): Attachment {
  const [root] = context.levels;
  const resources = context.levels.flatMap(({ template }) => resourcesIn(at(template, 'resources') ?? null, []));
  const isSymbolic = isJsonObject(at(root?.template, 'resources'));
  const isLooped = at(context.json, 'copy') !== undefined;
  for (const { json, path } of resources) {
    const type = textAt(json, 'type') ?? '';
    if (isType(type, SETTING_TYPE) && at(json, 'scope') !== undefined) return 'scope';
    if (isLegacySettingType(type)) return path.length > 2 ? childOr(isLooped || isSymbolic) : 'providers';
    if (isType(type, LEGACY_SETTING_TYPE) && path.length > 2) return childOr(isLooped || isSymbolic);
  }
  return 'scope';
}

function childOr(cannot: boolean): Attachment {
  return cannot ? 'scope' : 'child';
}

function childChange(context: ResourceContext, { name, destination, logs, dependsOn }: NewSetting): JsonChange {
  const registry = textAt(context.json, 'name') ?? '';
  const resource = {
    type: LEGACY_SETTING_TYPE,
    apiVersion: SETTING_API_VERSION,
    name: `${namespaceOf(SETTING_TYPE)}/${name}`,
    dependsOn: [dependencyOn(context, registry), ...dependsOn],
    properties: settingProperties(destination, logs) as JsonObject,
  };
  const children = at(context.json, 'resources');
  const path = [...context.path, 'resources'];
  return Array.isArray(children) ? { kind: 'append', path, value: resource } : { kind: 'set', path, value: [resource] };
}

function resourceOf(
  context: ResourceContext,
  registryName: string,
  setting: NewSetting,
  attachment: Attachment,
): JsonObject {
  const { json } = context;
  const copy = at(json, 'copy');
  const oldLoop = isJsonObject(copy) ? (textAt(copy, 'name') ?? '') : undefined;
  const loop = oldLoop === undefined ? undefined : freeLoop(context, `${oldLoop}Diagnostics`);
  const inLoop = (text: string): string =>
    oldLoop === undefined || loop === undefined ? text : renameLoop(text, oldLoop, loop);
  const name = inLoop(registryName);
  const condition = at(json, 'condition');
  const { dependsOn } = setting;
  return {
    ...(condition !== undefined && { condition: typeof condition === 'string' ? inLoop(condition) : condition }),
    type: attachment === 'scope' ? SETTING_TYPE : `${REGISTRY_TYPE}/${LEGACY_SETTING_TYPE}`,
    apiVersion: SETTING_API_VERSION,
    ...(attachment === 'scope'
      ? { name: setting.name, scope: prefixed(`${REGISTRY_TYPE}/`, name) }
      : { name: providersName(name, setting.name) }),
    ...(isJsonObject(copy) &&
      loop !== undefined && { copy: { name: loop, count: inLoopCount(at(copy, 'count') ?? null, inLoop) } }),
    dependsOn: [dependencyOn(context, name), ...dependsOn],
    properties: settingProperties(setting.destination, setting.logs) as JsonObject,
  };
}

function inLoopCount(count: Json, inLoop: (text: string) => string): Json {
  return typeof count === 'string' ? inLoop(count) : count;
}

function providersName(registry: string, setting: string): string {
  const tail = `/${namespaceOf(SETTING_TYPE)}/${setting}`;
  return registry.startsWith('[') ? `[concat(${asExpression(registry)}, '${tail}')]` : registry + tail;
}

/** By symbolic name where there are such; else by id, but without one where `resourceId` would speak of another group. */
function dependencyOn(context: ResourceContext, name: string): string {
  if (context.symbolicName !== undefined) return context.symbolicName;
  const isOuter = context.levels.at(-1)?.isInner === false;
  return isOuter ? prefixed(`${REGISTRY_TYPE}/`, name) : resourceIdOf(REGISTRY_TYPE, name);
}

function keyOf({ symbolicName }: ResourceContext, { name }: NewSetting): string {
  return symbolicName === undefined ? name.replaceAll(/\W/g, '_') : `${symbolicName}_diagnostics`;
}

function freeKey(section: JsonObject, wanted: string): string {
  const taken = new Set(Object.keys(section).map((key) => key.toLowerCase()));
  return free(wanted, (key) => taken.has(key.toLowerCase()));
}

function freeLoop({ levels }: ResourceContext, wanted: string): string {
  const taken = new Set(
    levels.flatMap(({ template }) =>
      resourcesIn(at(template, 'resources') ?? null, []).map(({ json }) => textAt(json, 'copy', 'name')?.toLowerCase()),
    ),
  );
  return free(wanted, (name) => taken.has(name.toLowerCase()));
}

/** The wanted name, or one with the first number from 2 that is not taken. */
export function free(wanted: string, isTaken: (name: string) => boolean, glue = ''): string {
  if (!isTaken(wanted)) return wanted;
  for (let n = 2; ; n++) if (!isTaken(`${wanted}${glue}${n}`)) return `${wanted}${glue}${n}`;
}
