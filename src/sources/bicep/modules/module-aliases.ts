import { PUBLIC_MODULES } from '../../../model/azure/module-registries.ts';
import type { ReferenceProblem } from './reference-problem.ts';

/** `moduleAliases` of `bicepconfig.json`; what is missing there is undefined here. */
export interface ModuleAliases {
  readonly br: ReadonlyMap<string, { readonly registry?: string; readonly modulePath?: string }>;
  readonly ts: ReadonlyMap<string, { readonly subscription?: string; readonly resourceGroup?: string }>;
}

/** Those without a configuration: `br/public:` is Microsoft's registry (Bicep.Core/Configuration/bicepconfig.json). */
export const BUILT_IN_ALIASES: ModuleAliases = {
  br: new Map([['public', PUBLIC_MODULES]]),
  ts: new Map(),
};

interface AliasSource {
  readonly moduleAliases: ModuleAliases;
  readonly configFile?: string;
}

/** What stands behind the scheme, with the alias replaced (Bicep.Core/Configuration/ModuleAliasesConfiguration.cs). */
export function expandAlias(
  scheme: 'br' | 'ts',
  alias: string | undefined,
  rest: string,
  source: AliasSource,
): string | ReferenceProblem {
  if (alias === undefined) return rest;
  if (!/^[\w-]+$/.test(alias))
    return {
      code: 'BCP211',
      message: `The module alias "${alias}" is not valid. An alias consists of letters, digits, "_" and "-".`,
    };
  return scheme === 'br' ? ociAlias(alias, rest, source) : templateSpecAlias(alias, rest, source);
}

function ociAlias(alias: string, rest: string, { moduleAliases, configFile }: AliasSource): string | ReferenceProblem {
  const found = moduleAliases.br.get(alias);
  const where = placeOf(configFile);
  if (found === undefined)
    return { code: 'BCP213', message: `There is no module alias "${alias}" for registries in ${where}.` };
  const { registry, modulePath } = found;
  if (registry === undefined)
    return { code: 'BCP216', message: `The module alias "${alias}" in ${where} has no "registry".` };
  return modulePath === undefined ? `${registry}/${rest}` : `${registry}/${modulePath}/${rest}`;
}

function templateSpecAlias(alias: string, rest: string, source: AliasSource): string | ReferenceProblem {
  const found = source.moduleAliases.ts.get(alias);
  const where = placeOf(source.configFile);
  if (found === undefined)
    return { code: 'BCP212', message: `There is no module alias "${alias}" for template specs in ${where}.` };
  const { subscription, resourceGroup } = found;
  if (subscription === undefined)
    return { code: 'BCP214', message: `The module alias "${alias}" in ${where} has no "subscription".` };
  if (resourceGroup === undefined)
    return { code: 'BCP215', message: `The module alias "${alias}" in ${where} has no "resourceGroup".` };
  return `${subscription}/${resourceGroup}/${rest}`;
}

function placeOf(configFile: string | undefined): string {
  return configFile === undefined ? 'the built-in configuration of Bicep' : configFile;
}
