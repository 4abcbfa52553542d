import type { Registry } from '../model/azure/registry.ts';
import { isFault, isSymbol, isUnknown, isWhole, keyOf, type Value } from '../value/value.ts';
import type { CaseTree, Work } from './cases.ts';
import { differenceMaker } from './deciding.ts';
import type { Judgement, Rule, RuleOptions } from './rule.ts';
import { casesOf, leafOutcome } from './verdict.ts';

/** Parameters by name with the values they have: those whose values are listed were tried, the others left as they are. */
export interface Exploration {
  readonly listed: ReadonlyMap<string, Value>;
  readonly left: ReadonlyMap<string, Value>;
}

/** The values of deciding parameters with which a registry fails. */
export interface FailingCase {
  readonly values: readonly { readonly name: string; readonly value: Value }[];
}

/** What the cases of the listed values came to. */
export interface ExploredCases {
  readonly failing: readonly FailingCase[];
  /** It passes in every case. */
  readonly isAllPass: boolean;
  /** It fails in every case. */
  readonly isAllFail: boolean;
  /** Cases were left out because a bound was reached. */
  readonly isCut: boolean;
}

const MOST_FAILING = 20;

/** The cases in which a registry fails, by the parameters that decide. Only parameters can be chosen, so other questions end a case. */
export function exploreCases(rule: Rule, registry: Registry, options: RuleOptions, work: Work): ExploredCases {
  const failing: FailingCase[] = [];
  const outcomes = new Set<string>();
  let isCut = false;
  const tree = casesOf(rule, registry, options, work);
  if (tree === undefined) return { failing, isAllPass: false, isAllFail: false, isCut };
  const matters = differenceMaker(tree, leafOutcome);
  const visit = (node: CaseTree<Judgement>, values: FailingCase['values']): void => {
    if (node.kind === 'limit' || node.kind === 'skipped') isCut = true;
    else if (node.kind !== 'split') {
      const outcome = leafOutcome(node);
      outcomes.add(outcome);
      if (outcome === 'fail') failing.push({ values });
    } else if (matters(node)) {
      const { question } = node;
      const isParameter = isSymbol(question) && question.cause.kind === 'parameter';
      for (const { answer, tree: next } of node.branches) {
        visit(next, isParameter ? [...values, { name: question.cause.name, value: answer }] : values);
      }
    } else if (node.branches[0] !== undefined) visit(node.branches[0].tree, values);
  };
  visit(tree, []);
  isCut ||= failing.length > MOST_FAILING;
  const isAll = (outcome: string): boolean => !isCut && outcomes.size === 1 && outcomes.has(outcome);
  return { failing: failing.slice(0, MOST_FAILING), isAllPass: isAll('pass'), isAllFail: isAll('fail'), isCut };
}

/** What was found out, in words: each combination that fails, then which values were tried and which were not. */
export function explorationMessages(
  explored: readonly ExploredCases[],
  { listed, left }: Exploration,
): readonly string[] {
  if (explored.length === 0 || listed.size + left.size === 0) return [];
  const all = (holds: (cases: ExploredCases) => boolean): boolean => explored.every(holds);
  const combinations = explored.flatMap(({ failing }) =>
    failing.map(({ values }) => values.map((one) => valueText(one, listed)).join(' and ')),
  );
  const failing = combinations.filter((text) => text !== '').map((text) => `fails when ${text}`);
  const tried = namesText([...listed.keys()]);
  const result = all(({ isAllFail }) => isAllFail)
    ? `fails with every listed value of ${tried}`
    : all(({ isAllPass }) => isAllPass)
      ? `passes with every ${listed.size > 1 ? 'combination of the listed values' : 'listed value'} of ${tried}`
      : `tried every listed value of ${tried}`;
  const said = listed.size === 0 ? 'no parameter lists its values, so none was tried' : result;
  const cut = explored.some(({ isCut }) => isCut) ? ['there are more cases than were looked at'] : [];
  return [...new Set([...failing, said + leftText(left), ...cut])];
}

function valueText({ name, value }: FailingCase['values'][number], listed: Exploration['listed']): string {
  const actual = listed.get(name);
  const isActual = actual !== undefined && keyOf(actual) === keyOf(value);
  return `${name}=${JSON.stringify(value)}${isActual ? ' (its value here)' : ''}`;
}

const MAX_NAMES = 8;
const MAX_VALUE_CHARACTERS = 60;

function namesText(names: readonly string[]): string {
  const more = names.length - MAX_NAMES;
  return more > 0 ? `${names.slice(0, MAX_NAMES).join(', ')} and ${more} more` : names.join(', ');
}

/** `; workspaceId was left at ""`. A parameter without a value stands for every value and was left at none. */
function leftText(left: Exploration['left']): string {
  const known = [...left].filter(
    ([, value]) => !isFault(value) && !(isSymbol(value) && value.cause.kind === 'parameter'),
  );
  if (known.length === 0) return '';
  const texts = known.slice(0, MAX_NAMES).map(([name, value]) => `${name} was left ${leftAt(value)}`);
  const more = known.length - MAX_NAMES;
  return `; ${texts.join(', ')}${more > 0 ? ` and ${more} more as they are` : ''}`;
}

function leftAt(value: Value): string {
  if (isUnknown(value) || !isWhole(value)) return 'as it is';
  const text = JSON.stringify(value);
  return text.length > MAX_VALUE_CHARACTERS ? 'as it is' : `at ${text}`;
}
