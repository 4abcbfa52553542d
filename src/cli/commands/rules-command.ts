import { rules } from '../../../rules/index.ts';
import { type ListedRule, listedRules, type RuleFilter } from '../../api/rule-catalog.ts';
import { ruleHelp } from '../../api/rule-docs.ts';
import { findRule, foundOrThrow } from '../../config/known-rules.ts';
import { UsageError } from '../../util/errors.ts';
import { safeLine, safePage } from '../../util/safe-text.ts';
import type { Streams } from '../streams.ts';
import { shortPage } from './short-page.ts';

/** Values of the flags of `rules`. */
export interface RulesFlags extends RuleFilter {
  readonly format: 'console' | 'json';
  readonly full: boolean;
}

/** Lists the rules, or prints the page of one. */
export function listRules(name: string | undefined, flags: RulesFlags, streams: Streams): number {
  const { format, full, pack, control } = flags;
  if (name !== undefined && (pack !== undefined || control !== undefined))
    throw new UsageError('--pack and --control narrow a list down; they cannot go with the name of a rule');
  const found = name === undefined ? undefined : foundOrThrow(findRule(name, rules), 'rules').name;
  const list = listedRules(flags).filter((rule) => found === undefined || rule.name === found);
  if (format === 'json') streams.out(safePage(`${JSON.stringify({ version: 1, rules: list }, null, 2)}\n`));
  else if (found === undefined) printList(list, streams);
  else streams.out(safePage(full ? ruleHelp(found).help : shortPage(found, ruleHelp(found).help)));
  return 0;
}

function printList(list: readonly ListedRule[], streams: Streams): void {
  const width = Math.max(...list.map((rule) => rule.name.length));
  for (const rule of list)
    streams.out(safeLine(`${rule.name.padEnd(width)}  ${rule.ref}  ${rule.level.padEnd(7)}  ${rule.synopsis}`));
}
