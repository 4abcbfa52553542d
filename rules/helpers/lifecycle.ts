import {
  BLOB_AGES,
  BLOB_TYPES,
  BLOBS_OF_RESOURCE,
  LOG_BLOB_TYPE,
  logContainer,
} from '../../src/model/azure/log-blobs.ts';
import type { Collector } from '../../src/model/target.ts';
import { equals, sameText } from '../../src/value/equality.ts';
import { beginsWith, isAtLeast, isStartOf } from '../../src/value/matching.ts';
import { tryGet } from '../../src/value/property-access.ts';
import { concatText } from '../../src/value/symbolic-string.ts';
import { symbol, type Value } from '../../src/value/value.ts';
import type { Ctx } from './audit-logs.ts';

/** A copy of logs in a storage account. */
export interface LogCopy {
  readonly collector: Collector;
  readonly category: string;
  /** Id of the registry. */
  readonly registry: Value;
}

/** Whether a lifecycle rule deletes a copy before it is as old as that. */
export function deletesCopy(rule: Value, copy: LogCopy, minimumDays: number, ctx: Ctx): boolean {
  const definition = tryGet(rule, 'definition');
  const deletion = tryGet(tryGet(tryGet(definition, 'actions'), 'baseBlob'), 'delete');
  return ctx.both(
    () => !ctx.holds(equals(tryGet(rule, 'enabled'), false)),
    () => ctx.some(BLOB_AGES, (age) => isBefore(tryGet(deletion, age), minimumDays, ctx)),
    () => concerns(tryGet(definition, 'filters'), copy, ctx),
  );
}

function isBefore(age: Value, minimumDays: number, ctx: Ctx): boolean {
  return ctx.both(
    () => ctx.holds(isAtLeast(age, 0)),
    () => !ctx.holds(isAtLeast(age, minimumDays)),
  );
}

/** Whether the filters of a rule, which all have to match, let it act on a copy. Logs have no index tags. */
function concerns(filters: Value, copy: LogCopy, ctx: Ctx): boolean {
  const types = tryGet(filters, 'blobTypes');
  const prefixes = tryGet(filters, 'prefixMatch');
  const has = (type: string): boolean =>
    !ctx.notEmpty(types) || ctx.some(ctx.items(types), (one) => ctx.holds(sameText(one, type)));
  if (ctx.notEmpty(tryGet(filters, 'blobIndexMatch'))) return false;
  if (copy.collector.kind === 'dataCollectionRule') {
    if (ctx.notEmpty(prefixes) || !BLOB_TYPES.every(has)) ctx.require(BLOBS_OF_RULES);
    return true;
  }
  return ctx.both(
    () => has(LOG_BLOB_TYPE),
    () => !ctx.notEmpty(prefixes) || ctx.some(ctx.items(prefixes), (prefix) => isOn(prefix, copy, ctx)),
  );
}

/** No page says which blobs a data collection rule writes. */
const BLOBS_OF_RULES = symbol({
  key: 'blobs-of-data-collection-rules',
  text: 'blobs of data collection rules',
  type: 'any',
  cause: { kind: 'limit', name: 'lifecycle rules for some of the blobs of a data collection rule' },
});

/** Whether what begins with a prefix, which starts with a container, has a part in the copy of a registry. */
function isOn(prefix: Value, { category, registry }: LogCopy, ctx: Ctx): boolean {
  const container = `${logContainer(category)}/`;
  if (ctx.holds(isStartOf(prefix, container))) return true;
  if (!ctx.holds(beginsWith(prefix, container))) return false;
  if (typeof prefix !== 'string') ctx.require(prefix);
  const within = String(prefix).slice(container.length);
  const blobs = concatText([BLOBS_OF_RESOURCE, registry, '/']);
  return ctx.either(
    () => ctx.holds(beginsWith(blobs, within)),
    () => typeof blobs === 'string' && within.toLowerCase().startsWith(blobs.toLowerCase()),
  );
}
