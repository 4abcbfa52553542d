import type { Registry } from '../model/registry.ts';
import { isSymbol, type Value } from '../model/value.ts';
import type { CaseTree, Work } from './cases.ts';
import { differenceMaker } from './deciding.ts';
import type { Judgement, Rule, RuleOptions } from './rule.ts';
import { casesOf, leafOutcome } from './verdict.ts';

/** The values of deciding parameters with which a registry fails. */
export interface FailingCase {
  readonly values: readonly { readonly name: string; readonly value: Value }[];
}

export interface Exploration {
  readonly failing: readonly FailingCase[];
  /** Cases were left out because a bound was reached. */
  readonly isCut: boolean;
}

const MOST_FAILING = 20;

/** The cases in which a registry fails, by the parameters that decide. Only parameters can be chosen, so other questions end a case. */
export function failingCases(rule: Rule, registry: Registry, options: RuleOptions, work: Work): Exploration {
  const failing: FailingCase[] = [];
  let isCut = false;
  const tree = casesOf(rule, registry, options, work);
  if (tree === undefined) return { failing, isCut };
  const matters = differenceMaker(tree, leafOutcome);
  const visit = (node: CaseTree<Judgement>, values: FailingCase['values']): void => {
    if (node.kind === 'limit' || node.kind === 'skipped') isCut = true;
    else if (node.kind !== 'split') {
      if (leafOutcome(node) === 'fail') failing.push({ values });
    } else if (matters(node)) {
      const { question } = node;
      const isParameter = isSymbol(question) && question.cause.kind === 'parameter';
      for (const { answer, tree: next } of node.branches) {
        visit(next, isParameter ? [...values, { name: question.cause.name, value: answer }] : values);
      }
    } else if (node.branches[0] !== undefined) visit(node.branches[0].tree, values);
  };
  visit(tree, []);
  return { failing: failing.slice(0, MOST_FAILING), isCut: isCut || failing.length > MOST_FAILING };
}
