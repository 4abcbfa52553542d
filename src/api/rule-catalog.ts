import { rules as builtIn } from '../../rules/index.ts';
import { DEFAULT_PACK, type PackEntry } from '../../rules/packs/index.ts';
import type { Level } from '../engine/finding.ts';
import type { OptionSchemas } from '../engine/options.ts';
import type { FixKind, ReasonText, Rule } from '../engine/rule.ts';
import { findPack, type NamedPack, namedPacks } from './find-pack.ts';
import { controlMatcher, controlsOf, type RuleControl } from './rule-controls.ts';

/** A rule as `acraudit rules` lists it: all of its metadata, and what packs say of it. */
export interface ListedRule {
  readonly name: string;
  readonly ref: string;
  readonly aliases: readonly string[];
  /** With `pack` in the filter, the level in that pack. */
  readonly level: Level;
  readonly synopsis: string;
  readonly pillar: string;
  readonly category: string;
  readonly since: string;
  readonly targets: readonly string[];
  readonly fixes: readonly FixKind[];
  /** JSON Schemas by name. */
  readonly options: OptionSchemas;
  readonly reasons: Readonly<Record<string, ReasonText>>;
  readonly controls: readonly RuleControl[];
  /** Names of the packs that hold it. */
  readonly packs: readonly string[];
}

export interface ListedPack extends NamedPack {
  /** Whether its rules run unless another pack is chosen. */
  readonly isDefault: boolean;
}

/** What narrows the list of rules down. */
export interface RuleFilter {
  readonly pack?: string;
  /** The id of a control, with or without the name of its standard, letter case aside. */
  readonly control?: string;
}

export interface RuleCatalog {
  /** Sorted by name. */
  readonly rules: readonly ListedRule[];
  /** The pack of the filter, else all. */
  readonly packs: readonly ListedPack[];
  /** Whether the filter asks for a control: one that `control` means, else any of the standard of `pack`. */
  readonly isAsked: (control: RuleControl) => boolean;
}

/**
 * The rules that a filter leaves, and the packs.
 *
 * @throws UsageError for a pack or a control that there is not
 */
export function ruleCatalog(
  { pack: packName, control }: RuleFilter = {},
  rules: readonly Rule[] = builtIn,
): RuleCatalog {
  const pack = packName === undefined ? undefined : findPack(packName);
  const all = rules.map(listedRule);
  const known = all.flatMap(({ controls }) => controls);
  const serves = control === undefined ? undefined : controlMatcher(control, known);
  return {
    rules: all
      .filter(({ packs }) => pack === undefined || packs.includes(pack.name))
      .filter(({ controls }) => serves === undefined || controls.some(serves))
      .map((rule) => ({ ...rule, level: entryOf(rule.name, pack)?.level ?? rule.level })),
    packs: (pack === undefined ? namedPacks : [pack]).map((one) => ({ ...one, isDefault: one.name === DEFAULT_PACK })),
    isAsked: serves ?? ((one) => pack !== undefined && one.pack === pack.name),
  };
}

function listedRule(rule: Rule): ListedRule {
  const { name, ref, aliases, level, synopsis, pillar, category, since, targets, reasons } = rule;
  const { fixes = [], options = {} } = rule;
  return {
    ...{ name, ref, aliases, level, synopsis, pillar, category, since, targets, fixes, options, reasons },
    controls: controlsOf(rule),
    packs: namedPacks.filter((pack) => entryOf(name, pack) !== undefined).map((pack) => pack.name),
  };
}

/** What a pack says of a rule. */
export function entryOf(rule: string, pack: NamedPack | undefined): PackEntry | undefined {
  return pack?.rules.find(({ name }) => name === rule);
}
