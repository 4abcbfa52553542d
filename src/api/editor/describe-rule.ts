import { rulesMatching } from '../../config/known-rules.ts';
import type { RuleRequest } from '../requests.ts';
import { helpOf } from '../rule-docs.ts';
import { ruleSet } from '../rule-set.ts';

/** What an editor shows of a rule that a text names. */
export interface RuleDescription {
  readonly name: string;
  readonly ref: string;
  readonly synopsis: string;
  readonly level: string;
  readonly helpUri: string;
}

/** The rule that a name, an alias or a ref means; undefined where it means none or several. */
export function describeRule(
  word: string,
  request: Pick<RuleRequest, 'extraRules' | 'ruleFiles'>,
): RuleDescription | undefined {
  const matching = rulesMatching(word, ruleSet(request));
  const [found, another] = 'found' in matching ? matching.found : [];
  if (found === undefined || another !== undefined) return undefined;
  const rule = ruleSet(request).find(({ name }) => name === found.name);
  if (rule === undefined) return undefined;
  const { name, ref, synopsis, level } = rule;
  return { name, ref, synopsis, level, helpUri: helpOf(rule).helpUri };
}
