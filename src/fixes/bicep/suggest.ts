import { REGISTRY_API_VERSION, SETTING_API_VERSION } from '../../model/azure/api-versions.ts';
import { DESTINATIONS } from '../../model/azure/destinations.ts';
import { REGISTRY_TYPE, SETTING_TYPE } from '../../model/azure/resource-types.ts';
import { free } from '../arm/add.ts';
import { at, frameLevel, isJsonObject, type ResourceContext, textAt } from '../arm/context.ts';
import { configuredDestination, destinationInTemplate } from '../arm/destination.ts';
import { writtenSettings } from '../arm/existing-settings.ts';
import { workspaceParameter } from '../arm/new-parameter.ts';
import type { FixRequest } from '../arm/plan.ts';
import { newSettingName } from '../arm/plan-fix.ts';
import { hasDestination } from '../fix-settings.ts';
import { logEntries } from '../setting-body.ts';
import type { BicepDeclaration } from './declarations.ts';
import { callOf, moduleArgument, type Suggestion } from './module-argument.ts';
import { bicepString, printBicep } from './print-bicep.ts';
import { destinationBicep, toBicep } from './translate.ts';

/** The Bicep that makes a registry pass whose template Bicep compiled. `declared` are the registries of its source, where that is at hand. */
export function suggestBicep(request: FixRequest, declared: readonly BicepDeclaration[]): Suggestion {
  const { context } = request;
  const taken = takenNames(context);
  const argument = moduleArgument(request);
  if (argument !== undefined) return argument;
  const settingName = newSettingName(writtenSettings(request.registries), request.settings);
  const sent = destinationInBicep(request, context, taken);
  const name = registryName(context, declared, taken);
  const loop = loopOf(context);
  const condition = conditionOf(context);
  const scope = loop === undefined ? name.symbol : `${name.symbol}[i]`;
  const properties = indented(sent.properties, request);
  const body = ['{', `  name: ${bicepString(settingName)}`, `  scope: ${scope}`, ...properties, '}'];
  const guarded = condition.text === undefined ? body.join('\n') : `if (${condition.text}) ${body.join('\n')}`;
  const whole = loop === undefined ? guarded : `[for i in range(0, ${loop.count ?? 'count'}): ${guarded}]`;
  const declaration = `resource ${freeName(`${name.symbol}Audit`, taken)} '${SETTING_TYPE}@${SETTING_API_VERSION}' = ${whole}`;
  const parts = [sent.declaration, name.declaration, declaration].filter((part) => part !== undefined);
  return {
    text: `${parts.join('\n\n')}\n`,
    remarks: [...name.remarks, ...sent.remarks, ...condition.remarks, ...(loop?.remarks ?? [])],
  };
}

/** Names that the Bicep file of a registry has for its parameters and variables, as far as its JSON shows. */
function takenNames(context: ResourceContext): ReadonlySet<string> {
  const { template } = frameLevel(context);
  const sections = [at(template, 'parameters'), at(template, 'variables')];
  return new Set(sections.flatMap((section) => (isJsonObject(section) ? Object.keys(section) : [])));
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  return free(wanted, (name) => taken.has(name));
}

function indented(properties: readonly (readonly [string, string])[], { settings }: FixRequest): readonly string[] {
  const logs = printBicep(logEntries(settings.logs), 2);
  return ['  properties: {', ...properties.map(([key, value]) => `    ${key}: ${value}`), `    logs: ${logs}`, '  }'];
}

interface Sent {
  /** Destination properties as Bicep expressions. */
  readonly properties: readonly (readonly [string, string])[];
  readonly declaration?: string;
  readonly remarks: readonly string[];
}

function parameterText(name: string): string {
  return `@description('Resource id of the Log Analytics workspace that receives the audit logs of the container registry.')
@minLength(1)
param ${name} string`;
}

