import { LimitError } from '../../../value/limit-error.ts';
import { secure } from '../../../value/secure.ts';
import { fault, limitSymbol, type Operation, symbol, type Value } from '../../../value/value.ts';
import { lazyValue } from '../../arm/expand/lazy.ts';
import { userFunctionsOf, variablesOf } from '../../arm/expand/variables.ts';
import { evaluateJson, type JsonObject } from '../../arm/expression/evaluate-json.ts';
import type { Deployment, Frame } from '../../arm/expression/frame.ts';
import type { JsonValue } from '../../arm/json/json-value.ts';
import { BASE_VARIABLE } from '../lower/base-variable.ts';
import { ENVIRONMENT_PREFIX } from './parameter-context.ts';

/** What the expressions of a parameter file are made of. */
export interface ParameterSource {
  /** Absolute. */
  readonly file: string;
  /** Variables and functions, as in a template. */
  readonly template: JsonObject;
  /** What is assigned, by name. */
  readonly assigned: ReadonlyMap<string, () => JsonValue | undefined>;
  /** The values of the file that it extends, by name. */
  readonly base: ReadonlyMap<string, Value>;
  /** The value of an environment variable; undefined where it is not set. */
  readonly environment: (name: string) => string | undefined;
  /** The value of a parameter that has no expression, such as a secret. */
  readonly special: (name: string) => Value | undefined;
}

export interface ParameterValues {
  readonly parameter: (name: string) => Value;
  /** Of a part of the file, such as an argument. */
  readonly evaluate: (json: JsonValue) => Value;
}

/**
 * Evaluates the expressions of a parameter file as far as they are known. What is wrong is a fault, and what takes too long
 * is an unknown with the cause `limit`; neither ends the others.
 */
export function parameterValues(source: ParameterSource): ParameterValues {
  const budget = { steps: 0, depth: 0, valuesCharged: 0, longestExpression: 0 };
  const frame = (): Frame => ({ deployment, budget });
  const variable = variablesOf({ run: { budget }, template: source.template }, frame);
  const cells = new Map<string, () => Value>();
  const bounded = boundedEvaluation();
  const parameter = (name: string): Value => {
    const known = cells.get(name);
    if (known !== undefined) return known();
    const cell = lazyValue(`parameter '${name}'`, { budget }, () => assignedOrBase(name, source, frame()));
    cells.set(name, cell);
    return cell();
  };
  const deployment: Deployment = {
    ...NO_DEPLOYMENT,
    key: `${source.file}:parameters`,
    parameter,
    variable: (name) => ownVariable(name, source) ?? variable(name),
    userFunction: userFunctionsOf(source.template),
  };
  return {
    parameter: (name) => bounded(name, () => parameter(name)),
    evaluate: (json) => bounded('', () => evaluateJson(json, frame())),
  };
}

function assignedOrBase(name: string, source: ParameterSource, frame: Frame): Value {
  const special = source.special(name);
  if (special !== undefined) return special;
  const json = source.assigned.get(name)?.();
  if (json !== undefined) return evaluateJson(json, frame);
  return source.base.get(name) ?? fault('no-parameter', `the file assigns no parameter '${name}'`);
}

/** What an environment variable holds may be a secret: it decides, and is never printed. */
function ownVariable(name: string, { base, environment }: ParameterSource): Value | undefined {
  if (name === BASE_VARIABLE) return Object.assign(Object.create(null), Object.fromEntries(base));
  if (!name.startsWith(ENVIRONMENT_PREFIX)) return undefined;
  const variable = name.slice(ENVIRONMENT_PREFIX.length);
  const text = `readEnvironmentVariable('${variable.replaceAll("'", "''")}')`;
  const key = `environment-variable:${variable}`;
  const held = environment(variable);
  if (held !== undefined) return secure(key, text, held);
  return symbol({
    key,
    text,
    type: 'string',
    cause: { kind: 'environment', name: variable },
  });
}

const nothing = (what: string): Value => fault('parameter-expression', `a parameter file has no ${what}`);

/** A parameter file is evaluated before anything is deployed. */
const NO_DEPLOYMENT: Omit<Deployment, 'key' | 'parameter' | 'variable' | 'userFunction'> = {
  scope: { kind: 'tenant' },
  parameterSource: () => undefined,
  variableSource: () => undefined,
  self: () => nothing('deployment'),
  reference: () => undefined,
  references: () => undefined,
  idOf: () => undefined,
  resourceInfo: () => undefined,
};

const EVALUATION: Operation = { name: 'value', type: 'any', apply: ([value = null]) => value };

/** Values that may reach a limit, each of which takes long: the others are unknown then. */
const MAX_LIMITED = 20;

function boundedEvaluation(): (name: string, evaluate: () => Value) => Value {
  const reached: string[] = [];
  const limited = (name: string, reason: string): Value =>
    limitSymbol(EVALUATION, [name], `${name === '' ? 'the value' : `parameter '${name}'`}: ${reason}`);
  return (name, evaluate) => {
    const last = reached[MAX_LIMITED - 1];
    if (last !== undefined) return limited(name, last);
    try {
      return evaluate();
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      reached.push(error.message);
      return limited(name, error.message);
    }
  };
}
