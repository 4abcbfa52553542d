import type { Value } from '../value/value.ts';

/**
 * What was found out in a scenario. Rules of a target run one after another and ask much the same: whether it is deployed,
 * what its fields are. Questions are told apart as objects, so that what one rule asks never answers another's.
 */
export interface ScenarioMemory<Scenario> {
  /** Values as they are in it. */
  readonly values: Map<object, Value>;
  /** The same where what is assumed of them is taken to be so. */
  readonly assumptions: Map<object, Value>;
  /** What each answer to a question led to; undefined where it contradicts. */
  readonly following: Map<Value, Map<Value, Scenario | undefined>>;
  /** Scenarios of the target that may still be remembered. */
  readonly budget: { left: number };
}

const MAX_REMEMBERED = 256;

/** Nothing is known yet. */
export function createMemory<Scenario>(budget = { left: MAX_REMEMBERED }): ScenarioMemory<Scenario> {
  return { values: new Map(), assumptions: new Map(), following: new Map(), budget };
}

/** What an answer leads to, made once while there is room. */
export function rememberFollowing<Scenario extends object>(
  { following, budget }: ScenarioMemory<Scenario>,
  question: Value,
  answer: Value,
  make: () => Scenario | undefined,
): Scenario | undefined {
  const answers = following.get(question) ?? new Map<Value, Scenario | undefined>();
  if (answers.has(answer)) return answers.get(answer);
  const made = make();
  if (budget.left <= 0) return made;
  budget.left--;
  const remembered = made && { ...made, memory: createMemory<Scenario>(budget) };
  following.set(question, answers.set(answer, remembered));
  return remembered;
}
