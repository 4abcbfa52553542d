import type { taskLines as english } from '../en/task-lines.ts';

/** What an export of the logs of task runs says. */
export const taskLines = {
  'tasks.registry-gone': '{registry} 在列出其运行时已被删除或移动',
  'tasks.nameless': '没有有效 ID 的运行：{count} 个',
  'tasks.not-listed': '--registry {registry}：没有列出具有此名称或 ID 的注册表',
  'tasks.interrupted': '导出已中断；使用同一命令可继续',
  'tasks.saved': '已保存 {registries}的 {logs}',
  'tasks.wanted': '将保存 {registries}的 {logs}',
  'tasks.present-one': '1 个已存在',
  'tasks.present': '{count} 个已存在',
  'tasks.unfinished': '{count} 个仍在运行',
  'tasks.none': '{count} 个没有日志',
  'tasks.more': '以及另外 {count} 个',
  'tasks.state-saved': '已保存',
  'tasks.state-present': '已存在',
  'tasks.state-wanted': '待保存',
  'tasks.state-unfinished': '运行中',
  'tasks.state-none': '无日志',
  'tasks.changed': '已保存的文件丢失或已更改，而 Azure 不再有该日志',
  'tasks.failed': '{count} 个失败',
  'tasks.secrets': '运行的日志可能包含机密，例如生成参数：只有你可以读取保存在 {folder} 中的内容',
} as const satisfies Record<keyof typeof english, string>;
