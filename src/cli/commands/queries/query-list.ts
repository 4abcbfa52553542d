import { message } from '../../../messages/message.ts';
import type { Query, QueryCatalog } from '../../../queries/query.ts';
import { wrap } from '../../../reports/console/terminal.ts';

const GAP = '  ';

/** Names and titles of all queries, with what each answers below. */
export function queryListLines({ queries, alerts }: QueryCatalog, width: number): readonly string[] {
  const nameWidth = Math.max(...[...queries, ...alerts].map(({ name }) => name.length));
  const lines = (list: readonly Query[]): readonly string[] =>
    list.flatMap(({ name, title, description }) => [
      `${name.padEnd(nameWidth)}${GAP}${title}`,
      ...wrap(description, width - GAP.length).map((line) => `${GAP}${line}`),
    ]);
  return [
    message('queries.questions'),
    ...lines(queries),
    '',
    message('queries.alerts'),
    ...lines(alerts),
    '',
    ...wrap(message('queries.more'), width),
  ];
}
