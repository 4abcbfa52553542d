import {
  ALL_SUBJECTS,
  CONDITION_OPTIONS,
  type Condition,
  type ConditionOptions,
  type SubjectKind,
} from './conditions/condition-contract.ts';
import { CONDITIONS } from './conditions/index.ts';
import { integerOf, type Literal, truthOf } from './literal-equality.ts';
import { type ObjectPath, PathError, parsePathText } from './object-path.ts';
import type { SpecExpression, Subject } from './spec-expression.ts';
import { parseFunction, type SpecFunction } from './spec-function.ts';
import { isSpecMap, pointerAt, type SpecReport } from './spec-report.ts';
import { PatternError } from './text-pattern.ts';
import { ConstraintError } from './version-constraint.ts';

const CONDITION_NAMES = Object.keys(CONDITIONS);

type SpecMap = Readonly<Record<string, unknown>>;

/**
 * Reads a condition: what it is about, its name with what is expected, and options.
 *
 * @param known Every key that an expression may have; those that are none are reported already.
 */
export function parseCondition(
  data: SpecMap,
  known: readonly string[],
  pointer: string,
  report: SpecReport,
): SpecExpression | undefined {
  const name = CONDITION_NAMES.find((one) => Object.hasOwn(data, one));
  const subjectKind = ALL_SUBJECTS.find((one) => Object.hasOwn(data, one));
  const condition = name === undefined ? undefined : CONDITIONS[name];
  if (name === undefined || condition === undefined) {
    if (Object.keys(data).every((key) => known.includes(key)))
      report(pointer, 'needs a condition, such as equals or exists');
    return undefined;
  }
  if (subjectKind === undefined) {
    report(pointer, `${name} needs what it is about: ${ALL_SUBJECTS.join(', ')}`);
    return undefined;
  }
  for (const key of Object.keys(data)) {
    const isRead = key === name || key === subjectKind || isOption(key);
    if (!isRead && known.includes(key))
      report(pointerAt(pointer, key), `${key} has no effect beside ${subjectKind} and ${name}`, true);
  }
  if (!condition.subjects.includes(subjectKind))
    report(
      pointerAt(pointer, name),
      `${name} cannot be asked of ${subjectKind}; of ${condition.subjects.join(', ')}`,
      true,
    );
  const subject = parseSubject(subjectKind, data[subjectKind], pointerAt(pointer, subjectKind), report);
  const options = optionsOf(name, condition, data, pointer, report);
  const expected = expectedOf(name, condition, data[name], options, pointerAt(pointer, name), report);
  return { kind: 'condition', subject, name, expected, options };
}

function isOption(key: string): boolean {
  return CONDITION_OPTIONS.some((option) => option === key);
}

function parseSubject(kind: SubjectKind, data: unknown, pointer: string, report: SpecReport): Subject {
  if (kind === 'field') return { kind, path: parsePath(data, pointer, report) };
  if (kind === 'value') return { kind, fn: parseValue(data, pointer, report) };
  if (kind === 'source') {
    if (typeof data !== 'string') report(pointer, 'must be a type of file, such as Template');
    return { kind, type: String(data) };
  }
  if (data !== '.') report(pointer, `${kind} can only be "."`);
  return { kind };
}

function parseValue(data: unknown, pointer: string, report: SpecReport): SpecFunction {
  if (!isSpecMap(data)) return { kind: 'literal', literal: literalIn(data, pointer, report) };
  if (Object.hasOwn(data, '$')) return parseFunction(data.$, pointerAt(pointer, '$'), report);
  report(pointer, 'must be a value, or a function behind $');
  return { kind: 'literal', literal: null };
}

/** Reads a path; the object itself stands for one that is none. */
export function parsePath(data: unknown, pointer: string, report: SpecReport): ObjectPath {
  try {
    if (typeof data === 'string') return parsePathText(data);
    report(pointer, 'must be a path');
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    report(pointer, error.message);
  }
  return { text: '.', steps: [] };
}

function optionsOf(
  name: string,
  condition: Condition,
  data: SpecMap,
  pointer: string,
  report: SpecReport,
): ConditionOptions {
  const given = CONDITION_OPTIONS.filter((option) => Object.hasOwn(data, option));
  const pairs = given.map((option) => {
    const at = pointerAt(pointer, option);
    if (!condition.options.includes(option)) report(at, `${option} has no effect on ${name}`, true);
    const value = truthOf(literalIn(data[option], at, report));
    if (value === undefined) report(at, `${option} must be true or false`);
    return [option, value === true] as const;
  });
  return Object.fromEntries(pairs);
}

function expectedOf(
  name: string,
  condition: Condition,
  data: unknown,
  options: ConditionOptions,
  pointer: string,
  report: SpecReport,
): Extract<SpecExpression, { kind: 'condition' }>['expected'] {
  if (isSpecMap(data)) {
    if (condition.takesResult && Object.hasOwn(data, '$'))
      return { fn: parseFunction(data.$, pointerAt(pointer, '$'), report) };
    report(pointer, condition.takesResult ? 'must be a value, or a function behind $' : `${name} takes no function`);
    return { literal: null };
  }
  const literal = literalIn(data, pointer, report);
  const problem = problemOf(condition.expects, literal, name);
  if (problem !== undefined) report(pointer, problem);
  else checkExpected(condition, literal, options, pointer, report);
  return { literal };
}

function problemOf(expects: Condition['expects'], literal: Literal, name: string): string | undefined {
  switch (expects) {
    case 'boolean':
      return truthOf(literal) === undefined ? `${name} needs true or false` : undefined;
    case 'integer':
      return integerOf(literal) === undefined ? `${name} needs a whole number` : undefined;
    case 'text':
      return literal === null || typeof literal === 'object' ? `${name} needs a text` : undefined;
    case 'texts':
      return literal === null ? `${name} needs a text or a list of texts` : undefined;
    case 'any':
      return undefined;
  }
}

function checkExpected(
  condition: Condition,
  literal: Literal,
  options: ConditionOptions,
  pointer: string,
  report: SpecReport,
): void {
  try {
    condition.check?.(literal, options);
  } catch (error) {
    if (!(error instanceof PatternError) && !(error instanceof ConstraintError)) throw error;
    report(pointer, error.message);
  }
}

/** A single value, or a list; what is in a list is text for PSRule, also in JSON, and null is left out of it. */
export function literalIn(data: unknown, pointer: string, report: SpecReport): Literal {
  if (!Array.isArray(data)) return scalarIn(data);
  return data.flatMap((item, i) => {
    if (typeof item === 'object' && item !== null) report(pointerAt(pointer, i), 'must be a single value');
    const value = scalarIn(item);
    if (value === null) return [];
    return [typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)];
  });
}

function scalarIn(data: unknown): string | number | boolean | null {
  return typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean' ? data : null;
}
