import type { PackControl } from '../../rules/packs/index.ts';
import type { Rule } from '../engine/rule.ts';
import { UsageError } from '../util/errors.ts';
import { nearest } from '../util/nearest.ts';
import { type NamedPack, namedPacks } from './find-pack.ts';

/** A control that a rule serves. */
export interface RuleControl {
  /** The name of the standard as it stands before the id: `MCSB`. */
  readonly standard: string;
  readonly version?: string;
  readonly id: string;
  /** The pack of the standard, where the rule is in it. */
  readonly pack?: string;
  /** Whether a source of the pack states it; otherwise it is this tool's reading of the standard. */
  readonly verified: boolean;
}

type StandardPack = NamedPack & Required<Pick<NamedPack, 'standard'>>;

const standards = namedPacks.filter((pack): pack is StandardPack => pack.standard !== undefined);

/** The controls of a rule: first those of packs, then those that only its metadata names. */
export function controlsOf(rule: Rule): readonly RuleControl[] {
  const mapped = standards.flatMap((pack) =>
    pack.rules.filter(({ name }) => name === rule.name).flatMap(({ controls = [] }) => controls.map(packControl(pack))),
  );
  const known = new Set(mapped.map(controlLabel));
  return [...mapped, ...rule.controls.filter((label) => !known.has(label)).map(ownControl)];
}

/** `MCSB LT-3`: a control as the metadata of rules, their pages and reports write it. */
export function controlLabel({ standard, id }: Pick<RuleControl, 'standard' | 'id'>): string {
  return `${standard} ${id}`;
}

function packControl({ name: pack, standard }: StandardPack): (control: PackControl) => RuleControl {
  const { name, version } = standard;
  return ({ id, verified = true }) => ({
    standard: name,
    ...(version !== undefined && { version }),
    id,
    pack,
    verified,
  });
}

/** A label of a rule's metadata, in which the id is the last word. */
function ownControl(label: string): RuleControl {
  const end = label.lastIndexOf(' ');
  const standard = label.slice(0, end);
  const version = standards.find((pack) => pack.standard.name === standard)?.standard.version;
  return { standard, ...(version !== undefined && { version }), id: label.slice(end + 1), verified: false };
}

/**
 * A test for the controls that a word means: `LT-3`, or with a name of the standard `MCSB LT-3`, `mcsb-v1 LT-3`,
 * `ISO 27001:2022 A.8.15`. Letter case does not matter; the id is compared as a whole, so that 6.1.4 is not 6.1.
 *
 * @throws UsageError with the nearest control, if no rule serves one of that name
 */
export function controlMatcher(word: string, known: readonly RuleControl[]): (control: RuleControl) => boolean {
  const wanted = normalized(word);
  const matches = (control: RuleControl): boolean => spellings(control).some((text) => normalized(text) === wanted);
  if (!known.some(matches)) throw unknownControl(word, known);
  return matches;
}

function spellings({ standard, id }: RuleControl): readonly string[] {
  return [id, ...namesOfStandard(standard).map((name) => `${name} ${id}`)];
}

/** With and without the version; a standard without a pack has one name. */
function namesOfStandard(standard: string): readonly string[] {
  const pack = standards.find((candidate) => candidate.standard.name === standard);
  if (pack === undefined) return [standard];
  const { version, aliases } = pack.standard;
  const names = [standard, ...aliases];
  return [...names, ...(version === undefined ? [] : names.map((name) => `${name} ${version}`)), pack.name];
}

/** `ISO 27001:2022` and `CIS 6.0: 6.1.4` are written with colons. */
function normalized(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s:]+/g, ' ');
}

function unknownControl(word: string, known: readonly RuleControl[]): UsageError {
  const message = `unknown control '${word}'`;
  const named = known.find(({ standard }) => namesOfStandard(standard).some((name) => isOf(word, name)));
  const own = named === undefined ? known : known.filter(({ standard }) => standard === named.standard);
  const close = nearest(word, unique(own.map(({ id }) => id))) ?? nearest(word, unique(own.flatMap(spellings)));
  if (close !== undefined) return new UsageError(`${message}; did you mean ${close}?`);
  const list = unique(own.map(({ id, standard }) => (named === undefined ? standard : id))).join(', ');
  return new UsageError(
    `${message}; there are controls of ${named === undefined ? list : `${named.standard}: ${list}`}`,
  );
}

function isOf(word: string, standard: string): boolean {
  const [whole, name] = [normalized(word), normalized(standard)];
  return whole === name || whole.startsWith(`${name} `);
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}
