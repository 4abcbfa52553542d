import { resolve } from 'node:path';
import { findConfigFile } from '../../config/find-config-file.ts';
import { readBounded } from '../../util/bounded-read.ts';
import type { RuleRequest } from '../requests.ts';

/** The pack whose rules are a rule file of the package. */
export const WAF_PACK = 'acr-waf';

const MAX_CONFIG_BYTES = 1_000_000;

/**
 * Whether a configuration may name rule files, without reading it as YAML: most do not, and nothing more is loaded then. A text with
 * a backslash may spell a key in escapes.
 */
export function mayNameRuleFiles(cwd: string, config: RuleRequest['config']): boolean {
  const file = configFileOf(cwd, config);
  const text = file === undefined ? undefined : configText(file);
  return text !== undefined && /ruleFiles|psrule|acr-waf|\\/i.test(text);
}

/** The configuration of the folder of a run, or the one that is named. */
export function configFileOf(cwd: string, config: RuleRequest['config']): string | undefined {
  if (config === false) return undefined;
  return config === undefined ? findConfigFile(cwd) : resolve(cwd, config);
}

export function configText(file: string): string | undefined {
  const read = readBounded(file, MAX_CONFIG_BYTES);
  return 'problem' in read ? undefined : read.bytes.toString('utf8');
}
