import type { suppressions as english } from '../en/suppressions.ts';

/** What is wrong with suppressions, and what became of them. They stand at the place of the suppression. */
export const suppressions = {
  'suppression.unused': '未使用对 {rules} 的抑制：没有结果需要它',
  'suppression.expired': '对 {rules} 的抑制已于 {date} 到期：不再生效',
  'suppression.undecidable': '对 {rules} 的抑制不适用于 {targets}：此处不知道其模式所比较的内容',
  'suppression.ill-formed': '未抑制任何内容：{problem}',
  'suppression.module-not-in-run': '未抑制任何内容：该文件是不在本次运行的模板中的模块',
  'suppression.from-tag': '标记 acraudit-suppress',
  'suppression.of-tag': '{id} 的标记 acraudit-suppress：{text}',

  'suppression.line': '{reason}（{details}）',
  'suppression.until': '截至 {date}',

  'suppression.no-rule': '它没有指定规则',
  'suppression.no-reason': '它没有给出理由',
  'suppression.no-reason-comment': '它没有给出理由；请写成 {directive} RULE -- 理由',
  'suppression.too-long': '其 {key} 超过 {max} 个字符',
  'suppression.wrong-date': '“{text}”不是日历中的日期；请写成 YYYY-MM-DD',
  'suppression.wrong-type': '{key} 必须是{wanted}',
  'suppression.unknown-key': '未知键“{key}”；已知键：{known}',
  'suppression.unknown-key-close': '未知键“{key}”；是否要使用 {close}？',
  'suppression.unknown-directive': '未知词“{word}”；是否要使用 {close}？',
  'suppression.unread-option':
    '“{text}”：owner 和 expires 在末尾的一对括号中读取，即 (owner: NAME, expires: YYYY-MM-DD)',
  'suppression.wrong-options': '无法读取“({text})”；请写成 (owner: NAME, expires: YYYY-MM-DD)',
  'suppression.wrong-tag': '它的部分过多；请写成 RULE; 理由; YYYY-MM-DD',
  'suppression.too-many': '该文件的抑制超过 {max} 个；其余的不读取',
  'suppression.ends-nothing': '它没有结束任何区域：此处没有打开的区域',
  'suppression.ends-nothing-of': '它没有结束任何区域：此处没有打开的 {rules} 区域',
} as const satisfies Record<keyof typeof english, string>;
