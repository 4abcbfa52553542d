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
  /** The count of walks through values up to which they are among the steps. */
  walksCharged: number;
  /** The length of the longest expression, in characters. */
  longest: number;
}

const MAX_STEPS = 1_000_000;

/** Counts steps of work, and refuses to go on past the bound. */
export function step({ budget }: Frame, steps = 1): void {
  budget.steps += steps;
  if (budget.steps > MAX_STEPS)
    throw new LimitError('evaluation-limit', `evaluation takes more than ${MAX_STEPS} steps`);
}

/**
 * How deep evaluations may be nested: templates of the wild stay under 40. Values are no deeper than their own bound, so
 * both together, one on top of the other, leave half of the stack free.
 */
const MAX_EVALUATION_DEPTH = 512;

/** Begins an evaluation inside another; `budget.depth` is put back at its end. */
export function enter(budget: Budget, levels = 1): void {
  budget.depth += levels;
  if (budget.depth <= MAX_EVALUATION_DEPTH) return;
  // It ends all evaluations that are under way.
  budget.depth = 0;
  throw new LimitError('evaluation-depth', `evaluation is nested deeper than ${MAX_EVALUATION_DEPTH}`);
}

/** The loop an expression stands in, innermost first. The index is unknown where the count is. */
export interface Loop {
  readonly kind: 'resource' | 'other';
  readonly name: string;
  readonly index: Value;
  /** The round stands, with another, for all of a loop that cannot be counted. */
  readonly isSecond?: boolean;
  readonly outer: Loop | undefined;
}

/** A value bound by a lambda, innermost first. */
export interface Binding {
  readonly name: string;
  readonly value: Value;
  readonly outer: Binding | undefined;
}

/** What expressions of one deployment can see: one template with one set of parameter values. */
export interface Deployment {
  /** Unique in the run. Symbols of the deployment carry it. */
  readonly key: string;
  readonly scope: DeploymentScope;
  /** The cloud that is deployed to, if somebody said which. */
  readonly cloud?: CloudName | undefined;
  readonly parameter: (name: string) => Value;
  readonly variable: (name: string) => Value;
  /** Where a parameter's value comes from: a place in a parameter file, or JSON that is evaluated in a frame. */
  readonly parameterSource: (name: string) => ValueSource | undefined;
  readonly variableSource: (name: string) => ValueSource | undefined;
  readonly userFunction: (name: string) => UserFunction | undefined;
  /** The value of `deployment()`. */
  readonly self: () => Value;
  /** What `reference()` gives for an id, a name or a symbolic name, if the target is in the template. */
  readonly reference: (target: Value, full: boolean) => Value | undefined;
  /** What `references()` gives for the symbolic name of a loop; undefined when that is not known. */
  readonly references: (symbolicName: string, full: boolean) => Value | undefined;
  /** A value that a tool put into a parameter file's `externalInputs`. */
  readonly externalInput?: ((name: string) => Value | undefined) | undefined;
  /** The id of the resource that an id, a name or a symbolic name means, if it is in the template. */
  readonly idOf: (target: Value) => Value | undefined;
  /** The id of the resource with a symbolic name, and what else `resourceInfo()` knows of it. */
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

/** Where an expression is evaluated. */
export interface Frame {
  readonly deployment: Deployment;
  readonly budget: Budget;
  readonly loop?: Loop | undefined;
  readonly binding?: Binding | undefined;
  /** The parameter whose default is being evaluated. */
  readonly parameterName?: string | undefined;
  /** Where texts with a doubled bracket are evaluated afterwards: in the nested deployment whose template its parent evaluates. */
  readonly doubled?: Frame | undefined;
  /** Inside a user-defined function `parameters()` means its arguments, by lower-case name. */
  readonly args?: ReadonlyMap<string, Value> | undefined;
}

/** A function whose result depends on where it is evaluated: on the deployment, its scope or a loop. */
export interface FrameFunction extends Arity {
  readonly evaluate: (args: readonly Value[], frame: Frame) => Value;
}
