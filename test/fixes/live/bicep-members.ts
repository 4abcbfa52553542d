import type { Expression } from './bicep-syntax.ts';

/** What an object holds, in order. */
export function members(body: Expression): readonly (readonly [string, Expression])[] {
  if (body.is !== 'object') throw new Error('a body that is no object');
  return body.members;
}

export function member(body: Expression | undefined, name: string): Expression | undefined {
  return body === undefined ? undefined : members(body).find(([key]) => key === name)?.[1];
}

export function required(body: Expression | undefined, name: string): Expression {
  const found = member(body, name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}
