import { fillText } from '../messages/fill-text.ts';
import type { Origin } from '../model/resource.ts';
import type { Target } from '../model/target.ts';
import type { Value } from '../value/value.ts';
import type { Level, Table } from './finding.ts';
import type { OptionSchemas, OptionValues, ValuesOf } from './options.ts';

/** One gap that a rule found; the engine adds the message from the rule's table. */
export interface Reason {
  readonly id: string;
  /** For the placeholders of its message. */
  readonly values: Readonly<Record<string, string>>;
  /** What decides, where that is known more exactly than where the target stands. */
  readonly origin?: Origin;
}

/** What a reason says, with `{name}` for values, and what to do about it in one sentence. */
export interface ReasonText {
  readonly message: string;
  readonly remedy: string;
}

/**
 * What a rule reads of a target besides its collectors. A source reads and keeps nothing that no active rule needs, so
 * reading something else is a bug of the rule and ends as a crash, never as an answer.
 */
export type Need =
  /** A path of the body with everything below it: `properties.policies`, `sku`; `''` for all of it. */
  | { readonly field: string }
  /** Resources of a type in the same deployment or scan, with these paths of their bodies. */
  | { readonly related: string; readonly fields?: readonly string[] }
  /** Resources of a type that something refers to by id, with these paths of their bodies. */
  | { readonly referenced: string; readonly fields?: readonly string[] }
  /** What stands in it or is attached to it, of whatever type. */
  | { readonly children: true };

/**
 * How a rule looks at values: as if all were known. Where one is not, the engine runs the rule once for each scenario, so
 * that a verdict is what holds in all of them (DESIGN: rulings on the border).
 */
export interface RuleContext<Id extends string = string, Options = OptionValues> {
  readonly options: Options;
  /** The truth of a value. */
  readonly holds: (value: Value) => boolean;
  /** Whether a value is neither null nor empty. One that is given by a parameter counts as present. */
  readonly notEmpty: (value: Value) => boolean;
  /** The items of an array; one unknown item stands for those that cannot be counted. Null has no items. */
  readonly items: (value: Value) => readonly Value[];
  /** A value that must be known; the verdict is unknown where it is not. */
  readonly require: <T>(value: Value<T>) => T;
  /** True when the test is for one item, whatever it is for the others: an undecided test only matters if none decides. */
  readonly some: <T>(items: readonly T[], test: (item: T) => boolean) => boolean;
  /** False when the test is for one item, whatever it is for the others. */
  readonly every: <T>(items: readonly T[], test: (item: T) => boolean) => boolean;
  /** True when one test is, whatever the others are. */
  readonly either: (...tests: readonly (() => boolean)[]) => boolean;
  /** False when one test is, whatever the others are. */
  readonly both: (...tests: readonly (() => boolean)[]) => boolean;
  /** What a test gives if this scenario decides it; undefined otherwise. For reasons and evidence, never for verdicts. */
  readonly peek: <T>(test: () => T) => T | undefined;
  /** A reason of the rule's table. */
  readonly reason: (id: Id, values?: Readonly<Record<string, string>>, at?: Origin) => Reason;
}

/** A job that evaluates rules; `fix` takes those of `lint`, or of `scan` for what is live. */
export type RuleJob = 'lint' | 'scan' | 'verify';

/** The parts of Azure that a fix can be written for. */
export type FixKind = 'template' | 'live' | 'policy';

/**
 * The contract of a rule: what it is, said once, and one pure function that is written as if everything were known.
 * YAML rules compile to the same contract.
 */
export interface Rule<Id extends string = string, Options = OptionValues> {
  /** Readable name in PSRule's style; it may change, with an alias kept. */
  readonly name: string;
  /** A number for life that says nothing of severity and is never used again. */
  readonly ref: string;
  /** Names by which other tools or earlier versions know it. */
  readonly aliases: readonly string[];
  readonly synopsis: string;
  readonly level: Level;
  /** Of the Well-Architected Framework. */
  readonly pillar: string;
  readonly category: string;
  /** Controls of MCSB and CIS that it serves: those that their packs give it, and others by our reading. */
  readonly controls: readonly string[];
  /** The version that brought it. */
  readonly since: string;
  /** Resource types that it is evaluated for; letter case does not matter. `*`: all. */
  readonly targets: readonly string[];
  readonly needs?: readonly Need[];
  /**
   * The jobs that it runs in, by default all. One that only `verify` runs asks for what nothing else reads; `verify` runs it
   * whatever pack is chosen.
   */
  readonly jobs?: readonly RuleJob[];
  readonly options?: OptionSchemas;
  /** The message of a pass. */
  readonly pass: string;
  readonly reasons: Readonly<Record<Id, ReasonText>>;
  /** Kinds of fixes that can make it pass. */
  readonly fixes?: readonly FixKind[];
  // Methods, so that a rule of certain ids and options is a `Rule` of any.
  /** Which targets it is for; the others are `notApplicable`. Default: all of the type. */
  where?(target: Target, ctx: RuleContext<Id, Options>): boolean;
  /** What is wrong in one scenario; nothing: it passes. */
  check(target: Target, ctx: RuleContext<Id, Options>): readonly Reason[];
  /** A table that shows people what the verdict rests on; it does not decide. */
  evidence?(target: Target, ctx: RuleContext<Id, Options>): Table;
}

/** Makes a rule; ids of reasons and values of options are checked by the compiler. */
export function defineRule<const Id extends string, const Schemas extends OptionSchemas = Record<never, never>>(
  rule: Rule<Id, ValuesOf<Schemas>> & { readonly options?: Schemas },
): Rule {
  return Object.freeze(rule) as unknown as Rule;
}

/** Fills a message of a rule's table. A value that is missing is a mistake in the rule and says so. */
export function reasonMessage(rule: Rule, { id, values }: Pick<Reason, 'id' | 'values'>): string {
  const text = rule.reasons[id]?.message;
  if (text === undefined) throw new Error(`rule ${rule.name} has no reason '${id}'`);
  return fillText(text, (name) => {
    const value = values[name];
    if (value === undefined) throw new Error(`reason '${id}' of rule ${rule.name} needs a value '${name}'`);
    return value;
  });
}
