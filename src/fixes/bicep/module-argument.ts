import { message } from '../../messages/message.ts';
import { DESTINATIONS } from '../../model/azure/destinations.ts';
import { declaredSettings } from '../arm/declared-settings.ts';
import { configuredDestination } from '../arm/destination-in-template.ts';
import type { FixRequest } from '../arm/fix-plan.ts';
import { workspaceParameter } from '../arm/new-parameter.ts';
import { newSettingName } from '../arm/plan-fix.ts';
import { memberAt, stringAt, type TemplateLevel } from '../arm/resource-context.ts';
import { hasDestination } from '../fix-options.ts';
import { logEntries } from '../setting-body.ts';
import { bicepString, printBicep } from './print-bicep.ts';
import { destinationBicep, toBicep } from './to-bicep.ts';

/** Bicep to add manually, with remarks on how. */
export interface Suggestion {
  readonly text: string;
  readonly remarks: readonly string[];
}

/** For a registry inside a module that can create settings itself: the argument to pass. */
export function moduleArgument(request: FixRequest): Suggestion | undefined {
  const { context, options, registries } = request;
  const level = context.levels.findLast(
    ({ template, deployment }) => deployment !== undefined && acceptsDiagnosticSettings(template),
  );
  const calling = level === undefined ? undefined : context.levels[context.levels.indexOf(level) - 1];
  const wanted = configuredDestination(options, registries);
  const own = hasDestination(wanted) ? destinationBicep(wanted) : undefined;
  const properties = own ?? [[DESTINATIONS.workspace, workspaceParameter] as const];
  const remarks = own === undefined ? [message('bicep.parameter', { parameter: workspaceParameter })] : [];
  if (level !== undefined && calling !== undefined) {
    const item = [
      '{',
      `  name: ${bicepString(newSettingName(declaredSettings(registries), options))}`,
      ...properties.map(([key, value]) => `  ${key.replace(/Id$/, 'ResourceId')}: ${value}`),
      `  logCategoriesAndGroups: ${printBicep(
        logEntries(options.logs).map(({ enabled: _, ...entry }) => entry),
        1,
      )}`,
      '}',
    ];
    const isGiven = memberAt(level.deployment?.json, 'properties', 'parameters', 'diagnosticSettings') !== undefined;
    const text = [
      'diagnosticSettings: [',
      ...item
        .join('\n')
        .split('\n')
        .map((line) => `  ${line}`),
      ']',
    ].join('\n');
    const where = message(isGiven ? 'bicep.add-item' : 'bicep.add-to-params', { module: moduleCall(level) });
    return { text: `${text}\n`, remarks: [where, ...remarks] };
  }
  return enablingArgument(request, properties[0]?.[1] ?? workspaceParameter, remarks);
}

/** Whether a module accepts diagnostic settings as Azure Verified Modules do. */
function acceptsDiagnosticSettings(template: TemplateLevel['template']): boolean {
  return (
    memberAt(template, 'parameters', 'diagnosticSettings') !== undefined &&
    JSON.stringify(template).includes('logCategoriesAndGroups')
  );
}

const NOT_EMPTY = /^\[\s*not\s*\(\s*empty\s*\(\s*parameters\s*\(\s*'([A-Za-z_]\w*)'\s*\)\s*\)\s*\)\s*\]$/i;

/** For a module whose own setting is deployed when a parameter is set: that parameter. */
function enablingArgument(
  { context, registries, root }: FixRequest,
  id: string,
  remarks: readonly string[],
): Suggestion | undefined {
  const level = context.levels.at(-1);
  if (level?.deployment === undefined) return undefined;
  for (const { first, isNeverDeployed } of declaredSettings(registries)) {
    if (!isNeverDeployed || first.origin.file !== context.file) continue;
    const path = first.origin.path ?? [];
    const json = path.reduce<unknown>(
      (value, step) => (value as Record<string | number, unknown> | undefined)?.[step],
      root,
    );
    const name = NOT_EMPTY.exec(stringAt(json as never, 'condition') ?? '')?.[1];
    if (name === undefined) continue;
    const line = `${name}: ${id}\n`;
    const through = context.levels.length > 2 ? [message('bicep.hand-on')] : [];
    return {
      text: line,
      remarks: [
        message('bicep.enable-in-module', { setting: first.label, module: moduleCall(level) }),
        ...through,
        ...remarks,
      ],
    };
  }
  return undefined;
}

/** A module call as its deployment shows it. */
export function moduleCall({ deployment }: TemplateLevel): string {
  const symbolic = deployment?.path.at(-1);
  if (typeof symbolic === 'string') return message('bicep.module', { name: symbolic });
  const name = stringAt(deployment?.json, 'name') ?? '';
  return message('bicep.module-call', { name: toBicep(name) ?? name });
}
