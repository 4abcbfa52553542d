import { pointerStep } from '../util/json-pointer.ts';
import { checkSchema } from './check-schema.ts';
import {
  type Config,
  type ConfigContent,
  type ConfigPlace,
  type DeploymentGroup,
  type FixConfig,
  NO_SETTINGS,
  type ScanConfig,
  type TokenForm,
} from './config.ts';
import { checkPatterns } from './config-patterns.ts';
import { type ConfigProblem, problemsError } from './config-problems.ts';
import { checkPacks, isFileName, overridesIn, rulesAt } from './config-rules.ts';
import { type ConfigText, configText, isMap, type ParseContext } from './config-text.ts';
import { suppressionsIn } from './parse-suppressions.ts';
import { readYamlValues, type YamlValues } from './yaml-values.ts';

/** One file of a configuration. */
export interface ConfigFile {
  /** What it sets itself. */
  readonly content: ConfigContent;
  /** The files of `extends` as written, each with its place. */
  readonly bases: readonly { readonly path: string; readonly place: ConfigPlace }[];
}

/** The data once the schema has accepted it. */
interface RawConfig
  extends Pick<
    Config,
    'pack' | 'failOn' | 'unknown' | 'defaults' | 'format' | 'include' | 'exclude' | 'ruleFiles' | 'psrule'
  > {
  readonly extends?: readonly string[];
  readonly reports?: Readonly<Record<string, string>>;
  readonly deployments?: readonly Omit<DeploymentGroup, 'place'>[];
  readonly baseline?: string;
  readonly tokens?: readonly TokenForm[];
  readonly scan?: ScanConfig;
  readonly fix?: FixConfig;
}

/**
 * Reads the text of `acraudit.yaml`: YAML, then the JSON Schema that ships with the tool, then the names of rules,
 * options and packs. A file without content is a configuration without settings.
 *
 * @throws UsageError with every problem, a line each, as `file:line:column: message`.
 */
export async function parseConfig(source: string, context: ParseContext): Promise<ConfigFile> {
  const yaml = await readYamlValues(source);
  if (yaml.problems.length > 0) throw problemsError(context.file, yaml.problems, yaml.positionOf);
  const { data, named, text, problems } = await checkValues(yaml, context);
  if (problems.length > 0) throw problemsError(context.file, problems, yaml.positionOf);
  return { content: contentOf(data as RawConfig, named, text), bases: basesOf(data as RawConfig, text) };
}

/** What is wrong with the text of a configuration by itself, in the order of the text; what it extends is not read. */
export async function problemsIn(source: string, context: ParseContext): Promise<readonly ConfigProblem[]> {
  const yaml = await readYamlValues(source);
  const problems = yaml.problems.length > 0 ? yaml.problems : (await checkValues(yaml, context)).problems;
  return [...problems].sort((a, b) => a.offset - b.offset);
}

interface CheckedValues {
  readonly data: unknown;
  readonly named: NamedParts | undefined;
  readonly text: ConfigText;
  readonly problems: readonly ConfigProblem[];
}

async function checkValues(yaml: YamlValues, context: ParseContext): Promise<CheckedValues> {
  const data = yaml.data ?? {};
  const problems: ConfigProblem[] = [];
  const text = configText(yaml, context, problems);
  for (const { pointer, atKey, message } of await checkSchema(data)) text.report(pointer, message, atKey);
  // Names are checked wherever the data has the right shape, so that one run reports these problems beside the schema's.
  return { data, named: isMap(data) ? namedParts(data, text) : undefined, text, problems };
}

type NamedParts = Pick<ConfigContent, 'rules' | 'overrides' | 'suppressions'>;

function namedParts(data: Record<string, unknown>, text: ConfigText): NamedParts {
  checkPacks(data, text);
  checkPatterns(data, text);
  return {
    rules: rulesAt('/rules', data.rules, text),
    overrides: overridesIn(data, text),
    suppressions: suppressionsIn(data, text),
  };
}

function contentOf(raw: RawConfig, named: NamedParts | undefined, text: ConfigText): ConfigContent {
  const { extends: bases = [], reports = {}, deployments = [], tokens = [], ...scalars } = raw;
  const { pack, failOn, unknown, defaults, format, include, exclude, baseline, ruleFiles, psrule, scan, fix } = scalars;
  return {
    ...NO_SETTINGS,
    ...named,
    ...(pack !== undefined && { pack }),
    extendedPacks: bases.filter((entry) => !isFileName(entry)),
    ...(failOn && { failOn }),
    ...(unknown && { unknown }),
    ...(defaults && { defaults }),
    ...(format && { format }),
    reports: new Map(Object.entries(reports)),
    ...(include && { include }),
    ...(exclude && { exclude }),
    deployments: deployments.map((group, i) => ({ ...group, place: text.placeOf(`/deployments/${i}`) })),
    ...(baseline !== undefined && { baseline }),
    tokens,
    ...(ruleFiles && { ruleFiles }),
    ...(psrule !== undefined && { psrule }),
    ...(scan && { scan }),
    ...(fix && { fix }),
    places: placesOf(raw, text),
  };
}

/** Keys whose own keys are settings that are merged one by one. */
const SECTIONS: ReadonlySet<string> = new Set(['reports', 'scan', 'fix']);

function placesOf(raw: RawConfig, text: ConfigText): ReadonlyMap<string, ConfigPlace> {
  const places = new Map<string, ConfigPlace>();
  for (const [key, value] of Object.entries(raw)) {
    places.set(key, text.placeOf(`/${pointerStep(key)}`));
    if (!SECTIONS.has(key)) continue;
    for (const name of Object.keys(value)) {
      places.set(`${key}.${name}`, text.placeOf(`/${pointerStep(key)}/${pointerStep(name)}`));
    }
  }
  return places;
}

function basesOf({ extends: bases = [] }: RawConfig, text: ConfigText): ConfigFile['bases'] {
  return bases.flatMap((path, i) => (isFileName(path) ? [{ path, place: text.placeOf(`/extends/${i}`) }] : []));
}
