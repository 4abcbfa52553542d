import type { OptionValue, OptionValues } from '../engine/options.ts';
import { isDate } from '../util/dates.ts';
import { tooManyWildcards, WILDCARD_HINT, wildcardProblem } from '../util/wildcards.ts';
import { checkSchema } from './check-schema.ts';
import type {
  ConfigContent,
  ConfigPlace,
  ConfigSuppression,
  DeploymentGroup,
  FixConfig,
  RuleConfig,
  ScanConfig,
  TokenForm,
} from './config.ts';
import { type ConfigProblem, printable, problemsError, quote, suggestion } from './config-problems.ts';
import { findOption, findRule, type KnownRule, type Lookup, rulesMatching, schemaOf } from './known-rules.ts';
import { optionValue } from './option-value.ts';
import { pointerStep, readYamlValues, type YamlValues } from './yaml-values.ts';

export interface ParseContext {
  /** The file as messages name it. */
  readonly file: string;
  readonly knownRules: readonly KnownRule[];
  /** When given, `pack` has to be one of these, which are in lower case, letter case aside. */
  readonly knownPacks?: readonly string[];
}

/** The data once the schema has accepted it. */
interface RawConfig {
  readonly pack?: string;
  readonly rules?: Readonly<Record<string, RuleConfig['level'] | Partial<RuleConfig>>>;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly deployments?: readonly DeploymentGroup[];
  readonly suppressions?: readonly RawSuppression[];
  readonly baseline?: string;
  readonly tokens?: readonly TokenForm[];
  readonly scan?: ScanConfig;
  readonly fix?: FixConfig;
}

type RawSuppression = Omit<ConfigSuppression, 'rules' | 'place'> & { readonly rule: string };

type ReportProblem = (pointer: string, message: string, atKey?: boolean) => void;

/**
 * Reads the text of `acraudit.yaml`: YAML, then the JSON Schema that ships with the tool, then the names of rules,
 * options and packs. A file without content is a configuration without settings.
 *
 * @throws UsageError with every problem, a line each, as `file:line:column: message`.
 */
export async function parseConfig(text: string, context: ParseContext): Promise<ConfigContent> {
  const yaml = await readYamlValues(text);
  if (yaml.problems.length > 0) throw problemsError(context.file, yaml.problems, yaml.positionOf);
  const data = yaml.data ?? {};
  const problems: ConfigProblem[] = [];
  const report = problemReporter(yaml, problems);
  for (const { pointer, atKey, message } of await checkSchema(data)) report(pointer, message, atKey);
  const rules = checkNames(data, context, report);
  const suppressions = checkSuppressions(data, context, yaml, report);
  checkPatterns(data, report);
  if (problems.length > 0) throw problemsError(context.file, problems, yaml.positionOf);
  const { pack, include, exclude, deployments = [], baseline, tokens, scan, fix } = data as RawConfig;
  return {
    ...(pack !== undefined && { pack }),
    rules,
    ...(include && { include }),
    ...(exclude && { exclude }),
    deployments,
    ...(suppressions.length > 0 && { suppressions }),
    ...(baseline !== undefined && { baseline, baselinePlace: placeOf(yaml, '/baseline', context) }),
    ...(tokens && { tokens }),
    ...(scan && { scan }),
    ...(fix && { fix }),
  };
}

function problemReporter({ offsets }: YamlValues, problems: ConfigProblem[]): ReportProblem {
  return (pointer, message, atKey = false) => {
    const place = offsets.get(pointer);
    const offset = (atKey ? place?.key : undefined) ?? place?.value ?? 0;
    problems.push({ offset, message });
  };
}

/** Checks names wherever the data has the right shape, so that one run reports these problems beside the schema's. */
function checkNames(data: unknown, context: ParseContext, report: ReportProblem): Map<string, RuleConfig> {
  const rules = new Map<string, RuleConfig>();
  if (!isMap(data)) return rules;
  checkPack(data.pack, context, report);
  if (!isMap(data.rules)) return rules;
  const spellings = new Map<string, string>();
  for (const [name, value] of Object.entries(data.rules)) {
    const pointer = `/rules/${pointerStep(name)}`;
    const rule = unwrap(findRule(name, context.knownRules), (problem) => report(pointer, problem, true));
    if (rule === undefined) continue;
    const earlier = spellings.get(rule.name);
    if (earlier !== undefined) report(pointer, `${quote(name)} is the same rule as ${quote(earlier)} above`, true);
    spellings.set(rule.name, name);
    rules.set(rule.name, ruleConfig(value, rule, pointer, report));
  }
  return rules;
}

