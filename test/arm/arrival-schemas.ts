import { filled, listOf, object, text, wholeNumber } from './schema-parts.ts';

/* What Azure answers of events, metrics and the activity log, as JSON Schema, after the REST specifications. */

const named = object({ value: filled, localizedValue: text });
const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$' };

/** Log Analytics query API v1, `queryResults`; `error` tells why a result is not whole. */
const logQuery = object(
  {
    tables: listOf(
      object({
        name: filled,
        columns: listOf(object({ name: filled, type: filled })),
        rows: listOf({
          type: 'array',
          items: [filled, filled, wholeNumber, time],
          minItems: 4,
          additionalItems: false,
        }),
      }),
    ),
  },
  { error: object({ code: filled, message: text }) },
);

/** The same of a query of a resource. */
const resourceQuery = object({
  tables: listOf(
    object({
      name: filled,
      columns: listOf(object({ name: filled, type: filled })),
      rows: listOf({ type: 'array', items: { type: ['string', 'null'] } }),
    }),
  ),
});

/** Microsoft.Insights 2024-02-01, `Response`. */
const metrics = object({
  cost: wholeNumber,
  timespan: filled,
  interval: filled,
  namespace: filled,
  resourceregion: filled,
  value: listOf(
    object({
      id: filled,
      type: { const: 'Microsoft.Insights/metrics' },
      name: named,
      displayDescription: text,
      unit: { const: 'Count' },
      timeseries: listOf(
        object({ metadatavalues: { type: 'array' }, data: listOf(object({ timeStamp: time, total: wholeNumber })) }),
      ),
      errorCode: filled,
    }),
  ),
});

/** Microsoft.Insights 2015-04-01, `EventDataCollection`; its many members are open. */
const activityEvents = object({
  value: listOf(object({ eventTimestamp: time, operationName: named, resourceId: filled, status: named }, {}, true)),
});

export const ARRIVAL_SCHEMAS = { logQuery, resourceQuery, metrics, activityEvents };
