import { rules } from '../../rules/index.ts';
import { verdictOf } from '../../src/engine/verdict.ts';
import { join } from '../../src/model/azure/attach-settings.ts';
import type { JsonValue } from '../../src/sources/arm/json/json-value.ts';
import { parameterValues } from '../../src/sources/arm/parameter-file.ts';
import { templateInventory } from '../../src/sources/arm/template-inventory.ts';

export type Json = Readonly<Record<string, unknown>>;
export type Outcome = 'pass' | 'fail' | 'unknown' | 'error' | 'notApplicable';

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
export function answerTo({ template, parameters, options }: Case): Answer {
  const rule = rules.find(({ name }) => name === 'Azure.ACR.Logs');
  if (rule === undefined) throw new Error('Azure.ACR.Logs is not in the rule pack');
  const values = parameters && parameterValues(toJson(parameterFile(parameters)), 'main.parameters.json');
  const inventory = templateInventory(
    {
      file: 'main.json',
      template: toJson(template),
      values: values ?? new Map(),
      target: {},
      deploymentKey: 'main.json',
    },
    { basis: parameters === undefined ? 'defaults' : 'parameters' },
  );
  const verdicts = join(inventory).map((registry) => verdictOf(rule, registry, { coverage: 'setting', ...options }));
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

function parameterFile(values: Json): Json {
  const entries = Object.entries(values).map(([name, value]) => [name, isReference(value) ? value : { value }]);
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
    contentVersion: '1.0.0.0',
    parameters: Object.fromEntries(entries),
  };
}

function isReference(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'reference');
}

function toJson(value: Json): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}
