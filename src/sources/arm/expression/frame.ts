import type { CloudName } from '../../../model/azure/clouds.ts';
import type { Path } from '../../../util/location.ts';
import { LimitError } from '../../../value/limit-error.ts';
import type { Value } from '../../../value/value.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { Arity } from './arity.ts';
import type { DeploymentScope } from './scope.ts';

/** What one evaluation may cost, counted in steps so that the same input always ends the same way. */
export interface Budget {
  steps: number;
  depth: number;
  /** The number of visited values that are already charged as steps. */
  valuesCharged: number;
  /** The length of the longest expression, in characters. */
  longestExpression: number;
}

const MAX_STEPS = 1_000_000;

/** Counts steps of work and throws past the limit. */
export function step({ budget }: Frame, steps = 1): void {
  budget.steps += steps;
  if (budget.steps > MAX_STEPS)
    throw new LimitError('evaluation-limit', `evaluation takes more than ${MAX_STEPS} steps`);
}

/**
 * The maximum nesting of evaluations; real templates stay under 40. Values have their own depth limit, and both together
 * use at most half of the stack.
 */
const MAX_EVALUATION_DEPTH = 512;

/** Begins a nested evaluation; the caller restores `budget.depth` at its end. */
export function enter(budget: Budget, levels = 1): void {
  budget.depth += levels;
  if (budget.depth <= MAX_EVALUATION_DEPTH) return;
  // The error ends all running evaluations.
  budget.depth = 0;
  throw new LimitError('evaluation-depth', `evaluation is nested deeper than ${MAX_EVALUATION_DEPTH}`);
}

/** The enclosing loops of an expression, innermost first. The index is unknown if the count is. */
export interface Loop {
  readonly kind: 'resource' | 'other';
  readonly name: string;
  readonly index: Value;
  /** The second of two representative iterations of a loop with an unknown count. */
  readonly isRepresentative?: boolean;
  readonly outer: Loop | undefined;
}

/** A value bound by a lambda, innermost first. */
export interface Binding {
  readonly name: string;
  readonly value: Value;
  readonly outer: Binding | undefined;
}

/** What expressions of one deployment can access: one template with one set of parameter values. */
export interface Deployment {
  /** Unique in the run. Symbols of the deployment carry it. */
  readonly key: string;
  readonly scope: DeploymentScope;
  /** The target cloud, if specified. */
  readonly cloud?: CloudName | undefined;
  readonly parameter: (name: string) => Value;
  readonly variable: (name: string) => Value;
  /** The source of a parameter's value: a location in a parameter file, or JSON that is evaluated in a frame. */
  readonly parameterSource: (name: string) => ValueSource | undefined;
  readonly variableSource: (name: string) => ValueSource | undefined;
  readonly userFunction: (name: string) => UserFunction | undefined;
  /** The value of `deployment()`. */
  readonly self: () => Value;
  /** The result of `reference()` for an id, a name or a symbolic name, if the target is in the template. */
  readonly reference: (target: Value, full: boolean) => Value | undefined;
  /** The result of `references()` for the symbolic name of a loop; undefined when it is not known. */
  readonly references: (symbolicName: string, full: boolean) => Value | undefined;
  /** A resolved value from the `externalInputs` of a parameter file. */
  readonly externalInput?: ((name: string) => Value | undefined) | undefined;
  /** The id of the resource for an id, a name or a symbolic name, if it is in the template. */
  readonly idOf: (target: Value) => Value | undefined;
  /** The result of `resourceInfo()` for a symbolic name. */
  readonly resourceInfo: (symbolicName: string) => Value | undefined;
}

export type ValueSource =
  | { readonly json: JsonValue; readonly frame: Frame }
  | { readonly file: string; readonly path: Path };

export interface UserFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  /** The value of its output, in a frame that holds the arguments. */
  readonly evaluate: (frame: Frame) => Value;
}

/** The evaluation context of an expression. */
export interface Frame {
  readonly deployment: Deployment;
  readonly budget: Budget;
  readonly loop?: Loop | undefined;
  readonly binding?: Binding | undefined;
  /** The parameter whose default is being evaluated. */
  readonly parameterName?: string | undefined;
  /** The frame for expressions with an escaped bracket: that of the nested deployment whose template the parent evaluates. */
  readonly innerFrame?: Frame | undefined;
  /** Inside a user-defined function: its arguments by lower-case name, for `parameters()`. */
  readonly args?: ReadonlyMap<string, Value> | undefined;
}

/** A function whose result depends on the deployment, its scope or a loop. */
export interface ScopeFunction extends Arity {
  readonly evaluate: (args: readonly Value[], frame: Frame) => Value;
}
