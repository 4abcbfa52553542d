import { rules } from '../../rules/index.ts';
import type { Outcome as AnyOutcome } from '../../src/engine/finding.ts';
import type { JsonObject } from '../support/arm-templates.ts';
import { evaluateCase } from '../support/evaluate-case.ts';

export type Json = Readonly<Record<string, unknown>>;
export type Outcome = Exclude<AnyOutcome, 'suppressed'>;

/** One template and what must be said of its registries. `parameters` holds values as in a parameter file. */
export interface Case {
  readonly name: string;
  readonly template: Json;
  readonly parameters?: Json;
  readonly options?: { readonly coverage: 'setting' | 'destination' | 'any' };
  /** An array, in document order, when the template does not hold exactly one registry. */
  readonly verdict: Outcome | readonly Outcome[];
  /** Everything that decides an unknown verdict, each as `kind name`. */
  readonly dependsOn?: readonly string[];
}

export interface Answer {
  readonly verdict: Outcome | readonly Outcome[];
  readonly dependsOn: readonly string[];
}

/** What the rule answers for a case, in the words that a case uses. */
export function answerTo({ template, parameters = {}, options = { coverage: 'setting' } }: Case): Answer {
  const rule = rules.find(({ name }) => name === 'Azure.ACR.Logs');
  if (rule === undefined) throw new Error('Azure.ACR.Logs is not in the rule pack');
  const { verdicts } = evaluateCase(rule, { template: toJson(template), parameters: toJson(parameters), options });
  const outcomes = verdicts.map(({ outcome }) => outcome);
  const causes = verdicts.flatMap(({ dependsOn }) => dependsOn.map(({ kind, name }) => `${kind} ${name}`));
  return { verdict: outcomes.length === 1 && outcomes[0] ? outcomes[0] : outcomes, dependsOn: sorted(causes) };
}

export function expected({ verdict, dependsOn = [] }: Case): Answer {
  return { verdict, dependsOn: sorted(dependsOn) };
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

/** Cases leave members out by giving them as undefined. */
function toJson(value: Json): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
