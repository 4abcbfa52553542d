import type { alibabaLines as english } from '../en/alibaba-lines.ts';

/** What is said of instances of Alibaba Cloud, in the words of its documentation. */
export const alibabaLines = {
  'audit-cause.declared':
    '实例审计，它在控制台中开启，任何模板都无法表达；请使用 `acraudit scan --provider alibaba` 查看',
  'audit-cause.unlisted': '地域 {region} 的事件发送到哪里',
  'audit-cause.events': '该实例的事件',
  'audit-cause.silent': '从 {from} 到 {to} 没有该实例的事件到达：其实例审计已关闭，或实例空闲；{others} 的事件已到达',
  'audit-cause.silent-region':
    '从 {from} 到 {to} 没有该实例的事件到达，该地域的其他实例也没有：其实例审计已关闭，或实例空闲',
  'audit-cause.no-index': '其事件：项目 {project} 的日志库 {logstore} 没有 {field} 的索引',
  'audit-cause.incomplete': '其事件：日志服务没有查询从 {from} 到 {to} 的全部内容',
  'audit-cause.part': '项目 {project} 的{part}：{problem}',
  'audit-part.project': '项目本身',
  'audit-part.logstore': '日志库 {logstore}',
  'audit-part.index': '日志库 {logstore} 的索引',
  'audit-part.events': '日志库 {logstore} 中的事件',
  'note.events-until': '其事件到达至 {last}',
  'audit-step.switch': '在控制台的审计中心、实例审计中开启实例审计：{page}',
  'audit-step.calls': '对地域 {region} 执行所写页面中的调用',
  'error.alibaba-sign-in': '无法登录阿里云：{reason}',
  'error.alibaba-scan-ended': '扫描在读取全部内容之前结束：请重新扫描',
  'error.region-inaccessible': '无法列出地域 {region} 的实例：{reason}',
} as const satisfies Record<keyof typeof english, string>;
