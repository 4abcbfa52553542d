import type { Rule } from '../../engine/rule.ts';
import { loadRuleFiles } from './load-rule-files.ts';
import { WAF_PACK } from './named-rule-files.ts';

/** Rules that the package brings as rule files, as they are without any configuration. */
export async function packagedRules(): Promise<readonly Rule[]> {
  const { rules } = await loadRuleFiles({ cwd: '.', files: [], config: false, pack: WAF_PACK });
  return rules;
}
