import { type Answer, failure, ok } from './answer.ts';
import type { Arm, ArmRequest } from './arm.ts';

/** The page that the request asks for, with a link to the next one. The token in the link is the offset. */
export function page<T>(
  items: readonly T[],
  size: number,
  render: (item: T) => unknown,
  request: ArmRequest,
  arm: Arm,
): Answer {
  const token = request.query.get('$skiptoken') ?? request.query.get('$skipToken');
  const offset = token === null ? 0 : readOffset(token);
  if (offset === undefined) return failure(400, 'InvalidSkipToken', `The skip token '${token}' is not valid.`);
  const end = offset + size;
  const value = items.slice(offset, end).map(render);
  if (end >= items.length) return ok({ value });
  return ok({ value, nextLink: linkTo(request, arm, skipToken(end)) });
}

/** The request's own address with a skip token. */
export function linkTo({ path, query }: ArmRequest, { endpoint }: Arm, token: string): string {
  const version = query.get('api-version') ?? '';
  return `${endpoint}${path}?api-version=${version}&%24skiptoken=${encodeURIComponent(token)}`;
}

export function skipToken(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64url');
}

export function readOffset(token: string): number | undefined {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  // Made by faults only: links that never end lead to the first page again and again.
  if (/^endless:\d+$/.test(text)) return 0;
  const match = /^offset:(\d{1,9})$/.exec(text);
  return match === null ? undefined : Number(match[1]);
}
