import { builtInRules } from '../../../api/built-in-rules.ts';
import { type RuleCatalog, ruleCatalog } from '../../../api/rule-catalog.ts';
import { helpOf } from '../../../api/rule-docs.ts';
import { packagedRules } from '../../../api/rule-files/packaged-rules.ts';
import { findRule, foundOrThrow } from '../../../config/known-rules.ts';
import type { Rule } from '../../../engine/rule.ts';
import { toJson } from '../../../reports/report-text.ts';
import { UsageError } from '../../../util/errors.ts';
import { safeLine, safeLines, safePage } from '../../../util/safe-text.ts';
import type { RulesFlags } from '../../flags/rules-flags.ts';
import type { Streams } from '../../streams.ts';
import { ruleListLines } from './rule-list.ts';
import { shortPage } from './short-page.ts';

/** Of the JSON that is printed. */
const FORMAT_VERSION = 1;

/** Columns of what is printed: those of the terminal within these bounds. */
const MIN_WIDTH = 40;
const MAX_WIDTH = 100;

/** Lists rules and packs, or prints the page of a rule. */
export async function listRules(name: string | undefined, flags: RulesFlags, streams: Streams): Promise<number> {
  checkFlags(name, flags);
  const all = [...builtInRules(), ...(await packagedRules())];
  const width = Math.max(MIN_WIDTH, Math.min(streams.width ?? MAX_WIDTH, MAX_WIDTH));
  if (name === undefined) printList(ruleCatalog(flags, all), flags, width, streams);
  else printRule(foundOrThrow(findRule(name, all), 'rules').name, flags, width, streams, all);
  return 0;
}

function checkFlags(name: string | undefined, { format, pack, control, full }: RulesFlags): void {
  if (name !== undefined && (pack !== undefined || control !== undefined))
    throw new UsageError(`${pack === undefined ? '--control' : '--pack'} is for the list of rules, not for one rule`);
  if (full && name === undefined) throw new UsageError('--full is for the page of a rule: name the rule');
  if (full && format === 'json') throw new UsageError('--full is for the page of a rule, which --format json has not');
}

function printList(catalog: RuleCatalog, flags: RulesFlags, width: number, streams: Streams): void {
  if (flags.format === 'json') streams.out(jsonOf(catalog));
  else streams.out(safeLines(ruleListLines(catalog, flags, width)));
  if (catalog.rules.length === 0)
    streams.err(safeLine(`acraudit: no rule of pack ${flags.pack} serves control ${flags.control}`));
}

function printRule(
  name: string,
  { format, full }: RulesFlags,
  width: number,
  streams: Streams,
  all: readonly Rule[],
): void {
  const catalog = ruleCatalog({}, all);
  const rule = catalog.rules.find((one) => one.name === name);
  if (rule === undefined) throw new Error(`rule ${name} is in no catalog`);
  const { help } = helpOf(rule);
  if (full) streams.out(safePage(help));
  else if (format === 'console') streams.out(safeLines(shortPage(rule, help, width)));
  else streams.out(jsonOf({ rules: [rule], packs: catalog.packs.filter((pack) => rule.packs.includes(pack.name)) }));
}

function jsonOf({ rules: list, packs }: Pick<RuleCatalog, 'rules' | 'packs'>): ReturnType<typeof toJson> {
  return toJson({ version: FORMAT_VERSION, rules: list, packs });
}
