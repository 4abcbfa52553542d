import { message } from '../../messages/message.ts';
import { LOG_CATEGORIES } from '../../model/azure/acr-logs.ts';
import { DESTINATIONS } from '../../model/azure/destinations.ts';
import type { Path } from '../../util/location.ts';
import { declaredSettings } from '../arm/declared-settings.ts';
import { configuredDestination, destinationInTemplate } from '../arm/destination-in-template.ts';
import type { FixRequest } from '../arm/fix-plan.ts';
import type { JsonChange } from '../arm/json-edits.ts';
import { addMembers, parameterNameFor, workspaceParameter } from '../arm/new-parameter.ts';
import { newSettingName } from '../arm/plan-fix.ts';
import type { TemplateJson } from '../arm/print-json.ts';
import {
  isJsonObject,
  memberAt,
  type ResourceContext,
  resourceContext,
  stringAt,
  type TemplateLevel,
  type TemplateObject,
} from '../arm/resource-context.ts';
import {
  type DestinationProperty,
  destinationProperties,
  type FixDestination,
  type FixLogs,
  hasDestination,
  isGiven,
} from '../fix-options.ts';
import { logEntries } from '../setting-body.ts';
import { type BicepProperties, destinationTexts } from './destination-in-bicep.ts';
import { bicepString, printBicep } from './print-bicep.ts';
import { destinationBicep, toBicep } from './to-bicep.ts';

/** Bicep to add manually, with remarks on how. */
export interface Suggestion {
  readonly text: string;
  readonly remarks: readonly string[];
  /** The same in the JSON, where its expressions do not have to be made for it. */
  readonly changes?: readonly JsonChange[];
}

/** For a registry inside a module that takes diagnostic settings as Azure Verified Modules do: the argument to pass. */
export function moduleArgument(request: FixRequest): Suggestion | undefined {
  const { context, options, registries } = request;
  const level = settingsLevel(context);
  if (level === undefined) return undefined;
  const wanted = configuredDestination(options, registries);
  return completedItem(level, wanted, options.logs) ?? newItem(level, givenSettings(level), wanted, request);
}

/** The innermost module around a resource that takes diagnostic settings. */
export function settingsLevel({ levels }: ResourceContext): TemplateLevel | undefined {
  return levels.findLast(({ template, deployment }) => deployment !== undefined && acceptsDiagnosticSettings(template));
}

/** The entry of its parameters that a module call gives the settings by. */
export function givenSettings({ deployment }: TemplateLevel): TemplateJson | undefined {
  return memberAt(deployment?.json, 'properties', 'parameters', 'diagnosticSettings');
}

/** Whether a module accepts diagnostic settings as Azure Verified Modules do. */
function acceptsDiagnosticSettings(template: TemplateLevel['template']): boolean {
  return (
    memberAt(template, 'parameters', 'diagnosticSettings') !== undefined &&
    JSON.stringify(template).includes('logCategoriesAndGroups')
  );
}

/** What an item that the call passes already, and that goes to the destination, lacks of the logs. */
export function completedItem(level: TemplateLevel, wanted: FixDestination, logs: FixLogs): Suggestion | undefined {
  const given = memberAt(givenSettings(level), 'value');
  const items = Array.isArray(given) ? (given as readonly TemplateJson[]) : [];
  const index = items.findIndex((item) => isJsonObject(item) && goesTo(item, wanted));
  const listed = memberAt(items[index], 'logCategoriesAndGroups') ?? [];
  if (index < 0 || !Array.isArray(listed)) return undefined;
  const missing = missingEntries(listed, logs);
  if (missing.length === 0) return undefined;
  const item = `diagnosticSettings[${index}]`;
  const place = listed.length === 0 ? item : `${item}.logCategoriesAndGroups`;
  const text =
    listed.length === 0
      ? `logCategoriesAndGroups: ${printBicep(missing)}\n`
      : missing.map((entry) => `${printBicep(entry)}\n`).join('');
  const path = [...argumentPath(level), 'value', index, 'logCategoriesAndGroups'];
  const changes: readonly JsonChange[] =
    listed.length === 0
      ? [{ kind: 'set', path, value: missing }]
      : missing.map((value) => ({ kind: 'append', path, value }));
  return { text, changes, remarks: [message('bicep.complete-item', { place, module: moduleCall(level) })] };
}

function argumentPath({ deployment }: TemplateLevel): Path {
  return [...(deployment?.path ?? []), 'properties', 'parameters', 'diagnosticSettings'];
}

