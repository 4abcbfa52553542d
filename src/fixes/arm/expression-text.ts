import { isExpression, unescapeLiteral } from '../../sources/arm/expression/parse-expression.ts';

/** A JSON string as an expression without its brackets: `'acr'`, `parameters('name')`. */
export function toExpression(text: string): string {
  if (isExpression(text)) return text.slice(1, -1).trim();
  return `'${unescapeLiteral(text).replaceAll("'", "''")}'`;
}

/** `prefix` followed by a string or expression; a literal where both are. */
export function withPrefix(prefix: string, text: string): string {
  return isExpression(text) ? `[format('${prefix}{0}', ${toExpression(text)})]` : `${prefix}${unescapeLiteral(text)}`;
}

/** The id of a resource in the resource group of the deployment. */
export function resourceIdExpression(type: string, name: string): string {
  return `[resourceId('${type}', ${toExpression(name)})]`;
}

/** Renames the copy loop that `copyIndex` refers to. */
export function renameCopyLoop(text: string, from: string, to: string): string {
  const escaped = from.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replaceAll(
    new RegExp(`(copyIndex\\s*\\(\\s*')${escaped}(')`, 'gi'),
    (_, start: string, end: string) => start + to + end,
  );
}
