import type { RunError } from '../../engine/finding.ts';
import { message } from '../../messages/message.ts';
import { EVENT_DELAY_MINUTES, MAX_VERIFIED_DAYS } from '../../model/azure/arrivals.ts';
import type { Clock } from '../../sources/azure/live/clock.ts';
import type { QueriedRows, RegistryQuestions } from '../../sources/azure/logs/explain-registry.ts';
import { UsageError } from '../../util/errors.ts';
import type { VerifyRequest } from '../requests.ts';
import type { QueryAnswer, RegistryExplanation, VerifyResult } from '../results.ts';
import { evaluateRegistries, refuseLiveOptions } from '../scan/scan-registries.ts';
import { scanSettings } from '../scan/scan-settings.ts';
import { type ExplainedQuery, explainedQueries } from './explained-queries.ts';

export const DEFAULT_SINCE = '24h';

const MINUTES = { m: 1, h: 60, d: 24 * 60 } as const;
const MIN_MINUTES = EVENT_DELAY_MINUTES + 10;
const MAX_MINUTES = MAX_VERIFIED_DAYS * MINUTES.d;

/** @throws UsageError when parts of a request are wrong or contradict each other. */
export function checkVerifyRequest(request: VerifyRequest): void {
  const { since, armEndpoint, logsEndpoint, explain } = request;
  refuseLiveOptions(request, [
    ...(since === undefined ? [] : ['--since']),
    ...(logsEndpoint === undefined ? [] : ['--logs-endpoint']),
    ...(explain === undefined ? [] : ['--explain']),
  ]);
  minutesOf(since ?? DEFAULT_SINCE);
  if (explain?.trim() === '') throw new UsageError('--explain: the name of the registry is empty');
  if ((armEndpoint === undefined) !== (logsEndpoint === undefined))
    throw new UsageError(
      '--arm-endpoint and --logs-endpoint go together: the one names a cloud, the other where its workspaces are queried',
    );
}

/**
 * Evaluates the registries that Azure or a file of an earlier run holds, and whether their events arrived.
 *
 * @param clock Waits and times; by default the system's.
 * @throws UsageError when the request or a configuration is wrong; what cannot be read is an error of the result.
 */
export async function verifyRegistries(request: VerifyRequest, clock?: Clock): Promise<VerifyResult> {
  checkVerifyRequest(request);
  const { since = DEFAULT_SINCE, logsEndpoint, explain } = request;
  const minutes = minutesOf(since);
  const explaining = explain === undefined ? undefined : explanationOf(explain, minutes);
  const done = await evaluateRegistries(request, 'verify', clock, (config) => {
    const { custom, ...settings } = scanSettings(request, config);
    return {
      ...settings,
      ...(custom && { custom: { ...custom, ...(logsEndpoint !== undefined && { logsEndpoint }) } }),
      arrivedSince: minutes,
      ...(explaining && { questions: explaining.questions }),
    };
  });
  const explanation = explaining?.found();
  if (explain === undefined || explanation !== undefined) return { ...done, ...(explanation && { explanation }) };
  const missing: RunError = { code: 'scan-incomplete', message: message('error.not-explained', { registry: explain }) };
  return { ...done, result: { ...done.result, errors: [...done.result.errors, missing] } };
}

interface Explaining {
  readonly questions: RegistryQuestions;
  readonly found: () => RegistryExplanation | undefined;
}

function explanationOf(registry: string, minutes: number): Explaining {
  const asked = explainedQueries(minutes);
  let explanation: RegistryExplanation | undefined;
  return {
    questions: {
      registry,
      queries: asked.map(({ query }) => query.text),
      onAnswer: (id, results) => {
        explanation = { id, answers: asked.flatMap((one, i) => answerOf(one, results[i])) };
      },
    },
    found: () => explanation,
  };
}

function answerOf({ about, query }: ExplainedQuery, result: QueriedRows | undefined): readonly QueryAnswer[] {
  if (result === undefined) return [];
  const base = { about, query: query.name, title: query.title };
  if ('problem' in result) return [{ ...base, columns: [], rows: [], problem: result.problem.message }];
  return [{ ...base, ...result }];
}

/** How far back, in minutes: long enough for an event to be there, and no longer than metrics are kept. */
function minutesOf(since: string): number {
  const [, digits = '', unit = 'm'] = /^(\d{1,6})([mhd])$/.exec(since) ?? [];
  const minutes = digits === '' ? 0 : Number(digits) * MINUTES[unit as keyof typeof MINUTES];
  if (minutes >= MIN_MINUTES && minutes <= MAX_MINUTES) return minutes;
  throw new UsageError(
    `--since: expected a time such as 24h, 7d or 90m, from ${MIN_MINUTES}m to ${MAX_VERIFIED_DAYS}d`,
  );
}
