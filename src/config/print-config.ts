import { escapeInLiteral } from '../util/escape.ts';
import type { Config, FixConfig } from './config.ts';
import { printable } from './config-problems.ts';
import type { EffectiveRule } from './rule-settings.ts';

type YamlData = string | number | boolean | readonly YamlData[] | { readonly [key: string]: YamlData };

/** Words that YAML 1.1 or 1.2 does not read as strings; `off` is a string in 1.2, which this tool reads. */
const RESERVED_SCALAR = /^(?:true|false|null|yes|no|on|y|n)$/i;
const PLAIN_SCALAR = /^[A-Za-z_][\w./-]*$/;

/**
 * The configuration in force as YAML, for `--print-config`: a file with this text gives the same settings. Every rule
 * is listed with its level for the job (`off` when it does not run).
 *
 * Does not use the YAML package, which a run without a configuration file never loads.
 *
 * @param config With `pack` set to the one in force when a flag chose it.
 */
export function printConfig(config: Config, effectiveRules: readonly EffectiveRule[]): string {
  const { file, pack, include, exclude, deployments, tokens, scan, fix } = config;
  const head = file === undefined ? '# no configuration file' : `# configuration file: ${printable(file)}`;
  const rules = Object.fromEntries(effectiveRules.map((rule) => [rule.name, ruleData(rule)]));
  const data: YamlData = {
    ...(pack !== undefined && { pack }),
    rules,
    ...(include && { include }),
    ...(exclude && { exclude }),
    deployments: deployments.map((group) => ({ ...group })),
    ...(tokens && { tokens: tokens.map((form) => ({ ...form })) }),
    ...(scan && { scan: { ...scan } }),
    ...(fix && { fix: fixData(fix) }),
  };
  return `${head}\n${mapLines(data).join('\n')}\n`;
}

function ruleData({ enabled, level, options }: EffectiveRule): YamlData {
  if (!enabled) return 'off';
  return Object.keys(options).length === 0 ? level : { level, options };
}

function fixData({ destinations, ...rest }: FixConfig): YamlData {
  return { ...rest, ...(destinations && { destinations: destinations.map((entry) => ({ ...entry })) }) };
}

function mapLines(map: { readonly [key: string]: YamlData }): string[] {
  return Object.entries(map).flatMap(([key, value]) => {
    if (isScalar(value)) return [`${scalar(key)}: ${scalar(value)}`];
    const empty = isList(value) ? '[]' : '{}';
    const lines = isList(value) ? listLines(value) : mapLines(value);
    return lines.length === 0 ? [`${scalar(key)}: ${empty}`] : [`${scalar(key)}:`, ...indent(lines)];
  });
}

function listLines(list: readonly YamlData[]): string[] {
  return list.flatMap((item) => {
    if (isScalar(item)) return [`- ${scalar(item)}`];
    const [first = '', ...rest] = isList(item) ? listLines(item) : mapLines(item);
    return [`- ${first}`, ...indent(rest)];
  });
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function isList(value: YamlData): value is readonly YamlData[] {
  return Array.isArray(value);
}

function isScalar(value: YamlData): value is string | number | boolean {
  return typeof value !== 'object';
}

/** Plain where that is safe, else in double quotes, of which YAML reads all that JSON writes. */
function scalar(text: string | number | boolean): string {
  if (typeof text !== 'string') return String(text);
  if (PLAIN_SCALAR.test(text) && !RESERVED_SCALAR.test(text)) return text;
  return escapeInLiteral(JSON.stringify(text), (character) => {
    return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`;
  });
}
