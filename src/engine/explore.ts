import { message } from '../messages/message.ts';
import type { Target } from '../model/target.ts';
import { canonicalKey, isConcrete, isFault, isSymbol, isUnknown, type Value } from '../value/value.ts';
import { isDecisive } from './deciding-causes.ts';
import type { ScenarioTree, Work } from './enumerate-scenarios.ts';
import type { OptionValues } from './options.ts';
import type { Rule } from './rule.ts';
import { leafOutcome, type RuleResult, scenariosOf } from './verdict.ts';

/** Parameters by name with the values they have: those whose values are listed were tried, the others left as they are. */
export interface ExplorationSummary {
  readonly listed: ReadonlyMap<string, Value>;
  readonly unlisted: ReadonlyMap<string, Value>;
}

/** The values of deciding parameters with which a target fails. */
export interface FailingScenario {
  readonly values: readonly { readonly name: string; readonly value: Value }[];
}

/** What the scenarios of the listed values came to. */
export interface ExploredScenarios {
  readonly failing: readonly FailingScenario[];
  /** It passes in every scenario. */
  readonly isAllPass: boolean;
  /** It fails in every scenario. */
  readonly isAllFail: boolean;
  /** Scenarios were left out because a bound was reached. */
  readonly isCut: boolean;
}

const MAX_FAILING = 20;

/** The scenarios in which a target fails, by the parameters that decide. Only parameters can be chosen, so other questions end a scenario. */
export function exploreScenarios(rule: Rule, target: Target, options: OptionValues, work: Work): ExploredScenarios {
  const failing: FailingScenario[] = [];
  const outcomes = new Set<string>();
  let isCut = false;
  const tree = scenariosOf(rule, target, options, work);
  if (tree === undefined) return { failing, isAllPass: false, isAllFail: false, isCut };
  const matters = isDecisive(tree, leafOutcome);
  const visit = (node: ScenarioTree<RuleResult>, values: FailingScenario['values']): void => {
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
  isCut ||= failing.length > MAX_FAILING;
  const isAll = (outcome: string): boolean => !isCut && outcomes.size === 1 && outcomes.has(outcome);
  return { failing: failing.slice(0, MAX_FAILING), isAllPass: isAll('pass'), isAllFail: isAll('fail'), isCut };
}

/** What was found out, as sentences: each combination that fails, then which values were tried and which were not. */
export function explorationMessages(
  explored: readonly ExploredScenarios[],
  { listed, unlisted: left }: ExplorationSummary,
): readonly string[] {
  if (explored.length === 0 || listed.size + left.size === 0) return [];
  const combinations = explored.flatMap(({ failing }) =>
    failing.map(({ values }) => values.map((one) => valueText(one, listed)).join(message('list.and'))),
  );
  const failing = combinations.filter((text) => text !== '').map((values) => message('explore.fails-when', { values }));
  const cut = explored.some(({ isCut }) => isCut) ? [message('explore.not-all')] : [];
  return [...new Set([...failing, triedText(explored, listed) + leftText(left), ...cut])];
}

function triedText(explored: readonly ExploredScenarios[], listed: ExplorationSummary['listed']): string {
  if (listed.size === 0) return message('explore.none');
  const names = namesText([...listed.keys()]);
  if (explored.every(({ isAllFail }) => isAllFail)) return message('explore.always-fails', { names });
  if (!explored.every(({ isAllPass }) => isAllPass)) return message('explore.tried', { names });
  return message(listed.size > 1 ? 'explore.always-passes-combined' : 'explore.always-passes', { names });
}

function valueText({ name, value }: FailingScenario['values'][number], listed: ExplorationSummary['listed']): string {
  const actual = listed.get(name);
  const text = JSON.stringify(value);
  const isActual = actual !== undefined && canonicalKey(actual) === canonicalKey(value);
  return message(isActual ? 'explore.value-here' : 'explore.value', { name, value: text });
}

const MAX_NAMES = 8;
const MAX_VALUE_CHARACTERS = 60;

function namesText(names: readonly string[]): string {
  const list = names.slice(0, MAX_NAMES).join(', ');
  const count = names.length - MAX_NAMES;
  return count > 0 ? message('list.more', { list, count }) : list;
}

/** `; workspaceId was left at ""`. A parameter without a value stands for every value and was left at none. */
function leftText(left: ExplorationSummary['unlisted']): string {
  const known = [...left].filter(
    ([, value]) => !isFault(value) && !(isSymbol(value) && value.cause.kind === 'parameter'),
  );
  if (known.length === 0) return '';
  const list = known.slice(0, MAX_NAMES).map(leftAt).join(', ');
  const count = known.length - MAX_NAMES;
  return count > 0 ? message('explore.left-more', { list, count }) : message('explore.left', { list });
}

function leftAt([name, value]: readonly [string, Value]): string {
  const text = isUnknown(value) || !isConcrete(value) ? undefined : JSON.stringify(value);
  return text === undefined || text.length > MAX_VALUE_CHARACTERS
    ? message('explore.left-as-is', { name })
    : message('explore.left-at', { name, value: text });
}
