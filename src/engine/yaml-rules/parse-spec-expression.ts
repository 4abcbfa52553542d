import { ALL_SUBJECTS, CONDITION_OPTIONS } from './conditions/condition-contract.ts';
import { CONDITIONS } from './conditions/index.ts';
import { integerOf } from './literal-equality.ts';
import { literalIn, parseCondition, parsePath } from './parse-condition.ts';
import { QUANTIFIERS, type SpecExpression } from './spec-expression.ts';
import { isSpecMap, pointerAt, type SpecReport, unknownKey } from './spec-report.ts';

const OPERATORS = ['allOf', 'anyOf', 'not'] as const;
const KNOWN = [
  ...OPERATORS,
  ...ALL_SUBJECTS,
  ...Object.keys(CONDITIONS),
  ...CONDITION_OPTIONS,
  ...QUANTIFIERS,
  'where',
];
const MAX_DEPTH = 50;
const ALWAYS: SpecExpression = { kind: 'always' };

/** Reads an expression. What is wrong is reported; what stands for it is never evaluated. */
export function parseSpecExpression(data: unknown, pointer: string, report: SpecReport, depth = 0): SpecExpression {
  if (depth > MAX_DEPTH) report(pointer, `nested more than ${MAX_DEPTH} levels deep`);
  if (depth > MAX_DEPTH) return ALWAYS;
  if (!isSpecMap(data)) report(pointer, 'must be an expression: a map');
  if (!isSpecMap(data) || Object.keys(data).length === 0) return ALWAYS;
  for (const key of Object.keys(data)) {
    if (!KNOWN.includes(key)) report(pointerAt(pointer, key), unknownKey(key, KNOWN), true);
  }
  const operator = OPERATORS.find((name) => Object.hasOwn(data, name));
  if (operator === undefined) return parseCondition(data, KNOWN, pointer, report) ?? ALWAYS;
  if (operator === 'not') return parseNot(data, pointer, report, depth);
  return parseJunction(operator, data, pointer, report, depth);
}

function parseNot(
  data: Readonly<Record<string, unknown>>,
  pointer: string,
  report: SpecReport,
  depth: number,
): SpecExpression {
  allowKeys(data, ['not'], 'not', pointer, report);
  return { kind: 'not', child: parseSpecExpression(data.not, pointerAt(pointer, 'not'), report, depth + 1) };
}

function parseJunction(
  operator: 'allOf' | 'anyOf',
  data: Readonly<Record<string, unknown>>,
  pointer: string,
  report: SpecReport,
  depth: number,
): SpecExpression {
  const list = data[operator];
  const at = pointerAt(pointer, operator);
  if (!Array.isArray(list)) report(at, `${operator} needs a list of expressions`);
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  const children = items.map((item, i) => parseSpecExpression(item, pointerAt(at, i), report, depth + 1));
  if (!Object.hasOwn(data, 'field')) {
    allowKeys(data, [operator], operator, pointer, report);
    return { kind: operator, children };
  }
  allowKeys(data, [operator, 'field', 'where', ...QUANTIFIERS], `${operator} of a field`, pointer, report);
  const path = parsePath(data.field, pointerAt(pointer, 'field'), report);
  const where = Object.hasOwn(data, 'where')
    ? parseSpecExpression(data.where, pointerAt(pointer, 'where'), report, depth + 1)
    : undefined;
  const quantifier = quantifierOf(data, pointer, report);
  return { kind: 'each', path, operator, children, ...(where && { where }), ...(quantifier && { quantifier }) };
}

function quantifierOf(data: Readonly<Record<string, unknown>>, pointer: string, report: SpecReport) {
  const name = QUANTIFIERS.find((one) => Object.hasOwn(data, one));
  if (name === undefined) return undefined;
  const others = QUANTIFIERS.filter((one) => one !== name && Object.hasOwn(data, one));
  for (const other of others)
    report(pointerAt(pointer, other), `${name} is there already, and PSRule reads one of them`, true);
  const count = integerOf(literalIn(data[name], pointerAt(pointer, name), report));
  if (count === undefined) report(pointerAt(pointer, name), `${name} needs a whole number`);
  return { name, count: count ?? 0 };
}

/** Keys that PSRule would skip in silence. */
function allowKeys(
  data: Readonly<Record<string, unknown>>,
  allowed: readonly string[],
  what: string,
  pointer: string,
  report: SpecReport,
): void {
  for (const key of Object.keys(data)) {
    if (!allowed.includes(key) && KNOWN.includes(key))
      report(pointerAt(pointer, key), `${key} has no effect beside ${what}`, true);
  }
}
