import type { SpecExpression, Subject } from './spec-expression.ts';

/** The types that a condition allows; undefined where any may be. */
export function allowedTypes(condition: SpecExpression): readonly string[] | undefined {
  const parts = condition.kind === 'allOf' ? condition.children : [condition];
  for (const part of parts) {
    if (part.kind !== 'condition' || !isType(part.subject) || !('literal' in part.expected)) continue;
    const { literal } = part.expected;
    const list = Array.isArray(literal) ? literal : [literal];
    if (
      (part.name === 'equals' || part.name === 'in') &&
      list.every((one) => typeof one === 'string' && one.includes('/'))
    )
      return list.map(String);
  }
  return undefined;
}

function isType(subject: Subject): boolean {
  if (subject.kind !== 'field') return subject.kind === 'type';
  const [step, ...others] = subject.path.steps;
  return others.length === 0 && step?.kind === 'member' && step.name.toLowerCase() === 'type';
}