function destinationInBicep(
  { settings, registries }: FixRequest,
  context: ResourceContext,
  taken: ReadonlySet<string>,
): Sent {
  const wanted = configuredDestination(settings, registries);
  const found = hasDestination(wanted) ? wanted : destinationInTemplate(context)?.destination;
  const properties = destinationBicep(found);
  if (properties !== undefined && found !== undefined) {
    const refers = Object.values(found).some((id) => /resourceId\s*\(/i.test(id));
    const remarks = refers
      ? [
          'where the workspace is declared in the same file, write its symbolic name with .id, so that it is deployed first',
        ]
      : [];
    return { properties, remarks };
  }
  const name = freeName(workspaceParameter, taken);
  const handed = context.levels.length > 1 ? ', and that the module calls around it have to hand on' : '';
  const remark = `nothing says where to send the logs: ${name} is a new parameter that every deployment has to give${handed}`;
  return { properties: [[DESTINATIONS.workspace, name]], declaration: parameterText(name), remarks: [remark] };
}

interface RegistryName {
  readonly symbol: string;
  readonly declaration?: string;
  readonly remarks: readonly string[];
}

/** Its symbolic name where that is known; else a reference to it by name, which is said. */
function registryName(
  context: ResourceContext,
  declared: readonly BicepDeclaration[],
  taken: ReadonlySet<string>,
): RegistryName {
  if (context.symbolicName !== undefined && /^[A-Za-z_]\w*$/.test(context.symbolicName))
    return {
      symbol: context.symbolicName,
      remarks: [`add it to the Bicep file that declares ${context.symbolicName}`],
    };
  const [only] = declared;
  if (only !== undefined && declared.length === 1) return { symbol: only.name, remarks: [`add it to ${only.file}`] };
  const written = textAt(context.json, 'name') ?? '';
  const name = toBicep(written);
  const stated = textAt(context.json, 'apiVersion') ?? '';
  const version = /^[\w-]+$/.test(stated) ? stated : REGISTRY_API_VERSION;
  const loop = loopOf(context);
  const body = `{\n  name: ${name ?? "''"}\n}`;
  const whole = loop === undefined ? body : `[for i in range(0, ${loop.count ?? 'count'}): ${body}]`;
  const symbol = freeName('registry', taken);
  const level = context.levels.at(-1);
  const remarks = [
    ...(level?.deployment === undefined ? [] : [`add it to the file of ${callOf(level)}`]),
    `its symbolic name is not in the JSON${declared.length > 1 ? `, and the source declares ${declared.length} registries` : ''}; \`${symbol}\` refers to it by name: put its own symbolic name in its place where you know it, so that it is deployed first`,
    ...(name === undefined ? [`its name ${written} has to be written by hand`] : []),
  ];
  return {
    symbol,
    declaration: `resource ${symbol} '${REGISTRY_TYPE}@${version}' existing = ${whole}`,
    remarks,
  };
}

function loopOf({
  json,
}: ResourceContext): { readonly count: string | undefined; readonly remarks: readonly string[] } | undefined {
  const copy = at(json, 'copy');
  if (copy === undefined || copy === null) return undefined;
  const written = at(copy, 'count');
  const count =
    typeof written === 'number' ? String(written) : typeof written === 'string' ? toBicep(written) : undefined;
  return {
    count,
    remarks:
      count === undefined
        ? [`the registry stands in a loop of ${JSON.stringify(written)} rounds: write the same loop`]
        : [],
  };
}

function conditionOf({ json }: ResourceContext): { readonly text?: string; readonly remarks: readonly string[] } {
  const condition = at(json, 'condition');
  if (typeof condition === 'boolean') return { text: String(condition), remarks: [] };
  if (typeof condition !== 'string') return { remarks: [] };
  const text = toBicep(condition);
  if (text === undefined)
    return { remarks: [`the registry has the condition ${condition}: give the setting the same`] };
  return { text: /^\(.*\)$/s.test(text) && isOnePair(text) ? text.slice(1, -1) : text, remarks: [] };
}

function isOnePair(text: string): boolean {
  let depth = 0;
  for (const [i, character] of [...text].entries()) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (depth === 0 && i < text.length - 1) return false;
  }
  return true;
}
