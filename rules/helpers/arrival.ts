import { message, named } from '../../src/messages/message.ts';
import {
  ACTIVITY_EVENTS_SEGMENTS,
  ACTIVITY_EVENTS_TYPE,
  EVENT_QUERY_TYPE,
  METRICS_SEGMENTS,
  METRICS_TYPE,
  QUERY_SEGMENT,
  SETTING_DELAY_MINUTES,
} from '../../src/model/azure/arrivals.ts';
import type { ReferencedResource, Target } from '../../src/model/target.ts';
import { tryGet } from '../../src/value/property-access.ts';
import { concatText } from '../../src/value/symbolic-string.ts';
import { symbol, type Unknown, type Value } from '../../src/value/value.ts';
import type { Ctx } from './audit-logs.ts';
import { referenced } from './referenced.ts';
import { shown } from './text.ts';

/** The events of a category that a workspace has of a registry, as the query counted them; null: none. */
export function eventsIn(target: Target, workspace: Value, category: string, ctx: Ctx): Value {
  const found = required(target, EVENT_QUERY_TYPE, concatText([withoutSlash(workspace), QUERY_SEGMENT]), ctx);
  const own = tryGet(found.field('properties.registries'), lower(target.id));
  if (own === null) ctx.require(left('query', `events of it in ${shown(workspace)}`, undefined, 'notRead'));
  return tryGet(own, category);
}

/** Pulls and pushes that events have to be there of, and the time that they are counted in. */
export interface CountedActivity {
  readonly count: number;
  readonly from: string;
  readonly to: string;
}

/**
 * What happened in the time in which events have to arrive: from when the collectors were last changed, and Azure had time to
 * follow. The verdict is open where that time has not begun, or nothing happened in it.
 */
export function activityOf(target: Target, ctx: Ctx): CountedActivity {
  const changes = required(target, ACTIVITY_EVENTS_TYPE, concatText([target.id, ACTIVITY_EVENTS_SEGMENTS]), ctx);
  const [from, to, changed] = ['from', 'to', 'lastChange'].map((name) => textAt(changes, name));
  if (from === undefined || to === undefined)
    return ctx.require(left('activity', 'its changes', undefined, 'notRead') as never);
  if (from >= to)
    ctx.require(
      left(
        'young',
        'what collects its logs',
        message('arrival.young', { changed: changed ?? '', minutes: SETTING_DELAY_MINUTES }),
      ),
    );
  const metrics = required(target, METRICS_TYPE, concatText([target.id, METRICS_SEGMENTS]), ctx);
  const count = Number(metrics.field('properties.pulls')) + Number(metrics.field('properties.pushes'));
  if (!(count > 0)) ctx.require(left('idle', 'pulls and pushes', message('arrival.idle', { from })));
  return { count, from, to };
}

/** Leaves the verdict open: a token lasts for hours and anonymous pulls need none, so that no login is no proof. */
export function requireLogin(ctx: Ctx): void {
  ctx.require(left('logins', 'logins', message('arrival.logins')));
}

/** Leaves the verdict open: only workspaces can be asked. */
export function requireWorkspace(ctx: Ctx): void {
  const { name, text } = named('arrival.elsewhere');
  ctx.require(left('elsewhere', name, text, 'notRead'));
}

function required(target: Target, type: string, id: Value, ctx: Ctx): ReferencedResource {
  const found = referenced(target, type, id, ctx);
  return found ?? (ctx.require(target.named(type, id).unread) as never);
}

function textAt({ field }: ReferencedResource, name: string): string | undefined {
  const value = field(`properties.${name}`);
  return typeof value === 'string' ? value : undefined;
}

function left(key: string, name: string, text = name, kind: 'activity' | 'notRead' = 'activity'): Unknown {
  return symbol({ key: `arrival:${key}:${text}`, text, type: 'any', cause: { kind, name, text } });
}

function withoutSlash(id: Value): Value {
  return typeof id === 'string' ? id.replace(/\/$/, '') : id;
}

function lower(id: Value): Value {
  return typeof id === 'string' ? id.toLowerCase() : id;
}
