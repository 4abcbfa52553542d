import { message, named } from '../../../messages/message.ts';
import { AUDIT_LOG_FIELD, INSTANCE_TYPE, instanceParts } from '../../../model/alibaba/instance-audit.ts';
import type { Origin } from '../../../model/resource.ts';
import type { NamedResource, Target, TargetNote } from '../../../model/target.ts';
import { COLLECTORS_PROPERTY } from '../../../value/cause.ts';
import { tryGet } from '../../../value/property-access.ts';
import { symbol, type Value } from '../../../value/value.ts';
import type { AuditLogRead, InstanceRecord } from './alibaba-record.ts';
import { auditLogValue, unreadAuditLog } from './audit-log-value.ts';

/** An instance as a rule sees it: one that a scan listed, or that a file declares. */
export interface SeenInstance {
  readonly name: Value;
  readonly id: Value;
  readonly origin: Origin;
  readonly auditLog: Value;
}

/** An instance that a scan listed, with what it read of the logstore of its region; undefined: nothing. */
export function scannedInstance({ id, resource }: InstanceRecord, log: AuditLogRead | undefined): Target {
  const { region = '', instance = '' } = instanceParts(id) ?? {};
  const unlisted = {
    kind: 'notRead',
    ...named('audit-cause.unlisted', { region }),
    property: COLLECTORS_PROPERTY,
  } as const;
  const auditLog = log === undefined ? unreadAuditLog(unlisted) : auditLogValue(log, instance);
  return instanceTarget({ name: resource.name === '' ? instance : resource.name, id, origin: { id }, auditLog });
}

/** An instance that a template declares, of which no template can tell whether it is audited. */
export function declaredInstance(name: Value, id: Value, origin: Origin): Target {
  const cause = { kind: 'notRead', ...named('audit-cause.declared'), property: AUDIT_LOG_FIELD } as const;
  return instanceTarget({ name, id, origin, auditLog: unreadAuditLog(cause) });
}

function instanceTarget({ name, id, origin, auditLog }: SeenInstance): Target {
  return {
    type: INSTANCE_TYPE,
    name,
    id,
    scope: '',
    origin,
    deployed: true,
    field: (path) => memberAt({ [AUDIT_LOG_FIELD]: auditLog }, path),
    collectors: [],
    related: () => [],
    relatedRead: () => [],
    named: nothingNamed,
    parts: () => [],
    notes: () => notesOf(auditLog, origin),
  };
}

function memberAt(body: Value, path: string): Value {
  return path.split('.').reduce<Value>((value, key) => tryGet(value, key), body);
}

/** When events of it were last seen: whether it is still in use is for a person to tell. */
function notesOf(auditLog: Value, origin: Origin): readonly TargetNote[] {
  const last = memberAt(auditLog, 'events.last');
  return typeof last === 'string' ? [{ message: message('note.events-until', { last }), origin }] : [];
}

/** Nothing of Alibaba Cloud is read by its id. */
function nothingNamed(type: string): NamedResource {
  const cause = { kind: 'notRead', name: type, property: type } as const;
  const unread = symbol({ key: `alibaba:${type.toLowerCase()}`, text: type, type: 'any', cause });
  return { candidates: [], exists: unread as Value<boolean>, unread };
}
