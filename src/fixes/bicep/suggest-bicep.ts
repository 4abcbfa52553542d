import { message } from '../../messages/message.ts';
import { REGISTRY_API_VERSION, SETTING_API_VERSION } from '../../model/azure/api-versions.ts';
import { REGISTRY_TYPE, SETTING_TYPE } from '../../model/azure/resource-types.ts';
import { declaredSettings } from '../arm/declared-settings.ts';
import type { FixRequest } from '../arm/fix-plan.ts';
import { newSettingName } from '../arm/plan-fix.ts';
import { isJsonObject, memberAt, type ResourceContext, scopeLevel, stringAt } from '../arm/resource-context.ts';
import { uniqueName } from '../arm/unique-name.ts';
import { logEntries } from '../setting-body.ts';
import type { BicepDeclaration } from './bicep-declarations.ts';
import { type BicepProperties, destinationInBicep } from './destination-in-bicep.ts';
import { moduleArgument, moduleCall, type Suggestion } from './module-argument.ts';
import { bicepString, printBicep } from './print-bicep.ts';
import { toBicep } from './to-bicep.ts';

/** The Bicep that makes a registry of a compiled template pass. `declared` are the registries of its source, if available. */
export function suggestBicep(request: FixRequest, declared: readonly BicepDeclaration[]): Suggestion {
  const { context } = request;
  const taken = takenNames(context);
  const argument = moduleArgument(request);
  if (argument !== undefined) return argument;
  const settingName = newSettingName(declaredSettings(request.registries), request.options);
  const sent = destinationInBicep(request, context, taken);
  const name = registryName(context, declared, taken);
  const loop = loopOf(context);
  const condition = conditionOf(context);
  const scope = loop === undefined ? name.symbol : `${name.symbol}[i]`;
  const properties = propertyLines(sent.properties, request);
  const body = ['{', `  name: ${bicepString(settingName)}`, `  scope: ${scope}`, ...properties, '}'];
  const guarded = condition.text === undefined ? body.join('\n') : `if (${condition.text}) ${body.join('\n')}`;
  const whole = loop === undefined ? guarded : `[for i in range(0, ${loop.count ?? 'count'}): ${guarded}]`;
  const declaration = `resource ${uniqueBicepName(`${name.symbol}Audit`, taken)} '${SETTING_TYPE}@${SETTING_API_VERSION}' = ${whole}`;
  const parts = [...sent.declarations, name.declaration, declaration].filter((part) => part !== undefined);
  return {
    text: `${parts.join('\n\n')}\n`,
    remarks: [...name.remarks, ...sent.remarks, ...condition.remarks, ...(loop?.remarks ?? [])],
  };
}

/** Names of parameters and variables of the Bicep file, as far as its JSON shows them. */
function takenNames(context: ResourceContext): ReadonlySet<string> {
  const { template } = scopeLevel(context);
  const sections = [memberAt(template, 'parameters'), memberAt(template, 'variables')];
  return new Set(sections.flatMap((section) => (isJsonObject(section) ? Object.keys(section) : [])));
}

function uniqueBicepName(wanted: string, taken: ReadonlySet<string>): string {
  return uniqueName(wanted, (name) => taken.has(name));
}

function propertyLines(properties: BicepProperties, { options }: FixRequest): readonly string[] {
  const logs = printBicep(logEntries(options.logs), 2);
  return ['  properties: {', ...properties.map(([key, value]) => `    ${key}: ${value}`), `    logs: ${logs}`, '  }'];
}

interface RegistryName {
  readonly symbol: string;
  readonly declaration?: string;
  readonly remarks: readonly string[];
}

/** Its symbolic name where known; else an `existing` declaration, explained in a remark. */
function registryName(
  context: ResourceContext,
  declared: readonly BicepDeclaration[],
  taken: ReadonlySet<string>,
): RegistryName {
  if (context.symbolicName !== undefined && /^[A-Za-z_]\w*$/.test(context.symbolicName))
    return {
      symbol: context.symbolicName,
      remarks: [message('bicep.add-beside', { symbol: context.symbolicName })],
    };
  const [only] = declared;
  if (only !== undefined && declared.length === 1)
    return { symbol: only.name, remarks: [message('bicep.add-to-file', { file: only.file })] };
  const written = stringAt(context.json, 'name') ?? '';
  const name = toBicep(written);
  const stated = stringAt(context.json, 'apiVersion') ?? '';
  const version = /^[\w-]+$/.test(stated) ? stated : REGISTRY_API_VERSION;
  const loop = loopOf(context);
  const body = `{\n  name: ${name ?? "''"}\n}`;
  const whole = loop === undefined ? body : `[for i in range(0, ${loop.count ?? 'count'}): ${body}]`;
  const symbol = uniqueBicepName('registry', taken);
  const level = context.levels.at(-1);
  const remarks = [
    ...(level?.deployment === undefined ? [] : [message('bicep.add-to-module', { module: moduleCall(level) })]),
    declared.length > 1
      ? message('bicep.no-symbol-of-several', { symbol, count: declared.length })
      : message('bicep.no-symbol', { symbol }),
    ...(name === undefined ? [message('bicep.name-by-hand', { name: written })] : []),
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
  const copy = memberAt(json, 'copy');
  if (copy === undefined || copy === null) return undefined;
  const written = memberAt(copy, 'count');
  const count =
    typeof written === 'number' ? String(written) : typeof written === 'string' ? toBicep(written) : undefined;
  return {
    count,
    remarks: count === undefined ? [message('bicep.loop', { count: String(JSON.stringify(written)) })] : [],
  };
}

function conditionOf({ json }: ResourceContext): { readonly text?: string; readonly remarks: readonly string[] } {
  const condition = memberAt(json, 'condition');
  if (typeof condition === 'boolean') return { text: String(condition), remarks: [] };
  if (typeof condition !== 'string') return { remarks: [] };
  const text = toBicep(condition);
  if (text === undefined) return { remarks: [message('bicep.condition', { condition })] };
  return { text: /^\(.*\)$/s.test(text) && isParenthesized(text) ? text.slice(1, -1) : text, remarks: [] };
}

function isParenthesized(text: string): boolean {
  let depth = 0;
  for (const [i, character] of [...text].entries()) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (depth === 0 && i < text.length - 1) return false;
  }
  return true;
}
