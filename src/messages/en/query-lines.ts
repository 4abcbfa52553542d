/** Lines of `acraudit queries`. */
export const queryLines = {
  'queries.questions': 'Queries, for Log Analytics:',
  'queries.alerts': 'Queries of alert rules:',
  'queries.more':
    'acraudit queries NAME prints one, acraudit queries --out DIR writes all with templates that deploy them',
} as const;
