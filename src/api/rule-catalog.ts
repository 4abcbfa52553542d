import { rules } from '../../rules/index.ts';
import { packs } from '../../rules/packs/index.ts';
import type { Level } from '../engine/finding.ts';
import type { OptionSchemas } from '../engine/options.ts';
import type { Rule } from '../engine/rule.ts';
import { UsageError } from '../util/errors.ts';
import { nearest } from '../util/nearest.ts';

/** A rule as `acraudit rules` lists it. */
export interface ListedRule {
  readonly name: string;
  readonly ref: string;
  readonly level: Level;
  readonly synopsis: string;
  readonly aliases: readonly string[];
  readonly targets: readonly string[];
  readonly pillar: string;
  readonly category: string;
  /** With the name of the standard: `CIS 6.0 6.1.4`. */
  readonly controls: readonly string[];
  readonly packs: readonly string[];
  readonly options: OptionSchemas;
  readonly since: string;
}

/** What narrows a list of rules down. */
export interface RuleFilter {
  readonly pack?: string;
  /** The id of a control, with or without the name of its standard, letter case aside. */
  readonly control?: string;
}

/**
 * The rules that a filter leaves, sorted by name.
 *
 * @throws UsageError for a pack or a control that no rule has
 */
export function listedRules({ pack, control }: RuleFilter = {}): readonly ListedRule[] {
  if (pack !== undefined && !Object.hasOwn(packs, pack)) throw unknown('pack', pack, Object.keys(packs));
  const all = rules.map(listedRule);
  const found = all.filter(
    (rule) =>
      (pack === undefined || rule.packs.includes(pack)) && (control === undefined || serves(rule.controls, control)),
  );
  if (control !== undefined && !all.some((rule) => serves(rule.controls, control)))
    throw unknown('control', control, [...new Set(all.flatMap(({ controls }) => controls.map(idOf)))]);
  return found;
}

function listedRule(rule: Rule): ListedRule {
  const { name, ref, level, synopsis, aliases, targets, pillar, category, options = {}, since } = rule;
  const held = Object.entries(packs).filter(([, pack]) => pack.rules.some((entry) => entry.name === name));
  const mapped = held.flatMap(([, { standard, rules: entries }]) =>
    entries
      .filter((entry) => entry.name === name)
      .flatMap(({ controls = [] }) => controls.map((id) => `${standard} ${id}`)),
  );
  return {
    ...{ name, ref, level, synopsis, aliases, targets, pillar, category },
    controls: [...new Set([...rule.controls, ...mapped])],
    packs: held.map(([pack]) => pack),
    options,
    since,
  };
}

function serves(controls: readonly string[], word: string): boolean {
  const wanted = word.trim().toLowerCase();
  return controls.some((control) => control.toLowerCase() === wanted || idOf(control).toLowerCase() === wanted);
}

/** The id of a control without its standard: the last word. */
function idOf(control: string): string {
  return control.slice(control.lastIndexOf(' ') + 1);
}

function unknown(what: string, word: string, known: readonly string[]): UsageError {
  const close = nearest(word, known);
  return new UsageError(
    `no ${what} '${word}'; ${close === undefined ? `there are ${known.join(', ')}` : `did you mean ${close}?`}`,
  );
}
