import type { Expression } from './kql-expression.ts';
import { type Pipeline, parseKql, type Step } from './kql-parse.ts';

/**
 * What Kusto accepts and no query of ours may do: decide by `ResultType`, which is the same in every record, and compare or
 * sort by `DurationMs`, which is text.
 */
export function lintKql(text: string): readonly string[] {
  const { values, tables, result } = parseKql(text);
  const decided = [...tables.values(), result].flatMap(stepsOf).flatMap(decisionsOf);
  return [...new Set([...values.values(), ...decided].flatMap(problemsOf))];
}

function stepsOf({ steps }: Pipeline): readonly Step[] {
  return steps.flatMap((step) => (step.is === 'join' ? [step, ...stepsOf(step.right)] : [step]));
}

/** The expressions that something depends on, each as the predicate that it is part of. */
function decisionsOf(step: Step): readonly Expression[] {
  switch (step.is) {
    case 'where':
      return [step.condition];
    case 'order':
      // What is sorted is compared.
      return step.by.map(({ value }) => ({ is: 'binary', operator: '<', left: value, right: value }));
    case 'summarize':
      return [...step.values, ...step.by].map(({ value }) => value);
    case 'join':
      return step.on.map((name) => ({
        is: 'binary',
        operator: '==',
        left: { is: 'name', name },
        right: { is: 'name', name },
      }));
    default:
      return step.columns.map(({ value }) => value);
  }
}

function problemsOf(expression: Expression): readonly string[] {
  const operands = compared(expression);
  const names = operands.flatMap((operand) => (operand.is === 'name' ? [operand.name] : []));
  return [
    ...(operands.some((operand) => namesIn(operand).includes('ResultType'))
      ? ['ResultType decides nothing: it is the same in every record']
      : []),
    ...(names.includes('DurationMs') ? ['DurationMs is text: use todouble(DurationMs)'] : []),
    ...partsOf(expression).flatMap(problemsOf),
  ];
}

/** Whose order or equality an expression asks for. */
function compared(expression: Expression): readonly Expression[] {
  if (expression.is === 'binary')
    return /^(?:and|or|[+*/-])$/.test(expression.operator) ? [] : [expression.left, expression.right];
  if (expression.is === 'between') return [expression.of, expression.low, expression.high];
  if (expression.is === 'in') return [expression.of];
  if (expression.is !== 'call') return [];
  return /^(?:min|max|percentile|isempty|isnotempty)$/.test(expression.name) ? expression.args : [];
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.is) {
    case 'binary':
      return [expression.left, expression.right];
    case 'between':
      return [expression.of, expression.low, expression.high];
    case 'in':
      return [expression.of, ...expression.items];
    case 'call':
      return expression.args;
    default:
      return [];
  }
}

function namesIn(expression: Expression): readonly string[] {
  return expression.is === 'name' ? [expression.name] : partsOf(expression).flatMap(namesIn);
}
