import type { queryLines as english } from '../en/query-lines.ts';

/** Lines of `acraudit queries`. */
export const queryLines = {
  'queries.questions': '用于 Log Analytics 的查询：',
  'queries.alerts': '警报规则的查询：',
  'queries.more': 'acraudit queries NAME 显示其中一个，acraudit queries --out DIR 写入全部查询及部署它们的模板',
  'explain.registry': '{registry} 的日志显示的内容',
  'explain.none': '{title}：无',
  'explain.problem': '{title}：无法查询：{problem}',
} as const satisfies Record<keyof typeof english, string>;
