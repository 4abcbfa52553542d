import type { verdicts as english } from '../en/verdicts.ts';

/** Texts of findings and of what reports say about them. */
export const verdicts = {
  'verdict.not-deployed': '此处不部署',
  'verdict.not-deployed-because': '此处不部署（{because}）',
  'verdict.not-applicable': '规则不适用于它',
  'verdict.fault': '无法评估：{fault}',
  'verdict.target-fault': '它无法评估：{fault}',
  'verdict.part-fault': '{part} 无法评估：{fault}',
  'verdict.depends': '取决于{causes}',
  'verdict.depends-otherwise': '取决于{causes}；可能的情况：{reasons}',
  'verdict.rule-crash': '规则 {rule} 崩溃：{crash}',

  'value.fault': '（无法评估）',

  'explore.fails-when': '{values} 时失败',
  'explore.value': '{name}={value}',
  'explore.value-here': '{name}={value}（此处的值）',
  'explore.none': '没有参数列出其值，因此未尝试任何值',
  'explore.always-fails': '使用 {names} 列出的每个值都失败',
  'explore.always-passes': '使用 {names} 列出的每个值都通过',
  'explore.always-passes-combined': '使用 {names} 列出的值的每种组合都通过',
  'explore.tried': '已尝试 {names} 列出的每个值',
  'explore.not-all': '未探索所有组合',
  'explore.left': '；{list}',
  'explore.left-more': '；{list} 以及另外 {count} 个保持原样',
  'explore.left-at': '{name} 保持为 {value}',
  'explore.left-as-is': '{name} 保持原样',

  'report.not-gating': '不影响退出代码：{reason}',

  'arrival.young': '收集其日志的设置或规则在 {changed} 发生了更改，Azure 可能需要 {minutes} 分钟',
  'arrival.idle': '自 {from} 起没有对其进行拉取或推送',
  'arrival.logins': '没有登录留下事件；令牌有效期为数小时，匿名拉取不需要令牌',
  'arrival.elsewhere': '存储帐户、事件中心和合作伙伴解决方案中的事件',
} as const satisfies Record<keyof typeof english, string>;
