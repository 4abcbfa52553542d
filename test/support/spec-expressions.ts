import { parseSpecExpression } from '../../src/engine/yaml-rules/parse-spec-expression.ts';
import { found, MISSING, readPath } from '../../src/engine/yaml-rules/read-path.ts';
import type { SpecExpression } from '../../src/engine/yaml-rules/spec-expression.ts';
import { type ExpressionEnv, truthOf } from '../../src/engine/yaml-rules/truth.ts';
import { fault, isFault, isUnknown, symbol, type Value, type ValueType } from '../../src/value/value.ts';

/* Expressions of rule files for tests, as data: what is a text in YAML is written as one. */

/** 1 January 2030, from which dates of tests count. */
export const NOW = Date.UTC(2030, 0, 1);

/** A parameter of a template, with its allowed values if it has any. */
export function parameter(name: string, type: ValueType, domain?: readonly Value[]): Value {
  return symbol({ key: name, text: name, type, cause: { kind: 'parameter', name }, ...(domain && { domain }) });
}

export const BROKEN = fault('no-member', 'there is no such member');

/** What is wrong with an expression, as `pointer: message`. */
export function problemsIn(expression: unknown): readonly string[] {
  const problems: string[] = [];
  parseSpecExpression(expression, '', (pointer, message) => void problems.push(`${pointer}: ${message}`));
  return problems;
}

export function expressionIn(data: unknown): SpecExpression {
  return parseSpecExpression(data, '', (pointer, message) => {
    throw new Error(`${pointer}: ${message}`);
  });
}

interface Surroundings {
  readonly type?: string;
  readonly name?: Value;
  readonly scope?: Value;
  readonly file?: string;
  readonly configuration?: Readonly<Record<string, Value>>;
}

/** The truth of an expression for an object. */
export function truthFor(
  expression: unknown,
  object: Value,
  { type, name, scope, file, configuration = {} }: Surroundings = {},
): Value<boolean> {
  const env: ExpressionEnv = {
    item: object,
    type: type === undefined ? MISSING : found(type),
    name: name === undefined ? MISSING : found(name),
    scope: found(scope ?? null),
    source: (wanted) => (wanted === 'Template' && file !== undefined ? found(file) : MISSING),
    valueAt: (path) => readPath(object, path).value,
    configuration: (key) => configuration[key] ?? null,
    now: NOW,
  };
  return truthOf(expressionIn(expression), env);
}

/** `undefined` for a question that stays open, and for a fault. */
export function decided(value: Value): boolean | undefined {
  return isUnknown(value) || isFault(value) ? undefined : value === true;
}

/** Stands in tables for a member that is not there. */
export const NOTHING = Symbol('nothing');

/** The answers of a condition about `is` of an object, as a word for each value: `yes`, `no` or `open`. */
export function answers(
  condition: Readonly<Record<string, unknown>>,
  values: readonly (Value | typeof NOTHING)[],
): string {
  return values
    .map((value) => {
      const object: Value = typeof value === 'symbol' ? {} : { is: value };
      const answer = decided(truthFor({ field: 'is', ...condition }, object));
      return answer === undefined ? 'open' : answer ? 'yes' : 'no';
    })
    .join(' ');
}
