import { listed } from '../../../messages/listed.ts';
import { message, type NameAndText, named, nameMessage } from '../../../messages/message.ts';
import { ACCESS_LOGSTORE, INSTANCE_FIELD } from '../../../model/alibaba/instance-audit.ts';
import type { ScanProblem } from '../../../model/scan-problem.ts';
import type { Cause } from '../../../value/cause.ts';
import { symbol, type Unknown, type Value } from '../../../value/value.ts';
import { type AuditLogRead, type EventCounts, NOT_ACTIVATED, type PartRead } from './alibaba-record.ts';

const LOGSTORE = ACCESS_LOGSTORE;

/**
 * What is known of where the events of an instance go and whether they arrive, for `AUDIT_LOG_FIELD`: a part that could not be
 * read is an unknown with its cause, never absent.
 *
 * @param instance Its id, `cri-…`.
 */
export function auditLogValue(log: AuditLogRead, instance: string): Value {
  const { project, projectRead, logstore, index, events } = log;
  const parts = {
    project: named('audit-part.project'),
    logstore: named('audit-part.logstore', { logstore: LOGSTORE }),
    index: named('audit-part.index', { logstore: LOGSTORE }),
  };
  // A question of its own for each: whether a logstore is there says nothing of the days that it keeps.
  const partValue = <T>(
    question: string,
    key: keyof typeof parts,
    read: PartRead<T>,
    of: (value: T) => Value,
    missing: Value,
  ): Value => {
    if (read.status === 'read') return of(read.value);
    if (read.status === 'missing') return missing;
    return unknownOf(`${question}:${project}`, unreadPart(parts[key], project, read.problem));
  };
  // What holds the part that was read is there, whatever could be read of itself.
  const hasLogstore = logstore.status === 'read' || index.status === 'read' || events.status === 'read';
  return {
    project,
    isActivated: projectRead.status !== 'missing' || projectRead.code !== NOT_ACTIVATED,
    projectExists: hasLogstore || partValue('projectExists', 'project', projectRead, () => true, false),
    logstoreExists: hasLogstore || partValue('logstoreExists', 'logstore', logstore, () => true, false),
    days: partValue('days', 'logstore', logstore, ({ days }) => days, null),
    isIndexed: partValue('isIndexed', 'index', index, ({ hasInstances }) => hasInstances, false),
    events: eventsOf(log, instance),
  };
}

/** Stands for all of it where nothing of it was read. */
export function unreadAuditLog(cause: Cause): Unknown {
  return unknownOf(`all:${cause.name}`, cause);
}

function eventsOf({ project, events }: AuditLogRead, instance: string): Value {
  if (events.status === 'read') return arrived(events.value, instance, project);
  const cause: Cause =
    events.status === 'failed'
      ? unreadPart(eventsPart(), project, events.problem)
      : {
          kind: 'notRead',
          ...named('audit-cause.no-index', { logstore: LOGSTORE, project, field: INSTANCE_FIELD }),
        };
  return unknownOf(`events:${project}`, cause);
}

function eventsPart(): NameAndText {
  return named('audit-part.events', { logstore: LOGSTORE });
}

function unreadPart(part: NameAndText, project: string, { kind, message: problem }: ScanProblem): Cause {
  return {
    kind,
    name: nameMessage('audit-cause.part', { part: part.name, project, problem }),
    text: message('audit-cause.part', { part: part.text, project, problem }),
  };
}

/** That none arrived means one of two things, so it is not known what it means. */
function arrived({ from, to, isComplete, instances, problem }: EventCounts, instance: string, project: string): Value {
  const own = Object.hasOwn(instances, instance) ? instances[instance] : undefined;
  if (own !== undefined) return { count: own.count, last: own.last };
  if (problem !== undefined) return unknownOf(`events:${instance}`, unreadPart(eventsPart(), project, problem));
  const span = { from, to };
  const others = Object.keys(instances).sort();
  // The time that was looked at is another one in each scan.
  const name = nameMessage('audit-cause.events');
  const silence =
    others.length > 0
      ? message('audit-cause.silent', { ...span, others: listed(others) })
      : message('audit-cause.silent-region', span);
  const cause: Cause = isComplete
    ? { kind: 'activity', name, text: silence }
    : { kind: 'limit', name, text: message('audit-cause.incomplete', span) };
  return unknownOf(`events:${instance}`, cause);
}

function unknownOf(key: string, cause: Cause): Unknown {
  return symbol({ key: `audit:${key}`, text: cause.name, type: 'any', cause });
}
