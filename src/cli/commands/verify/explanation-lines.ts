import type { QueryAnswer, RegistryExplanation } from '../../../api/results.ts';
import { message } from '../../../messages/message.ts';
import { evidenceTable } from '../../../reports/console/finding-block.ts';
import { type Line, styled } from '../../../util/safe-text.ts';

/** What the logs of a registry show, below what each query helps to find. */
export function explanationLines({ id, answers }: RegistryExplanation): readonly (string | Line)[] {
  const abouts = [...new Set(answers.map(({ about }) => about))];
  return [
    '',
    message('explain.registry', { registry: id }),
    ...abouts.flatMap((about) => [
      '',
      `  ${about}`,
      ...answers.filter((one) => one.about === about).flatMap(answerLines),
    ]),
  ];
}

function answerLines({ query, title, columns, rows, problem }: QueryAnswer): readonly (string | Line)[] {
  const head = (text: string): Line => ['    ', styled('dim', query), `  ${text}`];
  if (problem !== undefined) return [head(message('explain.problem', { title, problem }))];
  if (rows.length === 0) return [head(message('explain.none', { title }))];
  return [head(title), ...evidenceTable({ columns, rows: rows.map((row) => row.map((cell) => cell ?? '')) })];
}
