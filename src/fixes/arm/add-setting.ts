import { message } from '../../messages/message.ts';
import { SETTING_API_VERSION } from '../../model/azure/api-versions.ts';
import {
  isLegacySettingType,
  isType,
  LEGACY_SETTING_TYPE,
  namespaceOf,
  REGISTRY_TYPE,
  SETTING_TYPE,
} from '../../model/azure/resource-types.ts';
import { isExpression } from '../../sources/arm/expression/parse-expression.ts';
import { settingProperties } from '../setting-body.ts';
import { renameCopyLoop, resourceIdExpression, toExpression, withPrefix } from './expression-text.ts';
import { type Refusal, refusal } from './fix-plan.ts';
import type { JsonChange } from './json-edits.ts';
import type { NewSetting } from './new-setting.ts';
import type { TemplateJson } from './print-json.ts';
import {
  isJsonObject,
  memberAt,
  type ResourceContext,
  resourcesIn,
  stringAt,
  type TemplateObject,
} from './resource-context.ts';
import { uniqueName } from './unique-name.ts';

/** How a template attaches diagnostic settings to their target. */
type Attachment = 'scope' | 'child' | 'providers';

/** Adds a diagnostic setting beside the registry, or inside it where the file has its settings there. */
export function addSetting(context: ResourceContext, setting: NewSetting): readonly JsonChange[] | Refusal {
  const name = stringAt(context.json, 'name');
  if (name === undefined) return refusal(message('fix.no-name'), message('fix-step.name-it'));
  const copy = memberAt(context.json, 'copy');
  const loop = stringAt(copy, 'name');
  if (copy !== undefined && copy !== null && (loop === undefined || isExpression(loop)))
    return refusal(message('fix.loop-computed'), message('fix-step.add-in-loop'));
  const attachment = attachmentOf(context);
  if (attachment === 'child') return [addChild(context, setting)];
  const resource = settingResource(context, name, setting, attachment);
  const key = isJsonObject(context.section) ? uniqueKey(context.section, symbolicNameFor(context, setting)) : undefined;
  return [{ kind: 'append', path: context.sectionPath, value: resource, ...(key !== undefined && { key }) }];
}

/** The style of existing settings in the file; `scope` when there are none, or in a copy loop, which cannot have children. */
function attachmentOf(context: ResourceContext): Attachment {
  const [root] = context.levels;
  const resources = context.levels.flatMap(({ template }) => resourcesIn(memberAt(template, 'resources') ?? null, []));
  const isSymbolic = isJsonObject(memberAt(root?.template, 'resources'));
  const isLooped = memberAt(context.json, 'copy') !== undefined;
  for (const { json, path } of resources) {
    const type = stringAt(json, 'type') ?? '';
    if (isType(type, SETTING_TYPE) && memberAt(json, 'scope') !== undefined) return 'scope';
    if (isLegacySettingType(type)) return path.length > 2 ? childUnless(isLooped || isSymbolic) : 'providers';
    if (isType(type, LEGACY_SETTING_TYPE) && path.length > 2) return childUnless(isLooped || isSymbolic);
  }
  return 'scope';
}

function childUnless(cannot: boolean): Attachment {
  return cannot ? 'scope' : 'child';
}

function addChild(context: ResourceContext, { name, destination, logs, dependsOn }: NewSetting): JsonChange {
  const registry = stringAt(context.json, 'name') ?? '';
  const resource = {
    type: LEGACY_SETTING_TYPE,
    apiVersion: SETTING_API_VERSION,
    name: `${namespaceOf(SETTING_TYPE)}/${name}`,
    dependsOn: [dependencyOn(context, registry), ...dependsOn],
    properties: settingProperties(destination, logs) as TemplateObject,
  };
  const children = memberAt(context.json, 'resources');
  const path = [...context.path, 'resources'];
  return Array.isArray(children) ? { kind: 'append', path, value: resource } : { kind: 'set', path, value: [resource] };
}

function settingResource(
  context: ResourceContext,
  registryName: string,
  setting: NewSetting,
  attachment: Attachment,
): TemplateObject {
  const { json } = context;
  const copy = memberAt(json, 'copy');
  const oldLoop = isJsonObject(copy) ? (stringAt(copy, 'name') ?? '') : undefined;
  const newLoop = oldLoop === undefined ? undefined : uniqueLoopName(context, `${oldLoop}Diagnostics`);
  const withNewLoop = (text: string): string =>
    oldLoop === undefined || newLoop === undefined ? text : renameCopyLoop(text, oldLoop, newLoop);
  const name = withNewLoop(registryName);
  const condition = memberAt(json, 'condition');
  const { dependsOn } = setting;
  return {
    ...(condition !== undefined && { condition: typeof condition === 'string' ? withNewLoop(condition) : condition }),
    type: attachment === 'scope' ? SETTING_TYPE : `${REGISTRY_TYPE}/${LEGACY_SETTING_TYPE}`,
    apiVersion: SETTING_API_VERSION,
    ...(attachment === 'scope'
      ? { name: setting.name, scope: withPrefix(`${REGISTRY_TYPE}/`, name) }
      : { name: providersName(name, setting.name) }),
    ...(isJsonObject(copy) &&
      newLoop !== undefined && {
        copy: { name: newLoop, count: renamedCount(memberAt(copy, 'count') ?? null, withNewLoop) },
      }),
    dependsOn: [dependencyOn(context, name), ...dependsOn],
    properties: settingProperties(setting.destination, setting.logs) as TemplateObject,
  };
}

function renamedCount(count: TemplateJson, inLoop: (text: string) => string): TemplateJson {
  return typeof count === 'string' ? inLoop(count) : count;
}

function providersName(registry: string, setting: string): string {
  const tail = `/${namespaceOf(SETTING_TYPE)}/${setting}`;
  return registry.startsWith('[') ? `[concat(${toExpression(registry)}, '${tail}')]` : registry + tail;
}

/** By symbolic name where the template has them; else by `resourceId`, except where that would resolve against a different resource group. */
function dependencyOn(context: ResourceContext, name: string): string {
  if (context.symbolicName !== undefined) return context.symbolicName;
  const isOuter = context.levels.at(-1)?.isInner === false;
  return isOuter ? withPrefix(`${REGISTRY_TYPE}/`, name) : resourceIdExpression(REGISTRY_TYPE, name);
}

function symbolicNameFor({ symbolicName }: ResourceContext, { name }: NewSetting): string {
  return symbolicName === undefined ? name.replaceAll(/\W/g, '_') : `${symbolicName}_diagnostics`;
}

function uniqueKey(section: TemplateObject, wanted: string): string {
  const taken = new Set(Object.keys(section).map((key) => key.toLowerCase()));
  return uniqueName(wanted, (key) => taken.has(key.toLowerCase()));
}

function uniqueLoopName({ levels }: ResourceContext, wanted: string): string {
  const taken = new Set(
    levels.flatMap(({ template }) =>
      resourcesIn(memberAt(template, 'resources') ?? null, []).map(({ json }) =>
        stringAt(json, 'copy', 'name')?.toLowerCase(),
      ),
    ),
  );
  return uniqueName(wanted, (name) => taken.has(name.toLowerCase()));
}