/** Whether an item sends to all that is wanted; to anything where nothing is. */
function goesTo(item: TemplateObject, wanted: FixDestination): boolean {
  const idOf = (property: string): string => stringAt(item, memberFor(property)) ?? '';
  if (!hasDestination(wanted)) return destinationProperties.some((property) => idOf(property) !== '');
  return destinationProperties.every(
    (property) => !isGiven(wanted[property]) || idOf(property).toLowerCase() === wanted[property]?.toLowerCase(),
  );
}

/** The modules call `workspaceId` `workspaceResourceId`. */
function memberFor(property: string): string {
  return property.replace(/Id$/, 'ResourceId');
}

/** The entries to add to a list; none where an entry has to be changed, or cannot be read. */
function missingEntries(listed: readonly TemplateJson[], logs: FixLogs): readonly TemplateObject[] {
  const isPlain = listed.every((entry) => isJsonObject(entry) && [undefined, true].includes(entry.enabled as never));
  const names = listed.flatMap((entry) => stringAt(entry, 'category')?.toLowerCase() ?? []);
  if (!isPlain || (listed.length > 0 && names.length < listed.length)) return [];
  if (listed.length === 0) return itemEntries(logs);
  return LOG_CATEGORIES.filter((category) => !names.includes(category.toLowerCase())).map((category) => ({ category }));
}

/** Log entries as the modules take them: enabled unless they say otherwise. */
function itemEntries(logs: FixLogs): readonly TemplateObject[] {
  return logEntries(logs).map(({ enabled: _, ...entry }) => entry as TemplateObject);
}

function newItem(
  level: TemplateLevel,
  given: TemplateJson | undefined,
  wanted: FixDestination,
  request: FixRequest,
): Suggestion {
  const { registries, options } = request;
  const own = hasDestination(wanted) ? destinationBicep(wanted) : destinationAround(level, request);
  const name = newSettingName(declaredSettings(registries), options);
  const item = [
    '{',
    `  name: ${bicepString(name)}`,
    ...(own ?? [[DESTINATIONS.workspace, workspaceParameter] as const]).map(
      ([key, value]) => `  ${memberFor(key)}: ${value}`,
    ),
    `  logCategoriesAndGroups: ${printBicep(itemEntries(options.logs), 1)}`,
    '}',
  ];
  const lines = item
    .join('\n')
    .split('\n')
    .map((line) => `  ${line}`);
  const where = message(given === undefined ? 'bicep.add-to-params' : 'bicep.add-item', { module: moduleCall(level) });
  const remarks = own === undefined ? [standsFor(DESTINATIONS.workspace)] : [];
  return {
    text: `${['diagnosticSettings: [', ...lines, ']'].join('\n')}\n`,
    remarks: [where, ...remarks],
    ...(hasDestination(wanted) && { changes: itemChanges(level, given, itemJson(name, wanted, options.logs)) }),
  };
}

export function itemJson(name: string, wanted: FixDestination, logs: FixLogs): TemplateObject {
  const sent = destinationProperties.filter((property) => isGiven(wanted[property]));
  const destination = Object.fromEntries(sent.map((property) => [memberFor(property), wanted[property] ?? '']));
  return { name, ...destination, logCategoriesAndGroups: itemEntries(logs) };
}

export function itemChanges(
  level: TemplateLevel,
  given: TemplateJson | undefined,
  item: TemplateObject,
): readonly JsonChange[] {
  const own = argumentPath(level);
  if (Array.isArray(memberAt(given, 'value'))) return [{ kind: 'append', path: [...own, 'value'], value: item }];
  const section = memberAt(level.deployment?.json, 'properties', 'parameters');
  return given === undefined ? addMembers(own.slice(0, -1), section, [['diagnosticSettings', { value: [item] }]]) : [];
}

/** A destination that the file of a module call has already. */
function destinationAround({ deployment }: TemplateLevel, { context, root }: FixRequest): BicepProperties | undefined {
  const call = deployment === undefined ? undefined : resourceContext(context.file, root, deployment.path);
  const found = call === undefined ? undefined : destinationInTemplate(call)?.destination;
  return call === undefined || found === undefined ? undefined : destinationTexts(found, call);
}

/** What the name for a destination stands for, which is not in the file. */
export function standsFor(property: DestinationProperty): string {
  const named = { parameter: parameterNameFor(property), property };
  return message(property === DESTINATIONS.workspace ? 'bicep.parameter' : 'bicep.parameter-for', named);
}

/** A module call as its deployment shows it. */
export function moduleCall({ deployment }: TemplateLevel): string {
  const symbolic = deployment?.module ?? deployment?.path.at(-1);
  if (typeof symbolic === 'string') return message('part.module', { name: symbolic });
  const name = stringAt(deployment?.json, 'name') ?? '';
  return message('bicep.module-call', { name: toBicep(name) ?? name });
}
