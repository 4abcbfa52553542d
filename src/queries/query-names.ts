import { FileText } from './expression.ts';
import type { Query } from './query.ts';

/** Where the file of a query is written, from the folder of the templates. */
export function queryPath({ name }: Query): string {
  return `queries/${name}.kql`;
}

/** The query in a template: its header too, which says what may be changed. */
export function queryText(query: Query): FileText {
  return new FileText(queryPath(query), query.text);
}

/** `failed-logins` as an identifier. */
export function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
