import type { InFolder, RuleRequest } from '../requests.ts';
import { mayNameRuleFiles, WAF_PACK } from './named-rule-files.ts';

/** Names of rule files or of folders with such, from the folder of the job. */
export interface RuleFileNames {
  readonly ruleFilePaths?: readonly string[];
}

/**
 * A request with the rules of rule files: of those that it names, and of those that the configuration of its folder does. They
 * are loaded only where something names them.
 *
 * @throws UsageError when one of them is wrong.
 */
export async function withRuleFiles<Request extends InFolder & RuleRequest & RuleFileNames>(
  request: Request,
): Promise<Request> {
  const { ruleFilePaths: files = [], cwd, config, pack } = request;
  const isNamed = files.length > 0 || pack?.toLowerCase() === WAF_PACK || mayNameRuleFiles(cwd, config);
  if (!isNamed || request.ruleFiles !== undefined) return request;
  const { loadRuleFiles } = await import('./load-rule-files.ts');
  return { ...request, ruleFiles: await loadRuleFiles({ ...request, files }) };
}
