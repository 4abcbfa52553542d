import { writtenMessage } from '../../messages/message.ts';
import { DESTINATIONS, EVENT_HUB_NAME } from '../../model/azure/destinations.ts';
import type { Path } from '../../util/location.ts';
import type { DestinationProperty } from '../fix-options.ts';
import type { JsonChange } from './json-edits.ts';
import type { TemplateJson } from './print-json.ts';
import {
  isJsonObject,
  memberAt,
  type ResourceContext,
  stringAt,
  type TemplateLevel,
  type TemplateObject,
} from './resource-context.ts';
import { uniqueName } from './unique-name.ts';

/** A parameter that a setting takes a destination from; without a default every deployment has to supply it. */
export interface ParameterSpec {
  readonly property: DestinationProperty;
  readonly defaultValue?: string;
}

export const workspaceParameter = 'logAnalyticsWorkspaceId';

const NAMES: Readonly<Record<DestinationProperty, string>> = {
  [DESTINATIONS.workspace]: workspaceParameter,
  [DESTINATIONS.storage]: 'diagnosticStorageAccountId',
  [DESTINATIONS.eventHub]: 'diagnosticEventHubAuthorizationRuleId',
  [EVENT_HUB_NAME]: 'diagnosticEventHubName',
};

/** The name that a parameter for a destination gets where it is free. */
export function parameterNameFor(property: DestinationProperty): string {
  return NAMES[property];
}

export function parameterDescription(property: DestinationProperty): string {
  switch (property) {
    case DESTINATIONS.workspace:
      return writtenMessage('fix-change.workspace-parameter');
    case DESTINATIONS.storage:
      return writtenMessage('fix-change.storage-parameter');
    case DESTINATIONS.eventHub:
      return writtenMessage('fix-change.event-hub-rule-parameter');
    default:
      return writtenMessage('fix-change.event-hub-parameter');
  }
}

/** The names that parameters got, and what declares them and passes them on. */
export interface PassedParameters {
  readonly names: readonly string[];
  readonly changes: readonly JsonChange[];
}

interface NamedSpec {
  readonly name: string;
  readonly spec: ParameterSpec;
}

/**
 * Adds parameters to the root template and passes them through every nested template with inner scope down to a resource. One
 * that is there already with this default, and is passed in this way, is used again, but none that a parameter file empties.
 */
export function passParameters(
  { levels }: ResourceContext,
  specs: readonly ParameterSpec[],
  emptyNames: ReadonlySet<string>,
): PassedParameters {
  const inner = levels.filter(({ isInner }) => isInner);
  const named = specs.map((spec): NamedSpec => ({ spec, name: nameFor(inner, spec, emptyNames) }));
  return { names: named.map(({ name }) => name), changes: inner.flatMap((level) => levelChanges(level, named)) };
}

function nameFor(levels: readonly TemplateLevel[], spec: ParameterSpec, emptyNames: ReadonlySet<string>): string {
  const isUsable = (name: string): boolean =>
    !emptyNames.has(name.toLowerCase()) &&
    levels.every((level) => isPassed(level, { name, spec }) || !isTaken(level, name));
  const [root] = levels;
  const same = Object.keys(sectionOf(root?.template, 'parameters')).find(
    (name) => root !== undefined && isPassed(root, { name, spec }) && isUsable(name),
  );
  return same ?? uniqueName(NAMES[spec.property], (name) => !isUsable(name));
}

/** Whether a level has the parameter already: with the wanted default, or passed in under its own name. */
function isPassed({ template, deployment }: TemplateLevel, { name, spec: { defaultValue } }: NamedSpec): boolean {
  const declared = memberAt(template, 'parameters', name);
  if (declared === undefined) return false;
  if (deployment !== undefined)
    return stringAt(deployment.json, 'properties', 'parameters', name, 'value') === referenceTo(name);
  const given = stringAt(declared, 'defaultValue');
  return defaultValue !== undefined && given?.toLowerCase() === defaultValue.toLowerCase();
}

function isTaken({ template, deployment }: TemplateLevel, name: string): boolean {
  return [memberAt(template, 'parameters', name), memberAt(deployment?.json, 'properties', 'parameters', name)].some(
    (entry) => entry !== undefined,
  );
}

/** The expression that reads a parameter. */
export function referenceTo(name: string): string {
  return `[parameters('${name}')]`;
}

function levelChanges(level: TemplateLevel, named: readonly NamedSpec[]): readonly JsonChange[] {
  const { path, template, deployment } = level;
  const missing = named.filter((one) => !isPassed(level, one));
  const declared = missing.map(
    ({ name, spec }) => [name, declarationOf(deployment === undefined ? spec : { property: spec.property })] as const,
  );
  const declarations = addMembers([...path, 'parameters'], memberAt(template, 'parameters'), declared);
  if (deployment === undefined) return declarations;
  const given = memberAt(deployment.json, 'properties', 'parameters');
  const passed = missing.map(({ name }) => [name, { value: referenceTo(name) }] as const);
  return [...addMembers([...deployment.path, 'properties', 'parameters'], given, passed), ...declarations];
}

function declarationOf({ property, defaultValue }: ParameterSpec): TemplateObject {
  return {
    type: 'string',
    ...(defaultValue !== undefined && { defaultValue }),
    minLength: 1,
    metadata: { description: parameterDescription(property) },
  };
}

function sectionOf(json: TemplateJson | undefined, name: string): TemplateObject {
  const section = memberAt(json, name);
  return isJsonObject(section) ? section : {};
}

/** Adds members to an object, or the object with them where there is none. */
export function addMembers(
  path: Path,
  section: TemplateJson | undefined,
  members: readonly (readonly [string, TemplateJson])[],
): readonly JsonChange[] {
  if (members.length === 0) return [];
  return isJsonObject(section)
    ? members.map(([key, value]) => ({ kind: 'append', path, value, key }))
    : [{ kind: 'set', path, value: Object.fromEntries(members) }];
}
