import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfigProblem, problemsError } from '../../config/config-problems.ts';
import { isMap } from '../../config/config-text.ts';
import { readYamlValues, type YamlValues } from '../../config/yaml-values.ts';
import { pointerStep } from '../../util/json-pointer.ts';
import { relativePath } from '../../util/paths.ts';
import { ruleText } from './rule-text.ts';

/** What `ps-rule.yaml` says to rules of rule files. */
export interface PsRuleOptions {
  readonly include?: readonly string[];
  readonly exclude: readonly string[];
  readonly configuration: Readonly<Record<string, unknown>>;
  /** Keys that have no meaning here, as notes. */
  readonly unread: readonly string[];
}

export const NO_OPTIONS: PsRuleOptions = { exclude: [], configuration: {}, unread: [] };

const FILE_NAMES = ['ps-rule.yaml', 'ps-rule.yml'];
const READ: ReadonlySet<string> = new Set(['rule', 'configuration', 'suppression']);
const READ_OF_RULE: ReadonlySet<string> = new Set(['include', 'exclude']);

/**
 * Reads the options of PSRule beside a configuration.
 *
 * @throws UsageError when they cannot be read, are no YAML or no options, or suppress without a reason.
 */
export async function readPsRuleOptions(root: string, cwd: string): Promise<PsRuleOptions> {
  for (const name of FILE_NAMES) {
    const absolute = join(root, name);
    if (!existsSync(absolute)) continue;
    const file = relativePath(cwd, absolute);
    return optionsIn(ruleText(absolute, file), file);
  }
  return NO_OPTIONS;
}

async function optionsIn(text: string, file: string): Promise<PsRuleOptions> {
  const values = await readYamlValues(text);
  const { data, offsets, positionOf } = values;
  const problems = [...values.problems, ...shapeProblems(values)];
  if (problems.length > 0) throw problemsError(file, problems, positionOf);
  if (!isMap(data)) return NO_OPTIONS;
  const refused: ConfigProblem[] = Object.keys(isMap(data.suppression) ? data.suppression : {}).map((rule) => ({
    offset: offsets.get(`/suppression/${pointerStep(rule)}`)?.key ?? 0,
    message: `suppression of ${rule} has no reason; write it under suppressions: in acraudit.yaml, or as a SuppressionGroup`,
  }));
  if (refused.length > 0) throw problemsError(file, refused, positionOf);
  const rule = isMap(data.rule) ? data.rule : {};
  const unread = [
    ...Object.keys(data).filter((key) => !READ.has(key)),
    ...Object.keys(rule).flatMap((key) => (READ_OF_RULE.has(key) ? [] : [`rule.${key}`])),
  ];
  const include = namesIn(rule.include);
  return {
    // As in PSRule an empty list includes all.
    ...(include.length > 0 && { include }),
    exclude: namesIn(rule.exclude),
    configuration: isMap(data.configuration) ? data.configuration : {},
    unread: unread.map((key) => `${file}: ${key}`),
  };
}

function namesIn(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

const MAPS = ['', '/rule', '/configuration', '/suppression'];
const LISTS = ['/rule/include', '/rule/exclude'];

/** What has another shape would be passed over. Without a value nothing is set. */
function shapeProblems({ data, offsets }: YamlValues): readonly ConfigProblem[] {
  const at = (pointer: string): unknown =>
    pointer
      .split('/')
      .slice(1)
      .reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), data);
  const problem = (pointer: string, message: string): ConfigProblem => ({
    offset: offsets.get(pointer)?.value ?? 0,
    message: `${pointer.slice(pointer.lastIndexOf('/') + 1) || 'the file'} ${message}`,
  });
  const isSet = (pointer: string): boolean => (at(pointer) ?? null) !== null;
  const isList = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one !== 'object');
  return [
    ...MAPS.filter((one) => isSet(one) && !isMap(at(one))).map((one) => problem(one, 'must be a map')),
    ...LISTS.filter((one) => isSet(one) && !isList(at(one))).map((one) => problem(one, 'must be a list of names')),
  ];
}
