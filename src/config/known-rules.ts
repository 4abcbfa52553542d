import type { Level } from '../engine/finding.ts';
import type { OptionSchema, OptionSchemas } from '../engine/options.ts';
import { UsageError } from '../util/errors.ts';
import { quote, suggestion } from './config-problems.ts';

/** What the configuration needs to know of a rule; a rule's own metadata has this shape. */
export interface KnownRule {
  readonly name: string;
  /** Number for life, such as `ACRA-0001`. */
  readonly ref: string;
  readonly aliases: readonly string[];
  readonly level: Level;
  readonly options?: OptionSchemas;
}

/** The result of a lookup: what was found, or the problem as a sentence. */
export type Lookup<T> = { readonly found: T } | { readonly problem: string };

/** Finds a rule by name, alias or ref, without regard to case. */
export function findRule(word: string, rules: readonly KnownRule[]): Lookup<KnownRule> {
  const wanted = word.toLowerCase();
  const found = rules.find((rule) => namesOf(rule).some((name) => name.toLowerCase() === wanted));
  return found ? { found } : { problem: `unknown rule ${quote(word)}${ruleSuggestion(word, rules)}` };
}

/**
 * Finds the rules of `--rule` and `--exclude-rule`: a name, alias or ref, or the beginning of one followed by `*`.
 *
 * @throws UsageError when nothing matches or the `*` is not at the end.
 */
export function matchRules(flag: string, pattern: string, rules: readonly KnownRule[]): readonly KnownRule[] {
  const found = rulesMatching(pattern, rules);
  if ('problem' in found && found.problem.startsWith('"')) throw new UsageError(`${flag} ${found.problem}`);
  return foundOrThrow(found, flag);
}

/** The rules that a name, alias or ref means, or the beginning of one followed by `*`. */
export function rulesMatching(pattern: string, rules: readonly KnownRule[]): Lookup<readonly KnownRule[]> {
  const star = pattern.indexOf('*');
  if (star === -1) {
    const rule = findRule(pattern, rules);
    return 'found' in rule ? { found: [rule.found] } : rule;
  }
  if (star !== pattern.length - 1) return { problem: `${quote(pattern)}: * may only stand at the end` };
  const start = pattern.slice(0, -1).toLowerCase();
  const matches = rules.filter((rule) => namesOf(rule).some((name) => name.toLowerCase().startsWith(start)));
  return matches.length === 0 ? { problem: `no rule matches ${quote(pattern)}` } : { found: matches };
}

/** Finds an option of a rule, without regard to case; gives the name as the rule spells it. */
export function findOption(word: string, rule: KnownRule): Lookup<string> {
  const names = Object.keys(rule.options ?? {});
  const found = findIgnoringCase(word, names);
  if (found !== undefined) return { found };
  const help = names.length === 0 ? '; it has no options' : suggestion(word, names, 'its options');
  return { problem: `unknown option ${quote(word)} of ${rule.name}${help}` };
}

/** The schema of an option, by the name that `findOption` gave. */
export function schemaOf(option: string, { name, options = {} }: KnownRule): OptionSchema {
  const schema = Object.hasOwn(options, option) ? options[option] : undefined;
  if (schema === undefined) throw new Error(`rule ${name} has no option ${option}`);
  return schema;
}

/** Returns what was found, or throws a UsageError that begins with the flag. */
export function foundOrThrow<T>(result: Lookup<T>, flag: string): T {
  if ('found' in result) return result.found;
  throw new UsageError(`${flag}: ${result.problem}`);
}

function namesOf(rule: KnownRule): readonly string[] {
  return [rule.name, ...rule.aliases, rule.ref];
}

function findIgnoringCase(word: string, words: readonly string[]): string | undefined {
  return words.find((candidate) => candidate.toLowerCase() === word.toLowerCase());
}

function ruleSuggestion(word: string, rules: readonly KnownRule[]): string {
  const names = rules.flatMap(namesOf);
  // People leave out the beginning: "Logs" and "ACR.Logs" are too far from "Azure.ACR.Logs" for an edit distance.
  const ending = `.${word.toLowerCase()}`;
  const whole = names.filter((name) => name.toLowerCase().endsWith(ending)).sort()[0];
  return whole === undefined ? suggestion(word, names) : `; did you mean ${quote(whole)}?`;
}
