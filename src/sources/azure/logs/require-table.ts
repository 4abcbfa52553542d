import { TABLE_TYPE } from '../../../model/azure/resource-types.ts';
import type { ParsedObject } from '../decode/json-object.ts';
import { ReadFailure, readFailure } from '../live/read-failure.ts';
import { readResource } from '../live/read-resources.ts';
import type { RequestContext } from '../live/request-context.ts';
import { rowsOfQuery } from './query-events.ts';
import type { TimeSpan } from './time-span.ts';

const BAD_REQUEST = 400;

/**
 * Tells a table that has no rows from one that the identity may not read: a union leaves both out, and asked by itself the latter
 * answers as one that does not exist. Access by rows ("Granular RBAC") cannot be told.
 *
 * @param id Of the workspace, without a slash at the end.
 * @throws ReadFailure where the table exists, or may exist, and gives no answer.
 */
export async function requireTable(
  context: RequestContext,
  { id, workspace, table }: { readonly id: string; readonly workspace: ParsedObject; readonly table: string },
  span: TimeSpan,
): Promise<void> {
  const columns = ['TimeGenerated'];
  try {
    await rowsOfQuery(context, workspace, { query: `${table} | project TimeGenerated | take 0`, columns }, span);
  } catch (error) {
    if ((error as { readonly statusCode?: unknown }).statusCode !== BAD_REQUEST) throw error;
    const found = await readResource(context, TABLE_TYPE, `${id}/tables/${table}`, []);
    if (found.status === 'missing') return;
    if (found.status === 'failed') throw new ReadFailure(found.problem);
    throw readFailure('permission', 'TableNotReadable', `${table} exists, and cannot be queried`);
  }
}
