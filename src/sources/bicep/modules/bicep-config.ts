import type { FileProblem } from '../../../util/bounded-read.ts';
import { isJsonObject } from '../../arm/expand/json-access.ts';
import type { JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';
import { BUILT_IN_ALIASES, type ModuleAliases } from './module-aliases.ts';

/** What is wrong in a `bicepconfig.json`; line and column from 1 where there is a place. The rest of it counts. */
export interface BicepConfigProblem {
  readonly code: FileProblem['code'];
  readonly message: string;
  readonly location: { readonly file: string; readonly line?: number; readonly column?: number };
}

/** A `bicepconfig.json` over the built-in one, as far as modules and extensions depend on it. */
export interface BicepConfig {
  /** As messages name it; undefined where the built-in one is all there is. */
  readonly configFile?: string;
  /** Absolute: it and what it extends. */
  readonly files: readonly string[];
  readonly moduleAliases: ModuleAliases;
  /** Absolute, or begins with `~`, the home folder; undefined for `~/.bicep`. */
  readonly cacheRootDirectory?: string;
  /** Names of experimental features that are switched on. */
  readonly experimentalFeatures: ReadonlySet<string>;
  /** By name: `builtin:` or a reference. */
  readonly extensions: ReadonlyMap<string, string>;
  readonly implicitExtensions: readonly string[];
  readonly problems: readonly BicepConfigProblem[];
}

/** Without any file (Bicep.Core/Configuration/bicepconfig.json). */
export const BUILT_IN_CONFIG: BicepConfig = {
  files: [],
  moduleAliases: BUILT_IN_ALIASES,
  experimentalFeatures: new Set(),
  extensions: new Map([
    ['az', 'builtin:'],
    ['kubernetes', 'builtin:'],
  ]),
  implicitExtensions: ['az'],
  problems: [],
};

/** Lays the members of a configuration file over another configuration. What has a wrong type does not count. */
export function overlaid(under: BicepConfig, json: JsonObject): BicepConfig {
  const cache = json.cacheRootDirectory;
  const features = membersOf(json.experimentalFeaturesEnabled);
  const { moduleAliases, implicitExtensions: implicit } = json;
  const aliases = isJsonObject(moduleAliases) ? moduleAliases : NOTHING;
  return {
    ...under,
    moduleAliases: {
      br: withAliases(under.moduleAliases.br, aliases.br, ['registry', 'modulePath']),
      ts: withAliases(under.moduleAliases.ts, aliases.ts, ['subscription', 'resourceGroup']),
    },
    ...(typeof cache === 'string' && cache !== '' && { cacheRootDirectory: cache }),
    experimentalFeatures: new Set([
      ...[...under.experimentalFeatures].filter((name) => !features.some(([own]) => own === name)),
      ...features.filter(([, isOn]) => isOn === true).map(([name]) => name),
    ]),
    extensions: new Map([...under.extensions, ...membersOf(json.extensions).filter(isTextMember)]),
    implicitExtensions: Array.isArray(implicit)
      ? implicit.filter((name) => typeof name === 'string')
      : under.implicitExtensions,
  };
}

const NOTHING: JsonObject = {};

function membersOf(json: JsonValue | undefined): readonly (readonly [string, JsonValue])[] {
  return isJsonObject(json) ? Object.entries(json) : [];
}

function isTextMember(member: readonly [string, JsonValue]): member is readonly [string, string] {
  return typeof member[1] === 'string';
}

/** Aliases of one name are merged member by member. */
function withAliases<Key extends string>(
  under: ReadonlyMap<string, { readonly [key in Key]?: string }>,
  json: JsonValue | undefined,
  keys: readonly Key[],
): ReadonlyMap<string, { readonly [key in Key]?: string }> {
  const aliases = new Map(under);
  for (const [name, alias] of membersOf(json)) {
    const own = membersOf(alias).filter(isTextMember);
    const known = own.filter((member): member is readonly [Key, string] => keys.some((key) => key === member[0]));
    aliases.set(name, { ...aliases.get(name), ...(Object.fromEntries(known) as { [key in Key]?: string }) });
  }
  return aliases;
}
