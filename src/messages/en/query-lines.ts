/** Lines of `acraudit queries`. */
export const queryLines = {
  'queries.questions': 'Queries, for Log Analytics:',
  'queries.alerts': 'Queries of alert rules:',
  'queries.more':
    'acraudit queries NAME prints one, acraudit queries --out DIR writes all with templates that deploy them',
  'explain.registry': 'what the logs of {registry} show',
  'explain.none': '{title}: nothing',
  'explain.problem': '{title}: could not be asked: {problem}',
} as const;
