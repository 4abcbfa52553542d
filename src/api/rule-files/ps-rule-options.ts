import { join } from 'node:path';
import { type ConfigProblem, problemsError } from '../../config/config-problems.ts';
import { isMap } from '../../config/config-text.ts';
import { readYamlValues } from '../../config/yaml-values.ts';
import { decodeBytes } from '../../sources/arm/json/decode-bytes.ts';
import { readBounded } from '../../util/bounded-read.ts';
import { pointerStep } from '../../util/json-pointer.ts';
import { relativePath } from '../../util/paths.ts';

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
const MAX_BYTES = 1_000_000;
const READ: ReadonlySet<string> = new Set(['rule', 'configuration', 'suppression']);
const READ_OF_RULE: ReadonlySet<string> = new Set(['include', 'exclude']);

/**
 * Reads the options of PSRule beside a configuration.
 *
 * @throws UsageError when they are no YAML, or suppress without a reason.
 */
export async function readPsRuleOptions(root: string, cwd: string): Promise<PsRuleOptions> {
  for (const name of FILE_NAMES) {
    const absolute = join(root, name);
    const read = readBounded(absolute, MAX_BYTES);
    if (!('problem' in read)) return optionsIn(decodeBytes(read.bytes).text, relativePath(cwd, absolute));
  }
  return NO_OPTIONS;
}

async function optionsIn(text: string, file: string): Promise<PsRuleOptions> {
  const { data, problems, offsets, positionOf } = await readYamlValues(text);
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
  return {
    ...(Array.isArray(rule.include) && { include: rule.include.map(String) }),
    exclude: Array.isArray(rule.exclude) ? rule.exclude.map(String) : [],
    configuration: isMap(data.configuration) ? data.configuration : {},
    unread: unread.map((key) => `${file}: ${key}`),
  };
}
