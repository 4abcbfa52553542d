import { READ_VERSIONS } from '../../../model/azure/api-versions.ts';
import { isObject, type ParsedObject } from '../decode/json-object.ts';
import type { ListResult, ReadResource, ResourceRecord, ScanProblem } from '../decode/scan-record.ts';
import { isNotFound } from './list-registries.ts';
import { extraFields, fieldsOfRegistry } from './listed-fields.ts';
import { INTERRUPTED, problemOf, readFailure, withContext } from './read-failure.ts';
import { itemsOf, type RequestContext, sendRequest, subscriptionBucket, TENANT_BUCKET } from './request-context.ts';
import { responseError } from './subscriptions.ts';

/** What is kept of every resource, beside the fields that rules need. */
const KEPT = ['id', 'name', 'type', 'location', 'kind'] as const;

const MAX_PAGES = 50;
const MAX_ITEMS = 10_000;
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Codes with which Azure says that there is no such thing; another 404 may be that of a proxy. A subscription that is not
 * found may be one of another tenant, so what stands in it is not known.
 */
const MISSING = /^(?:ResourceNotFound|ParentResourceNotFound|ResourceGroupNotFound|NotFound|ManagementPolicyNotFound)$/;

/** Reads a resource by its id. Never throws: a failure is part of the result. */
export async function readResource(
  context: RequestContext,
  type: string,
  id: string,
  fields: readonly string[],
): Promise<ResourceRecord['result']> {
  try {
    const [body] = await get(context, id, versionOf(type), 1);
    if (!isResource(body)) throw readFailure('limit', 'UnexpectedAnswer', 'the response is not a resource');
    const { id: _, ...read } = reduced(body, id, fields);
    return { status: 'read', ...read };
  } catch (error) {
    const { code = '' } = error as { code?: string };
    if (isNotFound(error) || (error as { statusCode?: number }).statusCode === 404)
      if (MISSING.test(code)) return { status: 'missing' };
    return { status: 'failed', problem: failure(context, `reading ${type}`, error) };
  }
}

/** Whatever else is answered with 200 would be a resource that has none of its properties set. */
function isResource(body: unknown): boolean {
  return isObject(body) && typeof body.id === 'string' && isObject(body.properties);
}

/** Lists the resources of a type that belong to a scope: an id of a registry, a subscription or a management group. */
export async function listResources(
  context: RequestContext,
  type: string,
  scope: string,
  fields: readonly string[],
): Promise<ListResult> {
  try {
    const pages = await get(context, listPath(type, scope), versionOf(type), MAX_PAGES);
    return { status: 'read', resources: itemsOf(pages).map((one) => reduced(one, undefined, fields)) };
  } catch (error) {
    return { status: 'failed', problem: failure(context, `listing ${type}`, error) };
  }
}

/** Lists what a path answers, filtered and cut down to some members in OData's way. Throws where it cannot be read as a whole. */
export async function listFiltered(
  context: RequestContext,
  path: string,
  version: string,
  filter: string,
  members: readonly string[],
): Promise<readonly ParsedObject[]> {
  const options = `&$filter=${encodeURIComponent(filter)}&$select=${members.join(',')}`;
  return itemsOf(await get(context, path, version, MAX_PAGES, options));
}

/** A resource cut down to what rules need. A field that is too large makes it unreadable. */
export function reduced(body: unknown, asked: string | undefined, fields: readonly string[]): ReadResource {
  const found: ParsedObject = isObject(body) ? body : {};
  const id = asked ?? found.id;
  if (typeof id !== 'string' || !isObject(body))
    throw readFailure('limit', 'UnexpectedAnswer', 'a resource in the response has no id');
  const kept = Object.fromEntries(KEPT.flatMap((name) => (isText(found[name]) ? [[name, found[name]]] : [])));
  const resource = {
    ...fieldsOfRegistry(body, fields),
    ...kept,
    ...skuOf(found.sku),
    ...timesOf(found.systemData, fields),
  };
  return { id: id.startsWith('/') ? id : `/${id}`, resource, whole: [...KEPT, 'sku', ...extraFields(fields)] };
}

function skuOf(sku: unknown): ParsedObject {
  if (!isObject(sku)) return {};
  const texts = ['name', 'tier'].flatMap((name) => (isText(sku[name]) ? [[name, sku[name]]] : []));
  return { sku: Object.fromEntries(texts) };
}

const SYSTEM_DATA = 'systemData.';

/** When a resource was written, where that is asked for: Azure Resource Manager may say it, Resource Graph has no column of it. */
function timesOf(systemData: unknown, fields: readonly string[]): ParsedObject {
  if (!isObject(systemData)) return {};
  const names = fields.flatMap((path) => (path.startsWith(SYSTEM_DATA) ? [path.slice(SYSTEM_DATA.length)] : []));
  const texts = names.flatMap((name) => (isText(systemData[name]) ? [[name, systemData[name]]] : []));
  return texts.length === 0 ? {} : { systemData: Object.fromEntries(texts) };
}

const MAX_TEXT = 1000;

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= MAX_TEXT;
}

function listPath(type: string, scope: string): string {
  const [namespace = '', ...names] = type.split('/');
  const own = `/providers/${namespace}/`;
  const at = scope.toLowerCase().lastIndexOf(own.toLowerCase());
  // A part of the scope: its type goes on where that of the scope ends.
  if (at >= 0 && names.length > 1) return `${scope}/${names.at(-1)}`;
  return `${scope}${own}${names.join('/')}`;
}

function versionOf(type: string): string {
  return READ_VERSIONS[type] ?? '';
}

/** Sends a GET and follows its pages, with the SDK's own pipeline: sign-in, throttling and bounds are those of all reads. */
async function get(
  context: RequestContext,
  path: string,
  version: string,
  maxPages: number,
  options = '',
): Promise<readonly unknown[]> {
  const [, subscriptions = '', subscription = ''] = path.split('/');
  const bucket = subscriptions.toLowerCase() === 'subscriptions' ? subscriptionBucket(subscription) : TENANT_BUCKET;
  return sendRequest(context, { bucket, maxPages, maxBytes: MAX_BYTES, maxItems: MAX_ITEMS }, async ({ rest }) => {
    let link: string | undefined = `${encodeURI(path)}?api-version=${version}${options}`;
    while (link !== undefined) {
      const { status, body }: { status: string; body: unknown } = await rest.pathUnchecked(link).get();
      if (status !== '200') throw responseError(Number(status), body);
      const next: unknown = isObject(body) ? body.nextLink : undefined;
      link = typeof next === 'string' && next !== '' ? next : undefined;
    }
  });
}

function failure({ signal }: RequestContext, what: string, error: unknown): ScanProblem {
  return signal.aborted ? INTERRUPTED : withContext(what, problemOf(error));
}
