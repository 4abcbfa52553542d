import { isObject, type JsonObject } from '../azure/decode/json-object.ts';
import { anyCase } from './members.ts';

/** A list of resources as a program wrote it, and whether it may lack some. */
export interface ResourceList {
  readonly elements: readonly unknown[];
  /** It is a page, and there are more; or it was cut. */
  readonly hasMore: boolean;
  /** How many there are over all pages, as Resource Graph says. */
  readonly total?: number;
  /** As Azure Resource Manager answers, and as Azure CLI wrote before 2.44: the list stands in `value`. */
  readonly isWrapped: boolean;
  /** A single element, which PowerShell writes without a list around it. */
  readonly isSingle: boolean;
}

const PLAIN = { hasMore: false, isWrapped: false, isSingle: false };

/** Pages of pages are none. */
const MAX_NESTING = 3;

/**
 * The lists that a JSON value holds: an array, an answer of Azure Resource Manager (`value`), one of Resource Graph
 * (`data`; as objects, or as columns and rows), an array of any of these, or a single resource.
 */
export function listsIn(value: unknown, isResource: (value: JsonObject) => boolean): readonly ResourceList[] {
  return within(value, isResource, MAX_NESTING) ?? [];
}

type IsResource = (value: JsonObject) => boolean;

function within(value: unknown, isResource: IsResource, levels: number): readonly ResourceList[] | undefined {
  if (levels === 0) return undefined;
  if (Array.isArray(value)) return inArray(value, isResource, levels);
  if (!isObject(value)) return undefined;
  const wrapped = wrappedList(value) ?? graphList(value);
  if (wrapped !== undefined) return [wrapped];
  return isResource(value) ? [{ ...PLAIN, elements: [value], isSingle: true }] : undefined;
}

function inArray(array: readonly unknown[], isResource: IsResource, levels: number): readonly ResourceList[] {
  const isPage = (element: unknown): boolean =>
    Array.isArray(element) || (isObject(element) && (wrappedList(element) ?? graphList(element)) !== undefined);
  if (array.length === 0 || !array.every(isPage)) return [{ ...PLAIN, elements: array }];
  return array.flatMap((page) => within(page, isResource, levels - 1) ?? [{ ...PLAIN, elements: [page] }]);
}

/** A resource has an id; an answer with a list in it has none. */
function wrappedList(value: JsonObject): ResourceList | undefined {
  const elements = anyCase(value, 'value');
  if (!Array.isArray(elements) || anyCase(value, 'id', 'resourceid', 'resourcetype') !== undefined) return undefined;
  const link = anyCase(value, 'nextlink', 'odata.nextlink', '@odata.nextlink');
  return { ...PLAIN, elements, hasMore: isText(link), isWrapped: true };
}

function graphList(value: JsonObject): ResourceList | undefined {
  const data = anyCase(value, 'data');
  const elements = Array.isArray(data) ? data : isObject(data) ? rowsOf(data) : undefined;
  if (elements === undefined || anyCase(value, 'id', 'resourceid') !== undefined) return undefined;
  const total = anyCase(value, 'total_records', 'totalrecords');
  const cut = anyCase(value, 'resulttruncated', 'result_truncated');
  const isCut = cut === true || cut === 1 || (typeof cut === 'string' && /^(?:true|1)$/i.test(cut));
  const hasMore = isCut || isText(anyCase(value, 'skip_token', 'skiptoken', '$skiptoken'));
  const isCounted = typeof total === 'number';
  return {
    ...PLAIN,
    elements,
    hasMore: hasMore || (isCounted && total > elements.length),
    // The rest of a result that was cut is on no page.
    ...(isCounted && !isCut && { total }),
  };
}

/** Rows of a table as objects. */
function rowsOf({ columns, rows }: JsonObject): readonly unknown[] | undefined {
  if (!Array.isArray(columns) || !Array.isArray(rows)) return undefined;
  const names = columns.map((column) => (isObject(column) && typeof column.name === 'string' ? column.name : ''));
  return rows.map((row) =>
    Array.isArray(row) ? Object.fromEntries(names.map((name, i) => [name, row[i] as unknown])) : row,
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
