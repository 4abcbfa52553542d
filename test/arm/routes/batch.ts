import { type Answer, failure, ok } from '../answer.ts';
import { type Arm, type ArmRequest, type Route, TENANT_BUCKET } from '../arm.ts';

/**
 * `POST /batch`, which Microsoft does not document: up to 20 requests are answered at once; up to 500 named ones
 * without bodies are answered later, at the address in `Location`. Batches that are not done yet live in `pending`.
 */
export function batchRoutes(): readonly Route[] {
  const pending = new Map<string, { readonly done: number; readonly items: readonly Item[] }>();
  return [
    {
      method: 'POST',
      kind: 'batch',
      pattern: /^\/batch\/?$/i,
      bucket: (_, { batchCounts }) => (batchCounts === 'once' ? TENANT_BUCKET : undefined),
      handle: (request, arm) => {
        const items = readItems(request.body);
        if ('status' in items) return items;
        if (items.length <= 20) return ok({ responses: items.map((item) => responseTo(item, arm)) });
        const id = String(pending.size + 1);
        pending.set(id, { done: arm.clock.now() + arm.batchDelay, items });
        return accepted(id, request, arm);
      },
    },
    {
      method: 'GET',
      kind: 'batchResult',
      pattern: /^\/batch\/operationresults\/(?<id>\d+)$/i,
      handle: (request, arm) => {
        const id = request.params.id ?? '';
        const batch = pending.get(id);
        if (batch === undefined) return failure(404, 'OperationNotFound', `There is no batch '${id}'.`);
        if (arm.clock.now() < batch.done) return accepted(id, request, arm);
        return ok({ responses: batch.items.map((item) => responseTo(item, arm)) });
      },
    },
  ];
}

interface Item {
  readonly httpMethod: string;
  readonly name: string | undefined;
  readonly url: string;
  readonly content: unknown;
}

function readItems(body: unknown): readonly Item[] | Answer {
  const requests = typeof body === 'object' && body !== null && 'requests' in body ? body.requests : undefined;
  if (!Array.isArray(requests) || requests.length === 0) return invalid('The batch has no requests.');
  if (requests.length > 500) return invalid('A batch must not have more than 500 requests.');
  const items = requests.map(readItem);
  if (items.some((item) => item.url === '')) return invalid('A request of the batch has no URL.');
  if (items.length <= 20) return items;
  if (items.some(({ name, content }) => name === undefined || content !== undefined)) {
    return invalid('More than 20 requests need a name each and must have no content.');
  }
  return items;
}

function readItem(raw: unknown): Item {
  const item: Record<string, unknown> = typeof raw === 'object' && raw !== null ? { ...raw } : {};
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return {
    httpMethod: text(item.httpMethod) ?? 'GET',
    name: text(item.name),
    url: text(item.relativeUrl) ?? text(item.url) ?? '',
    content: item.content,
  };
}

function invalid(message: string): Answer {
  return failure(400, 'InvalidBatchRequest', message);
}

function responseTo({ httpMethod, name, url, content }: Item, arm: Arm): unknown {
  const { status, headers, body } = arm.dispatchItem(httpMethod, url, content);
  return {
    ...(name !== undefined && { name }),
    httpStatusCode: status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    content: body ?? null,
    contentLength: body === undefined ? 0 : JSON.stringify(body).length,
  };
}

function accepted(id: string, { query }: ArmRequest, { endpoint }: Arm): Answer {
  const version = query.get('api-version') ?? '';
  const Location = `${endpoint}/batch/operationresults/${id}?api-version=${version}`;
  return { status: 202, headers: { Location, 'Retry-After': '1' } };
}
