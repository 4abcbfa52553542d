import type { Cause, CauseKind } from '../value/cause.ts';
import { message } from './message.ts';

const PHRASES = {
  parameter: 'cause.parameter',
  runtime: 'cause.runtime',
  environment: 'cause.environment',
  secret: 'cause.secret',
  module: 'part.module',
  permission: 'cause.permission',
  throttled: 'cause.throttled',
  limit: 'cause.limit',
  notRead: 'cause.not-read',
  activity: 'cause.activity',
} as const satisfies Record<CauseKind, string>;

/** A cause as it reads after "depends on": `parameter audit`, `a read that was refused: HTTP 403`. */
export function causePhrase({ kind, name, text = name }: Pick<Cause, 'kind' | 'name' | 'text'>): string {
  return message(PHRASES[kind], { name: text });
}
