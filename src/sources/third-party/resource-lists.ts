import { isObject, type ParsedObject } from '../azure/decode/json-object.ts';
import { getIgnoringCase } from './property-names.ts';

/** A list of resources as written by a program, and whether it may be incomplete. */
export interface ResourceList {
  readonly elements: readonly unknown[];
  /** It is one of several pages, or was truncated. */
  readonly hasMore: boolean;
  /** The number over all pages, as reported by Resource Graph. */
  readonly total?: number;
  /** The list is in `value`, as in responses of Azure Resource Manager and output of Azure CLI before 2.44. */
  readonly isWrapped: boolean;
  /** A single element, which PowerShell does not wrap in a list. */
  readonly isSingle: boolean;
}

const PLAIN_LIST = { hasMore: false, isWrapped: false, isSingle: false };

/** Deeper nested pages are rejected. */
const MAX_NESTING = 3;

/**
 * The lists in a JSON value: an array, a response of Azure Resource Manager (`value`), one of Resource Graph
 * (`data`; as objects, or as columns and rows), an array of any of these, or a single resource.
 */
export function listsIn(value: unknown, isResource: (value: ParsedObject) => boolean): readonly ResourceList[] {
  return listsWithin(value, isResource, MAX_NESTING) ?? [];
}

type IsResource = (value: ParsedObject) => boolean;

function listsWithin(value: unknown, isResource: IsResource, levels: number): readonly ResourceList[] | undefined {
  if (levels === 0) return undefined;
  if (Array.isArray(value)) return listsInArray(value, isResource, levels);
  if (!isObject(value)) return undefined;
  const wrapped = wrappedList(value) ?? graphList(value);
  if (wrapped !== undefined) return [wrapped];
  return isResource(value) ? [{ ...PLAIN_LIST, elements: [value], isSingle: true }] : undefined;
}

function listsInArray(array: readonly unknown[], isResource: IsResource, levels: number): readonly ResourceList[] {
  const isPage = (element: unknown): boolean =>
    Array.isArray(element) || (isObject(element) && (wrappedList(element) ?? graphList(element)) !== undefined);
  if (array.length === 0 || !array.every(isPage)) return [{ ...PLAIN_LIST, elements: array }];
  return array.flatMap((page) => listsWithin(page, isResource, levels - 1) ?? [{ ...PLAIN_LIST, elements: [page] }]);
}

/** A resource has an id; a response with a list does not. */
function wrappedList(value: ParsedObject): ResourceList | undefined {
  const elements = getIgnoringCase(value, 'value');
  if (!Array.isArray(elements) || getIgnoringCase(value, 'id', 'resourceid', 'resourcetype') !== undefined)
    return undefined;
  const link = getIgnoringCase(value, 'nextlink', 'odata.nextlink', '@odata.nextlink');
  return { ...PLAIN_LIST, elements, hasMore: isNonEmptyString(link), isWrapped: true };
}

function graphList(value: ParsedObject): ResourceList | undefined {
  const data = getIgnoringCase(value, 'data');
  const elements = Array.isArray(data) ? data : isObject(data) ? rowsAsObjects(data) : undefined;
  if (elements === undefined || getIgnoringCase(value, 'id', 'resourceid') !== undefined) return undefined;
  const total = getIgnoringCase(value, 'total_records', 'totalrecords');
  const cut = getIgnoringCase(value, 'resulttruncated', 'result_truncated');
  const isTruncatedResult = cut === true || cut === 1 || (typeof cut === 'string' && /^(?:true|1)$/i.test(cut));
  const hasMore =
    isTruncatedResult || isNonEmptyString(getIgnoringCase(value, 'skip_token', 'skiptoken', '$skiptoken'));
  const isCounted = typeof total === 'number';
  return {
    ...PLAIN_LIST,
    elements,
    hasMore: hasMore || (isCounted && total > elements.length),
    // The rest of a truncated result is on no other page.
    ...(isCounted && !isTruncatedResult && { total }),
  };
}

/** Rows of a table as objects. */
function rowsAsObjects({ columns, rows }: ParsedObject): readonly unknown[] | undefined {
  if (!Array.isArray(columns) || !Array.isArray(rows)) return undefined;
  const names = columns.map((column) => (isObject(column) && typeof column.name === 'string' ? column.name : ''));
  return rows.map((row) =>
    Array.isArray(row) ? Object.fromEntries(names.map((name, i) => [name, row[i] as unknown])) : row,
  );
}

function isNonEmptyString(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
