import { isExpression, unescapeLiteral } from '../../sources/arm/expression/parse.ts';

/** A JSON text as an expression without its brackets: `'acr'`, `parameters('name')`. */
export function asExpression(text: string): string {
  if (isExpression(text)) return text.slice(1, -1).trim();
  return `'${unescapeLiteral(text).replaceAll("'", "''")}'`;
}

/** `prefix` followed by what a text says, as a literal where it is one. */
export function prefixed(prefix: string, text: string): string {
  return isExpression(text) ? `[format('${prefix}{0}', ${asExpression(text)})]` : `${prefix}${unescapeLiteral(text)}`;
}

/** The id of a resource in the group that is deployed to. */
export function resourceIdOf(type: string, name: string): string {
  return `[resourceId('${type}', ${asExpression(name)})]`;
}

/** Gives the loop that a text refers to by name another name. */
export function renameLoop(text: string, from: string, to: string): string {
  const escaped = from.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replaceAll(
    new RegExp(`(copyIndex\\s*\\(\\s*')${escaped}(')`, 'gi'),
    (_, start: string, end: string) => start + to + end,
  );
}
