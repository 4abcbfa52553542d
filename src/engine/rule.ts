import type { Registry } from '../model/azure/registry.ts';
import type { Origin } from '../model/resource.ts';
import type { Sight } from './cases.ts';
import type { CoverageRow, Level } from './finding.ts';

/** What a rule says of a registry in one case of the unknowns. No reasons: it passes. */
export interface Judgement {
  readonly reasons: readonly ReasonDraft[];
}

/** A reason by its id; the engine puts the words to it from the rule's message table. */
export interface ReasonDraft {
  readonly id: string;
  readonly values: Readonly<Record<string, string>>;
  readonly category?: string;
  readonly origin?: Origin;
}

/** Values of a rule's options, all of them: what is not configured has its default. */
export type RuleOptions = Readonly<Record<string, string>>;

/**
 * The contract of a rule: what it is, said once, and one pure function. A rule sees values through `see`, as if every one
 * of them were known; the engine runs it for each case of those that are not.
 */
export interface Rule {
  /** Readable name in PSRule's style; it may change, with an alias kept. */
  readonly name: string;
  /** A number for life that says nothing of severity and is never used again. */
  readonly ref: string;
  /** Names by which other tools or earlier versions know it. */
  readonly alias: readonly string[];
  readonly synopsis: string;
  readonly level: Level;
  readonly type: string;
  /** Of the Well-Architected Framework. */
  readonly pillar: string;
  readonly category: string;
  /** Controls of MCSB and CIS that it serves. */
  readonly controls: readonly string[];
  /** The version that brought it. */
  readonly since: string;
  /** By reason id, with `{name}` for values; `pass` is what a pass says. */
  readonly messages: Readonly<Record<string, string>>;
  /** By reason id: what to do about it, in one sentence. */
  readonly remedies: Readonly<Record<string, string>>;
  /** Allowed values by option name; the first is the default. */
  readonly options: Readonly<Record<string, readonly string[]>>;
  /** It asks for properties of the registry. Templates stay in memory for it, so without this there are none to ask for. */
  readonly readsProperties?: boolean;
  readonly check: (registry: Registry, see: Sight, options: RuleOptions) => Judgement;
  /** Rows of the table category × setting × destination, for people; it does not decide. */
  readonly coverage?: (registry: Registry, see: Sight) => readonly CoverageRow[];
}

export function defineRule(rule: Rule): Rule {
  return Object.freeze(rule);
}

/** Fills a message of a rule's table. A value that is missing is a mistake in the rule and says so. */
export function messageOf(rule: Rule, id: string, values: Readonly<Record<string, string>>): string {
  const text = rule.messages[id];
  if (text === undefined) throw new Error(`rule ${rule.name} has no message '${id}'`);
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`message '${id}' of rule ${rule.name} needs a value '${name}'`);
    return value;
  });
}