/** The suppressions whose rules are known, with their places; what else is wrong with them the schema says. */
function checkSuppressions(
  data: unknown,
  { file, knownRules }: ParseContext,
  yaml: YamlValues,
  report: ReportProblem,
): readonly ConfigSuppression[] {
  const entries: readonly unknown[] = isMap(data) && Array.isArray(data.suppressions) ? data.suppressions : [];
  return entries.flatMap((entry, i) => {
    if (!isMap(entry) || typeof entry.rule !== 'string') return [];
    const pointer = `/suppressions/${i}`;
    const rules = unwrap(rulesMatching(entry.rule, knownRules), (problem) => report(`${pointer}/rule`, problem));
    if (typeof entry.expires === 'string' && !isDate(entry.expires) && /^\d{4}-\d\d-\d\d$/.test(entry.expires))
      report(`${pointer}/expires`, `${quote(entry.expires)} is not a day of the calendar`);
    if (rules === undefined) return [];
    const { rule: _, ...rest } = entry as unknown as RawSuppression;
    return [{ ...rest, rules: rules.map(({ name }) => name), place: placeOf(yaml, pointer, { file }) }];
  });
}

/** Where the value at a pointer begins. */
function placeOf(
  { offsets, positionOf }: YamlValues,
  pointer: string,
  { file }: Pick<ParseContext, 'file'>,
): ConfigPlace {
  return { file, ...positionOf(offsets.get(pointer)?.value ?? 0) };
}

/** Keys that hold lists of globs, at the root and in each entry of `deployments`. */
const GLOB_LISTS = ['include', 'exclude'];
const GLOB_LISTS_OF_DEPLOYMENTS = ['files', 'parameters'];
const PATTERNS_OF_SUPPRESSIONS = ['registry', 'id', 'file'];

/** Rejects patterns that could take too long to match, before any path is matched. */
function checkPatterns(data: unknown, report: ReportProblem): void {
  if (!isMap(data)) return;
  checkGlobs(data, GLOB_LISTS, '', report);
  const groups: readonly unknown[] = Array.isArray(data.deployments) ? data.deployments : [];
  groups.forEach((group, i) => {
    if (isMap(group)) checkGlobs(group, GLOB_LISTS_OF_DEPLOYMENTS, `/deployments/${i}`, report);
  });
  const suppressions: readonly unknown[] = Array.isArray(data.suppressions) ? data.suppressions : [];
  suppressions.forEach((entry, i) => {
    if (isMap(entry))
      for (const key of PATTERNS_OF_SUPPRESSIONS) checkGlob(entry[key], `/suppressions/${i}/${key}`, report);
  });
}

function checkGlobs(
  map: Record<string, unknown>,
  keys: readonly string[],
  pointer: string,
  report: ReportProblem,
): void {
  for (const key of keys) {
    const globs: readonly unknown[] = Array.isArray(map[key]) ? map[key] : [];
    globs.forEach((glob, i) => {
      checkGlob(glob, `${pointer}/${key}/${i}`, report);
    });
  }
}

function checkGlob(glob: unknown, pointer: string, report: ReportProblem): void {
  if (typeof glob !== 'string' || !tooManyWildcards(glob.replaceAll('\\', '/'))) return;
  report(pointer, `${wildcardProblem(printable(glob))}; ${WILDCARD_HINT}`);
}

function checkPack(pack: unknown, { knownPacks }: ParseContext, report: ReportProblem): void {
  if (typeof pack !== 'string' || pack === '' || knownPacks === undefined) return;
  if (knownPacks.includes(pack.toLowerCase())) return;
  report('/pack', `unknown pack ${quote(pack)}${suggestion(pack, knownPacks, 'packs')}`);
}

function ruleConfig(value: unknown, rule: KnownRule, pointer: string, report: ReportProblem): RuleConfig {
  if (!isMap(value)) return { level: value as RuleConfig['level'], options: {} };
  const { level, lint, scan } = value as Partial<RuleConfig>;
  const options = ruleOptions(value.options, rule, `${pointer}/options`, report);
  return { ...(level && { level }), options, ...(lint && { lint }), ...(scan && { scan }) };
}

function ruleOptions(value: unknown, rule: KnownRule, pointer: string, report: ReportProblem): OptionValues {
  const options: Record<string, OptionValue> = {};
  if (!isMap(value)) return options;
  for (const [word, setting] of Object.entries(value)) {
    const place = `${pointer}/${pointerStep(word)}`;
    const option = unwrap(findOption(word, rule), (problem) => report(place, problem, true));
    if (option === undefined) continue;
    if (Object.hasOwn(options, option)) report(place, `option ${quote(option)} is set twice`, true);
    const result = optionValue(setting, schemaOf(option, rule), `${rule.name}.${option}`);
    const allowed = unwrap(result, (problem) => report(place, problem));
    if (allowed !== undefined) options[option] = allowed;
  }
  return options;
}

function unwrap<T>(result: Lookup<T>, report: (problem: string) => void): T | undefined {
  if ('found' in result) return result.found;
  report(result.problem);
  return undefined;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
