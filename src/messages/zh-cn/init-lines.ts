import type { initLines as english } from '../en/init-lines.ts';

/** Lines of `acraudit init`. */
export const initLines = {
  'init.found': '找到：{files}',
  'init.found-ci': 'CI：{systems}',
  'init.found-psrule': 'PSRule：{files}（在 acraudit.yaml 中设置 psrule: true 也会运行其 YAML 规则）',
  'init.ask-pack': '从哪些规则开始，包名见 acraudit rules 的列表 ({pack})：',
  'init.ask-baseline': '是否写入基线，使只有新的结果才失败？',
  'init.ask-ci': '是否为 {system} 写入文件？',
  'init.written': '已写入：{file}',
  'init.kept': '已保留：{file}（已存在）',
  'init.failed': '未写入：{file}：{reason}',
  'init.leads-out': '其文件夹是指向存储库之外的链接',
  'init.nothing-written': '未写入任何内容',
  'init.name-baseline': '在 {config} 中指定基线：baseline: {file}',
  'init.next': '下一步：acraudit lint',
} as const satisfies Record<keyof typeof english, string>;
