import { DEPLOYMENT_TYPE, isSettingType, isType, REGISTRY_TYPE } from '../../model/azure/resource-types.ts';
import { type DestinationProperty, isProtected } from '../fix-options.ts';
import { countUses, givenParameter, isOnlyUsedIn } from './parameter-uses.ts';
import type { TemplateJson } from './print-json.ts';
import { isJsonObject, memberAt, resourcesIn, stringAt, type TemplateObject } from './resource-context.ts';

/** What a setting reads a parameter for. */
export interface DestinationUse {
  readonly property: DestinationProperty;
  /** Names of settings that are never changed. */
  readonly protect: readonly string[];
}

/**
 * Whether a parameter is read by one resource only, and by diagnostic settings of registries that send to what it names: an
 * id that one of them waits for, all of them wait for.
 */
export function isOnlyDestination(
  name: string,
  use: DestinationUse,
  template: TemplateObject,
  user?: TemplateObject,
): boolean {
  const likewise = resourcesOf(template, user).filter((resource) => readsAsDestination(resource, name, use));
  return isOnlyUsedIn(name, user === undefined ? likewise : [user, ...likewise], template);
}

/** The resources whose expressions see the parameters of a template, without one of them and what is inside it. */
function resourcesOf(template: TemplateJson, except: TemplateObject | undefined): readonly TemplateObject[] {
  const all = resourcesIn(memberAt(template, 'resources') ?? null, []).map(({ json }) => json);
  return all.flatMap((json) => {
    if (json === except) return [];
    const nested = isDeployment(json) && !isInner(json) ? memberAt(json, 'properties', 'template') : undefined;
    return nested === undefined ? [json] : [json, ...resourcesOf(nested, except)];
  });
}

function isInner(json: TemplateObject): boolean {
  const scope = stringAt(json, 'properties', 'expressionEvaluationOptions', 'scope');
  return isDeployment(json) && scope?.toLowerCase() === 'inner';
}

function isDeployment(json: TemplateObject): boolean {
  return isType(stringAt(json, 'type') ?? '', DEPLOYMENT_TYPE);
}

function readsAsDestination(json: TemplateObject, name: string, use: DestinationUse): boolean {
  if (isInner(json)) return handsOn(json, name, use);
  const sent = stringAt(json, 'properties', use.property);
  if (!isSettingOfRegistry(json) || isProtected(stringAt(json, 'name') ?? '', use.protect)) return false;
  return (
    isValueOf(sent, name) && isOnlyUsedIn(name, [sent ?? null, memberAt(json, 'condition') ?? null], inSection(json))
  );
}

function isSettingOfRegistry(json: TemplateObject): boolean {
  const type = stringAt(json, 'type') ?? '';
  const attached = `${type} ${stringAt(json, 'scope') ?? ''}`.toLowerCase();
  return isSettingType(type) && attached.includes(REGISTRY_TYPE.toLowerCase());
}

/** Whether a nested deployment reads a parameter only to give it to one that is read in this way only. */
function handsOn(json: TemplateObject, name: string, use: DestinationUse): boolean {
  const { properties, ...rest } = json;
  const nested = memberAt(properties, 'template');
  const passed = memberAt(properties, 'parameters');
  if (!isJsonObject(properties) || !isJsonObject(nested) || !isJsonObject(passed)) return false;
  const given = Object.entries(passed).filter(([, entry]) => countUses(name, entry) !== 0);
  const outside = Object.entries(properties).filter(([key]) => key !== 'template' && key !== 'parameters');
  const isElsewhere = countUses(name, [rest, Object.fromEntries(outside)]) !== 0;
  return (
    !isElsewhere &&
    given.every(([inner, entry]) => isValueOf(stringAt(entry, 'value'), name) && isOnlyDestination(inner, use, nested))
  );
}

function isValueOf(text: string | undefined, name: string): boolean {
  return text !== undefined && givenParameter(text)?.toLowerCase() === name.toLowerCase();
}

function inSection(json: TemplateObject): TemplateObject {
  return { resources: [json] };
}
