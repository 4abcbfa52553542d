import { DESTINATIONS } from '../../model/azure/destinations.ts';
import { at, type TemplateLevel, textAt } from '../arm/context.ts';
import { configuredDestination } from '../arm/destination.ts';
import { writtenSettings } from '../arm/existing-settings.ts';
import { workspaceParameter } from '../arm/new-parameter.ts';
import type { FixRequest } from '../arm/plan.ts';
import { newSettingName } from '../arm/plan-fix.ts';
import { hasDestination } from '../fix-settings.ts';
import { logEntries } from '../setting-body.ts';
import { bicepString, printBicep } from './print-bicep.ts';
import { destinationBicep, toBicep } from './translate.ts';

/** Bicep for a person to add, and what has to be said with it. */
export interface Suggestion {
  readonly text: string;
  readonly remarks: readonly string[];
}

/** For a registry inside a module that can make settings itself: what to give the module. */
export function moduleArgument(request: FixRequest): Suggestion | undefined {
  const { context, settings, registries } = request;
  const level = context.levels.findLast(({ template, deployment }) => deployment !== undefined && canLog(template));
  const calling = level === undefined ? undefined : context.levels[context.levels.indexOf(level) - 1];
  const wanted = configuredDestination(settings, registries);
  const own = hasDestination(wanted) ? destinationBicep(wanted) : undefined;
  const properties = own ?? [[DESTINATIONS.workspace, workspaceParameter] as const];
  const remarks =
    own === undefined
      ? [`${workspaceParameter} stands for the resource id of the workspace that receives the logs`]
      : [];
  if (level !== undefined && calling !== undefined) {
    const item = [
      '{',
      `  name: ${bicepString(newSettingName(writtenSettings(registries), settings))}`,
      ...properties.map(([key, value]) => `  ${key.replace(/Id$/, 'ResourceId')}: ${value}`),
      `  logCategoriesAndGroups: ${printBicep(
        logEntries(settings.logs).map(({ enabled: _, ...entry }) => entry),
        1,
      )}`,
      '}',
    ];
    const isGiven = at(level.deployment?.json, 'properties', 'parameters', 'diagnosticSettings') !== undefined;
    const text = [
      'diagnosticSettings: [',
      ...item
        .join('\n')
        .split('\n')
        .map((line) => `  ${line}`),
      ']',
    ].join('\n');
    const where = isGiven
      ? `${callOf(level)} is given settings already: add the item to them, or complete the one that goes to the same place`
      : `add it to the params of ${callOf(level)}`;
    return { text: `${text}\n`, remarks: [where, ...remarks] };
  }
  return switchedOff(request, properties[0]?.[1] ?? workspaceParameter, remarks);
}

/** Whether a module takes the settings of its resource as Azure Verified Modules do. */
function canLog(template: TemplateLevel['template']): boolean {
  return (
    at(template, 'parameters', 'diagnosticSettings') !== undefined &&
    JSON.stringify(template).includes('logCategoriesAndGroups')
  );
}

const NOT_EMPTY = /^\[\s*not\s*\(\s*empty\s*\(\s*parameters\s*\(\s*'([A-Za-z_]\w*)'\s*\)\s*\)\s*\)\s*\]$/i;

/** A module with a setting of its own that is deployed when a parameter is given: the parameter is what is missing. */
function switchedOff(
  { context, registries, root }: FixRequest,
  id: string,
  remarks: readonly string[],
): Suggestion | undefined {
  const level = context.levels.at(-1);
  if (level?.deployment === undefined) return undefined;
  for (const { first, isIdle } of writtenSettings(registries)) {
    if (!isIdle || first.origin.file !== context.file) continue;
    const path = first.origin.path ?? [];
    const json = path.reduce<unknown>(
      (value, step) => (value as Record<string | number, unknown> | undefined)?.[step],
      root,
    );
    const name = NOT_EMPTY.exec(textAt(json as never, 'condition') ?? '')?.[1];
    if (name === undefined) continue;
    const line = `${name}: ${id}\n`;
    const through = context.levels.length > 2 ? ['hand the parameter on through the modules around it'] : [];
    return {
      text: line,
      remarks: [
        `the module has diagnostic setting ${first.label} already; add it to the params of ${callOf(level)}`,
        ...through,
        ...remarks,
      ],
    };
  }
  return undefined;
}

/** A module call as its deployment shows it. */
export function callOf({ deployment }: TemplateLevel): string {
  const symbolic = deployment?.path.at(-1);
  if (typeof symbolic === 'string') return `module ${symbolic}`;
  const name = textAt(deployment?.json, 'name') ?? '';
  return `the module call whose deployment is named ${toBicep(name) ?? name}`;
}
