import { rules } from '../../../rules/index.ts';
import { ruleHelp } from '../../api/rule-docs.ts';
import { findRule, foundOrThrow } from '../../config/known-rules.ts';
import { safeLine, safePage } from '../../util/safe-text.ts';
import type { Streams } from '../streams.ts';

/** Lists the rules, or prints the page of one. */
export function listRules(name: string | undefined, streams: Streams): number {
  if (name !== undefined) {
    streams.out(safePage(ruleHelp(foundOrThrow(findRule(name, rules), 'rules').name).help));
    return 0;
  }
  const width = Math.max(...rules.map((rule) => rule.name.length));
  for (const rule of rules)
    streams.out(safeLine(`${rule.name.padEnd(width)}  ${rule.ref}  ${rule.level.padEnd(7)}  ${rule.synopsis}`));
  return 0;
}
